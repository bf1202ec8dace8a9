import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventStore } from '#event-store/event-store';
import { boardP99 } from './board.bench.js';
import { EVENTS_EACH, writeHouseholds } from './city.js';
import { rateOf, type Measurement } from './measure.js';
import type { Rebuilt } from './rebuild-child.js';
import { inScratch, openScratchStore } from './scratch.js';
import { whileServing } from './serve.js';

const TINY = 1_000;
const SMALL = 10_000;
const LARGE = Number(process.env['BENCH_HOUSEHOLDS'] ?? 100_000);

/** All views from an empty read store, digests and indexes included; memory is what the process came to hold at its peak. */
const rebuilt = async (folder: string, target: string): Promise<Rebuilt> => {
  const child = fork(fileURLToPath(new URL('./rebuild-child.js', import.meta.url)), [folder, target]);
  const [told] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Rebuilt | number];
  if (typeof told === 'number') throw new Error(`the rebuild ended with ${told}`);
  return told;
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

const memory = (small: Rebuilt, large: Rebuilt): Measurement => ({
  name: 'rebuild-memory',
  unit: `MB at ${LARGE * EVENTS_EACH} events`,
  value: Math.round(large.peakMegabytes),
  reference: Math.round(small.peakMegabytes),
  ratio: Number((large.peakMegabytes / small.peakMegabytes).toFixed(2)),
  budget: '<= 1.5',
  referenceIs: `MB at ${SMALL * EVENTS_EACH} events`,
});

const board = (tiny: number, large: number): Measurement => ({
  name: 'board-page-p99',
  unit: `ms at ${LARGE} households`,
  value: Number(large.toFixed(1)),
  reference: Number(tiny.toFixed(1)),
  ratio: Number((large / tiny).toFixed(2)),
  budget: '<= 1.5',
  referenceIs: `ms at ${TINY} households`,
});

/** A city of so many households in a folder of its own, its views built into SQLite. */
const city = async (folder: string, households: number): Promise<Readonly<{ rebuilt: Rebuilt; readRate: number }>> => {
  mkdirSync(folder, { recursive: true });
  const events = await openScratchStore(folder);
  await writeHouseholds(events, 0, households);
  const readRate = await rateOf(() => readAll(events));
  await events.close();
  return { rebuilt: await rebuilt(folder, join(folder, 'views.db')), readRate };
};

const readAll = async (events: EventStore): Promise<number> => {
  let count = 0;
  for await (const page of events.readAll({ after: '' })) count += page.length;
  return count;
};

const intoMongo = async (folder: string): Promise<readonly Measurement[]> => {
  const url = process.env['MONGODB_URL'];
  if (url === undefined) process.stderr.write('rebuild-mongodb is left out: MONGODB_URL is not set\n');
  if (url === undefined) return [];
  const mongo = await rebuilt(folder, url);
  return [line('rebuild-mongodb', mongo, 10_000, 1, 'the budget of 10,000 events/s')];
};

/** Rebuilds all views, at a tenth of the events and at all of them, and asks for board pages of a small and a large city. */
export const benchRebuild = (): Promise<readonly Measurement[]> =>
  inScratch(async (folder) => {
    const folderOf = (name: string) => join(folder, name);
    await city(folderOf('tiny'), TINY);
    const small = await city(folderOf('small'), SMALL);
    const large = await city(folderOf('large'), LARGE);
    const tinyP99 = await whileServing(folderOf('tiny'), boardP99);
    const largeP99 = await whileServing(folderOf('large'), boardP99);
    return [
      line('rebuild-sqlite', large.rebuilt, 50_000, 1, 'the budget of 50,000 events/s'),
      line('rebuild-sqlite-beside-reading', large.rebuilt, Math.round(large.readRate), 0.2, 'the same log only read and opened'),
      memory(small.rebuilt, large.rebuilt),
      ...(await intoMongo(folderOf('small'))),
      board(tinyP99, largeP99),
    ];
  });
