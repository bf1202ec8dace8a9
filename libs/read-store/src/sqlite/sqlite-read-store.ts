import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as breath } from 'node:timers/promises';
import { latestChanges } from '../changes.js';
import { RowDigest } from '../digest.js';
import type { Batch, BuildState, CollectionDefinition, CollectionShape, Lease, ReadCollection, ReadStore, Row } from '../port.js';
import { Builds, BUILDS_TABLE } from './builds.js';
import { SqliteCollection } from './collection.js';
import { Database } from './database.js';
import { Leases, LEASES_TABLE } from './leases.js';
import { select, tableOf } from './sql.js';

/** Rows hashed before other work gets its turn. */
const DIGEST_PAGE = 1_000;
const BY_KEY = { text: ' ORDER BY key', values: [] };

class SqliteReadStore implements ReadStore {
  private readonly database: Database;
  private readonly catalogue: Builds;
  private readonly leases: Leases;

  constructor(private readonly path: string) {
    this.database = Database.open(path);
    this.database.writing(() => this.database.exec(`${BUILDS_TABLE}${LEASES_TABLE}`));
    this.catalogue = new Builds(this.database);
    this.leases = new Leases(this.database);
  }

  async ensureBuild(definition: CollectionShape, version: number, build: string): Promise<void> {
    this.database.writing(() => this.catalogue.ensure(definition, version, build));
  }

  async builds(view?: string): Promise<readonly BuildState[]> {
    return this.database.reading(() => this.catalogue.states(view));
  }

  collection<T extends Row>(definition: CollectionDefinition<T>, build?: string): ReadCollection<T> {
    const resolve = () => (build === undefined ? this.catalogue.active(definition.name) : this.catalogue.named(build));
    return new SqliteCollection<T>(this.database, definition, resolve);
  }

  async checkpoint(build: string): Promise<string> {
    return this.database.reading(() => this.catalogue.checkpoint(build));
  }

  async apply(lease: Lease, batches: readonly Batch[]): Promise<void> {
    this.database.writing(() => {
      this.leases.check(lease);
      for (const batch of batches) this.applyBatch(batch);
    });
  }

  async digest(build: string): Promise<Readonly<{ digest: string; checkpoint: string; rows: number }>> {
    await this.checkpoint(build);
    // A connection of its own holds the moment while this one goes on writing.
    const snapshot = Database.open(this.path, { readOnly: true });
    try {
      snapshot.exec('BEGIN');
      const checkpoint = new Builds(snapshot).checkpoint(build);
      const digest = new RowDigest();
      for (const { key, doc } of snapshot.iterate(select('key, doc', tableOf(build), [], BY_KEY))) {
        digest.add(String(key), String(doc));
        if (digest.rows % DIGEST_PAGE === 0) await breath();
      }
      return { digest: digest.hex(), checkpoint, rows: digest.rows };
    } finally {
      snapshot.close();
    }
  }

  async activate(view: string, build: string): Promise<void> {
    // One index at a time, so that other work gets its turn in between; only the last step shows the build to queries.
    for (const statement of this.database.reading(() => this.catalogue.indexStatements(build))) {
      this.database.writing(() => this.database.exec(statement));
      await breath();
    }
    this.database.writing(() => this.catalogue.activate(view, build));
  }

  async dropBuild(build: string): Promise<void> {
    this.database.writing(() => this.catalogue.drop(build));
  }

  async acquireLease(name: string, owner: string, ttlMs: number): Promise<Lease | undefined> {
    return this.database.writing(() => this.leases.acquire(name, owner, ttlMs));
  }

  async releaseLease(lease: Lease): Promise<void> {
    this.database.writing(() => this.leases.release(lease));
  }

  async close(): Promise<void> {
    this.database.close();
  }

  private applyBatch(batch: Batch): void {
    const { build, checkpoint } = batch;
    const writer = this.catalogue.writer(build);
    const reached = this.catalogue.checkpoint(build);
    for (const change of latestChanges(batch, reached)) writer.write(change);
    if (checkpoint > reached) this.catalogue.moveCheckpoint(build, checkpoint);
  }
}

/**
 * Opens the views kept in one SQLite file, creating it where it is missing. Several processes may use the same file.
 * @throws {ReadStoreUnavailable} where the file cannot be opened or is no database.
 */
export const openSqliteReadStore = async ({ path }: Readonly<{ path: string }>): Promise<ReadStore> => {
  mkdirSync(dirname(path), { recursive: true });
  return new SqliteReadStore(path);
};
