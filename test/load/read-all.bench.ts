import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rateOf, sideBySide, type Measurement } from './measure.js';
import { inScratch, openScratchStore } from './scratch.js';

const STREAMS = 200;
const EACH = 500;

/** Reads the whole log through the port, opened and in today's schema, against iterate + JSON.parse on the same rows. */
export const benchReadAll = (): Promise<Measurement> =>
  inScratch(async (folder) => {
    const store = await openScratchStore(folder);
    const meta = {
      at: '2022-03-01T02:00:00.000Z',
      by: 'bench',
      role: 'base_caseworker',
      unit: '410402',
      requestId: 'bench',
      correlationId: 'bench',
    };
    const data = { month: '2022-02', incomeFen: 123_400, persons: 3, lineMonthlyFen: 63_000 };
    for (let stream = 0; stream < STREAMS; stream++) {
      const events = Array.from({ length: EACH }, () => ({ id: randomUUID(), type: 'MonthlyIncomeRecorded', data, meta }));
      await store.append(`household-${stream}`, 'noStream', events);
    }
    const measured = () =>
      rateOf(async () => {
        let read = 0;
        for await (const page of store.readAll({ after: '' })) read += page.length;
        return read;
      });
    const database = new DatabaseSync(join(folder, 'events.db'), { readOnly: true });
    const select = database.prepare('SELECT position, body FROM events ORDER BY position');
    const reference = async () =>
      rateOf(() => {
        let read = 0;
        for (const { body } of select.iterate()) if (JSON.parse(String(body)) !== null) read += 1;
        return read;
      });
    const result = await sideBySide({ measured, reference });
    database.close();
    await store.close();
    return { name: 'read-all', unit: 'events/s', ...result, budget: '>= 0.7', referenceIs: 'node:sqlite iterate + JSON.parse' };
  });
