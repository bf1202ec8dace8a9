/**
 * The only writer of an events file, on a thread of its own. It imports nothing of ours, so that Node can run this file
 * directly from source (types stripped) as well as from the build.
 *
 * Group commit: all that is queued when a transaction ends goes into the next one, and each append is answered only after its
 * COMMIT has returned with synchronous=FULL. Any failure of a write or of the commit ends the thread: after a failed fsync the
 * page cache can no longer be trusted, so nothing is retried and recovery is left to a restart.
 */
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

export type WriteRow = Readonly<{ id: string; revision: number; body: string }>;
export type WriteRequest = Readonly<{ stream: string; category: string; expected: number | 'noStream' | 'any'; rows: readonly WriteRow[] }>;
export type WriteAnswer = Readonly<{ position: number } | { actual: number }>;
export type ThreadAnswer = Readonly<{ answers: readonly WriteAnswer[] } | { busy: string } | { failed: string } | { ready: true }>;

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
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 10000;');
  database.exec(SCHEMA);
  return database;
};

type Statements = Readonly<{ tail: StatementSync; at: StatementSync; insert: StatementSync }>;

const prepare = (database: DatabaseSync): Statements => ({
  tail: database.prepare('SELECT revision FROM events WHERE stream = ? ORDER BY revision DESC LIMIT 1'),
  at: database.prepare('SELECT id, position FROM events WHERE stream = ? AND revision = ?'),
  insert: database.prepare('INSERT INTO events (stream, revision, category, id, body) VALUES (?, ?, ?, ?, ?)'),
});

/** The position of the last row where all rows stand in the stream already, under the same ids: an append sent twice. */
const alreadyWritten = ({ at }: Statements, { stream, rows }: WriteRequest): number | undefined => {
  let position: number | undefined;
  for (const row of rows) {
    const found = at.get(stream, row.revision);
    if (found?.['id'] !== row.id) return undefined;
    position = Number(found['position']);
  }
  return position;
};

const write = (statements: Statements, request: WriteRequest): WriteAnswer => {
  const { stream, category, expected, rows } = request;
  const actual = Number(statements.tail.get(stream)?.['revision'] ?? -1);
  const wanted = expected === 'any' ? actual : expected === 'noStream' ? -1 : expected;
  if (actual !== wanted || rows[0]?.revision !== actual + 1) {
    const position = alreadyWritten(statements, request);
    return position === undefined ? { actual } : { position };
  }
  let position = 0;
  for (const row of rows) position = Number(statements.insert.run(stream, row.revision, category, row.id, row.body).lastInsertRowid);
  return { position };
};

const isBusy = (error: unknown): boolean => (error as { errcode?: number }).errcode === 5;

const begin = (database: DatabaseSync): string | undefined => {
  try {
    database.exec('BEGIN IMMEDIATE');
    return undefined;
  } catch (error) {
    if (isBusy(error)) return String(error);
    throw error;
  }
};

const serve = (port: NonNullable<typeof parentPort>): void => {
  const database = open(workerData.path);
  const statements = prepare(database);
  const commit = (requests: readonly WriteRequest[]): ThreadAnswer => {
    const busy = begin(database);
    if (busy !== undefined) return { busy };
    const answers = requests.map((request) => write(statements, request));
    database.exec('COMMIT');
    return { answers };
  };
  port.on('message', (message: { requests: readonly WriteRequest[] } | 'close') => {
    if (message === 'close') {
      database.close();
      port.close();
      return;
    }
    try {
      port.postMessage(commit(message.requests) satisfies ThreadAnswer);
    } catch (error) {
      port.postMessage({ failed: String(error) } satisfies ThreadAnswer);
      port.close();
    }
  });
  port.postMessage({ ready: true } satisfies ThreadAnswer);
};

if (parentPort) serve(parentPort);
