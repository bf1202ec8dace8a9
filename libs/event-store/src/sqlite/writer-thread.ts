/**
 * The only writer of an events file, on a thread of its own. It imports nothing of ours, so that Node can run this file
 * directly from source (types stripped) as well as from the build.
 *
 * Group commit: all requests of a message go into one transaction and are answered only after its COMMIT has returned with
 * synchronous=FULL. Any failure of a write or of the commit ends the thread: after a failed fsync the page cache can no longer
 * be trusted, so nothing is retried and recovery is left to a restart.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/** A batch of appends as columns; `counts[i]` rows belong to request i. */
export type PackedRequests = Readonly<{
  streams: readonly string[];
  categories: readonly string[];
  expected: readonly (number | 'noStream' | 'any')[];
  counts: readonly number[];
  ids: readonly string[];
  revisions: readonly number[];
  bodies: readonly string[];
}>;

/** For each request the position of its last row, or minus the stream's revision minus one (0 where there is no stream). */
export type ThreadAnswer = Readonly<{ outcomes: readonly number[] } | { busy: string } | { failed: string } | { ready: true }>;

/** The write-ahead log is folded back in at 16 MB: seldom enough to cost little, soon enough to recover fast. */
const WAL_PAGES = 4000;
const HEADS_KEPT = 100_000;

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS events (
    position INTEGER PRIMARY KEY,
    stream TEXT NOT NULL,
    revision INTEGER NOT NULL,
    category TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX IF NOT EXISTS events_by_stream ON events (stream, revision);
  CREATE INDEX IF NOT EXISTS events_by_category ON events (category);
`;

const open = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path);
  database.exec('PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
  database.exec(`PRAGMA wal_autocheckpoint = ${WAL_PAGES}; ${SCHEMA}`);
  return database;
};

class EventsFile {
  private readonly database: DatabaseSync;
  private readonly tail: StatementSync;
  private readonly at: StatementSync;
  private readonly insert: StatementSync;
  private readonly version: StatementSync;
  /** Revisions of streams written lately; good as long as no other process has written. */
  private readonly heads = new Map<string, number>();
  private knownVersion: unknown;

  constructor(database: DatabaseSync) {
    this.database = database;
    this.tail = database.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1');
    this.at = database.prepare('SELECT id, position FROM events WHERE stream = ? AND revision = ?');
    this.insert = database.prepare('INSERT INTO events (stream, revision, category, id, body) VALUES (?, ?, ?, ?, ?)');
    this.version = database.prepare('PRAGMA data_version');
  }

  /** Writes all requests in one transaction. A busy file is no failure: nothing was begun. */
  commit(requests: PackedRequests): ThreadAnswer {
    try {
      this.database.exec('BEGIN IMMEDIATE');
    } catch (error) {
      if ((error as { errcode?: number }).errcode === 5) return { busy: String(error) };
      throw error;
    }
    this.forgetWhatOthersChanged();
    const outcomes: number[] = [];
    let row = 0;
    for (let request = 0; request < requests.streams.length; request++) {
      outcomes.push(this.write(requests, request, row));
      row += requests.counts[request]!;
    }
    this.database.exec('COMMIT');
    return { outcomes };
  }

  private write(requests: PackedRequests, request: number, first: number): number {
    const stream = requests.streams[request]!;
    const expected = requests.expected[request]!;
    const end = first + requests.counts[request]!;
    const actual = this.headOf(stream);
    const wanted = expected === 'any' ? actual : expected === 'noStream' ? -1 : expected;
    if (actual !== wanted || requests.revisions[first] !== actual + 1) {
      return this.positionOfTwin(requests, stream, first, end) ?? -(actual + 1);
    }
    let position = 0;
    for (let row = first; row < end; row++) {
      const values = [stream, requests.revisions[row]!, requests.categories[request]!, requests.ids[row]!, requests.bodies[row]!] as const;
      position = Number(this.insert.run(...values).lastInsertRowid);
    }
    this.remember(stream, actual + end - first);
    return position;
  }

  /** The position of the last row where all rows stand in the stream already, under the same ids: an append sent twice. */
  private positionOfTwin({ ids, revisions }: PackedRequests, stream: string, first: number, end: number): number | undefined {
    let position: number | undefined;
    for (let row = first; row < end; row++) {
      const found = this.at.get(stream, revisions[row]!);
      if (!found || found['id'] !== ids[row]) return undefined;
      position = Number(found['position']);
    }
    return position;
  }

  private headOf(stream: string): number {
    return this.heads.get(stream) ?? Number(this.tail.get(stream)?.['revision'] ?? -1);
  }

  private remember(stream: string, revision: number): void {
    if (this.heads.size >= HEADS_KEPT) this.heads.clear();
    this.heads.set(stream, revision);
  }

  private forgetWhatOthersChanged(): void {
    const version = this.version.get()?.['data_version'];
    if (version !== this.knownVersion) this.heads.clear();
    this.knownVersion = version;
  }
}

const serve = (port: NonNullable<typeof parentPort>): void => {
  const database = open((workerData as { path: string }).path);
  const file = new EventsFile(database);
  let hasFailed = false;
  port.on('message', (message: PackedRequests | 'close') => {
    // What travels behind a batch that failed must not build on what that one lost.
    if (hasFailed) return;
    if (message === 'close') {
      database.close();
      port.close();
      return;
    }
    try {
      port.postMessage(file.commit(message));
    } catch (error) {
      hasFailed = true;
      // Closing undoes what was begun and lets go of the lock, so that another process may go on.
      database.close();
      port.postMessage({ failed: String(error) } satisfies ThreadAnswer);
      port.close();
    }
  });
  port.postMessage({ ready: true } satisfies ThreadAnswer);
};

if (parentPort) serve(parentPort);
