import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  type IndexDescription,
  MongoClient,
  MongoError,
  MongoServerError,
  ReadConcern,
  ReadPreference,
  WriteConcern,
} from 'mongodb';
import { ReadStoreUnavailable } from '../port.js';

/** A row: its JSON as text, so that nothing in it is ever read as BSON or as an operator, and beside it what queries name. */
export type RowDocument = Readonly<{
  _id: string;
  position: string;
  doc: string;
  /** Declared fields, null where absent: null and missing would sort alike but not match alike. */
  f: Document;
  /** Text fields with A-Z folded to a-z. */
  t: Document;
}>;

export type BuildDocument = Readonly<{ _id: string; view: string; version: number; checkpoint: string; shape: string }>;
/** Which build queries see: one document for each view, so that switching is one atomic write. */
export type ViewDocument = Readonly<{ _id: string; active: string }>;
export type LeaseDocument = Readonly<{ _id: string; owner: string; fence: number; expiresAt: Date; batches?: number }>;

export type MongoOptions = Readonly<{
  url: string;
  database: string;
  /** How long to look for a server before the store counts as unavailable. */
  serverSelectionTimeoutMs?: number;
}>;

/** Replies that speak of the cluster and not of the request: stepping down, shutting down, interrupted, timed out, conflicting. */
const OUTAGES = new Set<unknown>([6, 7, 50, 89, 91, 112, 189, 251, 262, 9001, 10058, 10107, 11600, 11602, 13435, 13436]);

const isOutage = (error: unknown): boolean =>
  error instanceof MongoServerError ? OUTAGES.has(error.code) : error instanceof MongoError && error.name !== 'MongoInvalidArgumentError';

/** Long enough for the largest batch; a connection that is silent for longer is dead. */
const SOCKET_TIMEOUT_MS = 60_000;
const MAJORITY = {
  readConcern: new ReadConcern('majority'),
  writeConcern: new WriteConcern('majority', undefined, true),
  readPreference: ReadPreference.primary,
};
const TRANSACTION = { ...MAJORITY, readConcern: new ReadConcern('snapshot') };

/** The session that a read belongs to, and its concern where it is not that of the session. */
export type Reading = Readonly<{ session?: ClientSession; readConcern?: { level: 'snapshot' } }>;

/** The client and its collections. Concerns are set here and not in the URL, where a deployment could forget them. */
export class Connection {
  private readonly client: MongoClient;
  private readonly db: Db;

  constructor({ url, database, serverSelectionTimeoutMs = 5_000 }: MongoOptions) {
    const timeouts = {
      serverSelectionTimeoutMS: serverSelectionTimeoutMs,
      connectTimeoutMS: serverSelectionTimeoutMs,
      socketTimeoutMS: SOCKET_TIMEOUT_MS,
    };
    this.client = new MongoClient(url, { ...MAJORITY, ...timeouts, appName: 'nuanliu', ignoreUndefined: false });
    // Again, since the URL's options win over the client's.
    this.db = this.client.db(database, MAJORITY);
  }

  get builds(): Collection<BuildDocument> {
    return this.db.collection('builds');
  }

  get views(): Collection<ViewDocument> {
    return this.db.collection('views');
  }

  get leases(): Collection<LeaseDocument> {
    return this.db.collection('leases');
  }

  rows(build: string): Collection<RowDocument> {
    return this.db.collection(`rows ${build}`);
  }

  async createRows(build: string, indexes: readonly IndexDescription[]): Promise<void> {
    if (indexes.length > 0) await this.rows(build).createIndexes([...indexes]);
    else if (!(await this.db.listCollections({ name: `rows ${build}` }).hasNext())) await this.db.createCollection(`rows ${build}`);
  }

  async connect(): Promise<void> {
    await this.guarded(() => this.client.connect());
  }

  /** Also retries what MongoDB calls transient, so `work` may run more than once. */
  transaction<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return this.guarded(() => this.client.withSession((session) => session.withTransaction(() => work(session), TRANSACTION)));
  }

  /** All reads of `work` see the store as of one moment, where the server can. */
  snapshot<T>(work: (reading: Reading) => Promise<T>): Promise<T> {
    return this.guarded(() =>
      this.client.withSession({ snapshot: true }, (session) => work({ session, readConcern: { level: 'snapshot' } })),
    );
  }

  /** @throws {ReadStoreUnavailable} for whatever is the fault of the connection or the cluster. */
  async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (isOutage(error)) throw new ReadStoreUnavailable('the view database cannot be reached', { cause: error });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client.close();
  }
}
