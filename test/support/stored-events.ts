import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Envelope } from '#event-store/port';

/** Every event of a server's own log, read beside it. */
export const storedEvents = (dataDir: string): readonly Envelope[] => {
  const database = new DatabaseSync(join(dataDir, 'events.db'), { readOnly: true });
  const rows = database.prepare('SELECT body FROM events ORDER BY position').all();
  database.close();
  return rows.map(({ body }) => JSON.parse(String(body)) as Envelope);
};

const countBy = (streams: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const stream of streams) counts.set(stream, (counts.get(stream) ?? 0) + 1);
  return counts;
};

/** How often each stream has an event of a type. */
export const countsOf = (events: readonly Envelope[], type: string): ReadonlyMap<string, number> =>
  countBy(events.filter((event) => event.type === type).map(({ stream }) => stream));
