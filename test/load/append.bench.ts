import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { EventStore, NewEvent } from '#event-store/event-store';
import { rateOf, sideBySide, type Measurement } from './measure.js';
import { inScratch, openScratchStore } from './scratch.js';

const WRITERS = 64;
const EVENTS = 20_000;

const META = {
  at: '2022-03-01T02:00:00.000Z',
  by: '00000000-0000-8000-8000-000000000001',
  role: 'base_caseworker',
  unit: '410402-T1-B1',
  requestId: 'bench',
  correlationId: 'bench',
};

const incomeDeclared = (): NewEvent => ({
  id: randomUUID(),
  type: 'IncomeDeclared',
  data: {
    incomes: { wageFen: 1_200_000, businessFen: 0, propertyFen: 0, transferFen: 30_000, otherFen: 0 },
    window: { from: '2021-03-01', to: '2022-02-28' },
  },
  meta: META,
});

/** Each writer appends to a stream of its own, one event at a time, each awaited. */
const appendOneByOne = async (store: EventStore, round: number): Promise<number> => {
  const each = EVENTS / WRITERS;
  await Promise.all(
    Array.from({ length: WRITERS }, async (_, writer) => {
      const stream = `household-bench-${round}-${writer}`;
      for (let revision = -1; revision < each - 1; revision++) {
        await store.append(stream, revision === -1 ? 'noStream' : revision, [incomeDeclared()]);
      }
    }),
  );
  return each * WRITERS;
};

type StoredRow = Readonly<Record<'stream' | 'revision' | 'category' | 'id' | 'body', string | number>>;

/** The rows that the store wrote, read back to be written again by hand. */
const rowsOf = (path: string): StoredRow[] => {
  const database = new DatabaseSync(path, { readOnly: true });
  const rows = database.prepare('SELECT stream, revision, category, id, body FROM events LIMIT ?').all(EVENTS) as StoredRow[];
  database.close();
  return rows;
};

const schemaOf = (path: string): string => {
  const database = new DatabaseSync(path, { readOnly: true });
  const statements = database.prepare('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL').all();
  database.close();
  return statements.map(({ sql }) => `${String(sql)};`).join('\n');
};

/** The same table, indexes and durability, 100 rows to a transaction. */
const insertByHand = (path: string, schema: string, rows: readonly StoredRow[]): number => {
  const database = new DatabaseSync(path);
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; ${schema}`);
  const insert = database.prepare('INSERT INTO events (stream, revision, category, id, body) VALUES (?, ?, ?, ?, ?)');
  for (let start = 0; start < rows.length; start += 100) {
    database.exec('BEGIN IMMEDIATE');
    for (const { stream, revision, category, id, body } of rows.slice(start, start + 100)) insert.run(stream, revision, category, id, body);
    database.exec('COMMIT');
  }
  database.close();
  return rows.length;
};

/** Durable append, 64 writers, one event each, against raw inserts of the same rows 100 to a transaction. */
export const benchAppend = (): Promise<Measurement> =>
  inScratch(async (folder) => {
    const store = await openScratchStore(folder);
    const path = join(folder, 'events.db');
    let round = 0;
    const measured = () => rateOf(() => appendOneByOne(store, (round += 1)));
    await measured();
    const [rows, schema] = [rowsOf(path), schemaOf(path)];
    const reference = () => rateOf(() => insertByHand(join(folder, `raw-${(round += 1)}.db`), schema, rows));
    const result = await sideBySide({ measured, reference });
    await store.close();
    return { name: 'append', unit: 'events/s', ...result, budget: '>= 0.5', referenceIs: 'node:sqlite, same rows, 100 to a transaction' };
  });
