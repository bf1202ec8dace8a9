/** Rebuilds all views from the log in a folder, in a process of its own, so that its memory is the rebuild's alone. */
import { MongoClient } from 'mongodb';
import { views } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { openMongoReadStore } from '#read-store/mongodb/mongo-read-store';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { Rebuild } from '../../apps/server/src/projector/rebuild.js';
import { openScratchStore } from './scratch.js';

/** What the process tells when it is done. */
export type Rebuilt = Readonly<{ rate: number; peakMegabytes: number }>;

const MEGABYTE = 1024 * 1024;

const [folder = '', target = ''] = process.argv.slice(2);

const onMongo = target.startsWith('mongodb:');
const database = `nuanliu_bench_${process.pid}`;

const discard = async (url: string): Promise<void> => {
  const client = await MongoClient.connect(url);
  await client.db(database).dropDatabase();
  await client.close();
};

const store: ReadStore = onMongo ? await openMongoReadStore({ url: target, database }) : await openSqliteReadStore({ path: target });
const events = await openScratchStore(folder);
let peak = process.memoryUsage.rss();
const onProgress = () => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const report = await new Rebuild({ events, store, views, onProgress }).run(new AbortController().signal);
await store.close();
await events.close();
if (onMongo) await discard(target);
process.send?.({ rate: report.events / report.seconds, peakMegabytes: peak / MEGABYTE } satisfies Rebuilt);
