import type { ClientSession } from 'mongodb';
import { latestChanges } from '../changes.js';
import { RowDigest } from '../digest.js';
import {
  type Batch,
  type BuildState,
  type CollectionDefinition,
  type CollectionShape,
  type Lease,
  type ReadCollection,
  type ReadStore,
  ReadStoreUnavailable,
  type Row,
} from '../port.js';
import { Builds } from './builds.js';
import { MongoCollection } from './collection.js';
import { Connection, type MongoOptions, type Reading } from './connection.js';
import { Leases } from './leases.js';
import { replaceRows, rewriteRows } from './rows.js';

type Digest = Readonly<{ digest: string; checkpoint: string; rows: number }>;

/** Reads of a whole build before giving up on finding it at rest; one is enough where the server reads snapshots. */
const MAX_DIGEST_READS = 10;

class MongoReadStore implements ReadStore {
  private readonly catalogue: Builds;
  private readonly leases: Leases;

  constructor(private readonly connection: Connection) {
    this.catalogue = new Builds(connection);
    this.leases = new Leases(connection);
  }

  ensureBuild(definition: CollectionShape, version: number, build: string): Promise<void> {
    return this.connection.guarded(() => this.catalogue.ensure(definition, version, build));
  }

  builds(view?: string): Promise<readonly BuildState[]> {
    return this.connection.guarded(() => this.catalogue.states(view));
  }

  collection<T extends Row>(definition: CollectionDefinition<T>, build?: string): ReadCollection<T> {
    const resolve = () => (build === undefined ? this.catalogue.active(definition.name) : this.catalogue.named(build));
    return new MongoCollection<T>(this.connection, definition, resolve);
  }

  checkpoint(build: string): Promise<string> {
    return this.connection.guarded(async () => (await this.catalogue.named(build)).checkpoint);
  }

  apply(lease: Lease, batches: readonly Batch[]): Promise<void> {
    return this.connection.transaction(async (session) => {
      await this.leases.check(lease, session);
      for (const batch of batches) await this.applyBatch(batch, session);
    });
  }

  async digest(build: string): Promise<Digest> {
    for (let reads = 0; reads < MAX_DIGEST_READS; reads += 1) {
      const found = await this.connection.snapshot((reading) => this.digestOnce(build, reading));
      if (found) return found;
    }
    throw new ReadStoreUnavailable(`build ${build} changes too fast to be compared`);
  }

  activate(view: string, build: string): Promise<void> {
    return this.connection.guarded(() => this.catalogue.activate(view, build));
  }

  dropBuild(build: string): Promise<void> {
    return this.connection.guarded(() => this.catalogue.drop(build));
  }

  acquireLease(name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
    return this.connection.guarded(() => this.leases.acquire(name, owner, ttlMs));
  }

  releaseLease(lease: Lease): Promise<void> {
    return this.connection.guarded(() => this.leases.release(lease));
  }

  close(): Promise<void> {
    return this.connection.close();
  }

  private async applyBatch(batch: Batch, session: ClientSession): Promise<void> {
    const { view, shape, checkpoint: reached } = await this.catalogue.named(batch.build, { session });
    const changes = latestChanges(batch, reached);
    const seen = (await this.catalogue.activeName(view, { session })) === batch.build;
    const write = seen ? replaceRows : rewriteRows;
    await write({ connection: this.connection, session, build: batch.build, shape }, changes);
    if (batch.checkpoint > reached) await this.catalogue.moveCheckpoint(batch.build, batch.checkpoint, session);
  }

  /** Rows change only together with the checkpoint: one that stood still proves that the rows are of one moment. */
  private async digestOnce(build: string, reading: Reading): Promise<Digest | undefined> {
    const { checkpoint } = await this.catalogue.named(build, reading);
    const digest = new RowDigest();
    const rows = this.connection.rows(build).find({}, { ...reading, sort: { _id: 1 }, projection: { doc: 1 } });
    for await (const { _id, doc } of rows) digest.add(_id, doc);
    const after = await this.catalogue.named(build, reading);
    return after.checkpoint === checkpoint ? { digest: digest.hex(), checkpoint, rows: digest.rows } : undefined;
  }
}

/**
 * Opens the views kept in a MongoDB database (a replica set or a sharded cluster: transactions are needed). Comes back by itself
 * after an outage.
 * @throws {ReadStoreUnavailable} where no server answers in time.
 */
export const openMongoReadStore = async (options: MongoOptions): Promise<ReadStore> => {
  const connection = new Connection(options);
  await connection.connect();
  return new MongoReadStore(connection);
};
