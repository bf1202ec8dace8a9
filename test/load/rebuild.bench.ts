import { join } from 'node:path';
import type { EventStore } from '#event-store/event-store';
import { views } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { openMongoReadStore } from '#read-store/mongodb/mongo-read-store';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { Rebuild } from '../../apps/server/src/projector/rebuild.js';
import { EVENTS_EACH, writeHouseholds } from './city.js';
import { rateOf, type Measurement } from './measure.js';
import { inScratch, openScratchStore } from './scratch.js';

const SMALL = 10_000;
const LARGE = Number(process.env['BENCH_HOUSEHOLDS'] ?? 100_000);
const MEGABYTE = 1024 * 1024;

type Rebuilt = Readonly<{ rate: number; peakMegabytes: number }>;

/** All views from an empty read store, digests and indexes included; memory is what the process came to hold at its peak. */
const rebuildInto = async (events: EventStore, store: ReadStore): Promise<Rebuilt> => {
  let peak = process.memoryUsage().rss;
  const onProgress = () => {
    peak = Math.max(peak, process.memoryUsage().rss);
  };
  const report = await new Rebuild({ events, store, views, onProgress }).run(new AbortController().signal);
  return { rate: report.events / report.seconds, peakMegabytes: peak / MEGABYTE };
};

const into = async (store: ReadStore, events: EventStore): Promise<Rebuilt> => {
  try {
    return await rebuildInto(events, store);
  } finally {
    await store.close();
  }
};

const line = (name: string, { rate }: Rebuilt, reference: number, budget: number, referenceIs: string): Measurement => ({
  name,
  unit: 'events/s',
  value: Math.round(rate),
  reference,
  ratio: Number((rate / reference).toFixed(2)),
  budget: `>= ${budget}`,
  referenceIs,
});

/** Rebuilds all views into SQLite and, where MONGODB_URL is set, into MongoDB; memory at a tenth of the events and at all of them. */
export const benchRebuild = (): Promise<readonly Measurement[]> =>
  inScratch(async (folder) => {
    const events = await openScratchStore(folder);
    await writeHouseholds(events, 0, SMALL);
    const sqlite = (name: string) => openSqliteReadStore({ path: join(folder, name) });
    await into(await sqlite('warm.db'), events);
    const small = await into(await sqlite('small.db'), events);
    const measured: Measurement[] = [];
    const url = process.env['MONGODB_URL'];
    if (url === undefined) process.stderr.write('rebuild-mongodb is left out: MONGODB_URL is not set\n');
    else {
      const database = `nuanliu_bench_${process.pid}`;
      const mongo = await into(await openMongoReadStore({ url, database }), events);
      measured.push(line('rebuild-mongodb', mongo, 10_000, 1, 'the budget of 10,000 events/s'));
    }
    await writeHouseholds(events, SMALL, LARGE);
    const read = await rateOf(async () => {
      let count = 0;
      for await (const page of events.readAll({ after: '' })) count += page.length;
      return count;
    });
    const large = await into(await sqlite('large.db'), events);
    await events.close();
    return [
      line('rebuild-sqlite', large, 50_000, 1, 'the budget of 50,000 events/s'),
      line('rebuild-sqlite-beside-reading', large, Math.round(read), 0.2, 'the same log only read and opened'),
      {
        name: 'rebuild-memory',
        unit: `MB at ${LARGE * EVENTS_EACH} events`,
        value: Math.round(large.peakMegabytes),
        reference: Math.round(small.peakMegabytes),
        ratio: Number((large.peakMegabytes / small.peakMegabytes).toFixed(2)),
        budget: '<= 1.5',
        referenceIs: `MB at ${SMALL * EVENTS_EACH} events`,
      },
      ...measured,
    ];
  });
