import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parse } from 'csv-parse';
import type { FeedRead } from './feed-child.js';
import { writeBills, writeFeedCity } from './feed-city.js';
import { rateOf, type Measurement } from './measure.js';
import { MASTER_KEY, inScratch, openScratchStore } from './scratch.js';

const HOUSEHOLDS = Number(process.env['BENCH_HOUSEHOLDS'] ?? 100_000);
const LARGE = Number(process.env['BENCH_FEED_ROWS'] ?? 1_000_000);
/** Of so many rows one is about somebody with a file: most bills of a city are not. */
const ONE_KNOWN_IN = 10;
/** As many about people with a file, and no others: what is kept of households in memory is then the same. */
const SMALL = Math.ceil(LARGE / ONE_KNOWN_IN);

/** Hears a file; without one, only brings the views up to date. */
const inChild = async (folder: string, path = ''): Promise<FeedRead> => {
  const env = { ...process.env, MASTER_KEY: MASTER_KEY.toString('base64') };
  const child = fork(fileURLToPath(new URL('./feed-child.js', import.meta.url)), [folder, path], { env, execArgv: ['--expose-gc'] });
  const [told] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [FeedRead | number];
  if (typeof told === 'number') throw new Error(`the feed ended with ${told}`);
  await once(child, 'exit');
  return told;
};

/** The same bytes, through the same parser, and then nothing. */
const parsed = async (path: string): Promise<number> => {
  const parser = parse({ bom: true });
  const feeding = pipeline(createReadStream(path), parser);
  let rows = 0;
  for await (const _ of parser) rows += 1;
  await feeding;
  return rows;
};

/** A department's file of a million bills in a city of a hundred thousand households, a tenth of them about people with a file. */
export const benchFeed = (): Promise<readonly Measurement[]> =>
  inScratch(async (folder) => {
    const store = await openScratchStore(folder);
    await writeFeedCity(store, HOUSEHOLDS);
    await store.close();
    await inChild(folder);
    const [few, many] = [join(folder, 'few.csv'), join(folder, 'many.csv')] as const;
    await writeBills(few, { from: LARGE, rows: SMALL, households: HOUSEHOLDS, oneKnownIn: 1 });
    await writeBills(many, { from: 0, rows: LARGE, households: HOUSEHOLDS, oneKnownIn: ONE_KNOWN_IN });
    const small = await inChild(folder, few);
    const reference = await rateOf(() => parsed(many));
    const large = await inChild(folder, many);
    const heap = (read: FeedRead) => Math.round(read.heapMegabytes);
    return [
      {
        ...{
          name: 'feed',
          unit: `rows/s of ${LARGE}, ${large.matched} heard of`,
          value: Math.round(large.rate),
          reference: Math.round(reference),
        },
        ...{ ratio: Number((large.rate / reference).toFixed(3)), budget: '>= 0.01', referenceIs: 'csv-parse over the same bytes' },
      },
      {
        ...{ name: 'feed-heap', unit: `MB at ${LARGE} rows`, value: heap(large), reference: heap(small) },
        ...{ ratio: Number((large.heapMegabytes / small.heapMegabytes).toFixed(2)), budget: '<= 1.5', referenceIs: `MB at ${SMALL} rows` },
      },
    ];
  });
