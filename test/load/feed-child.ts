/** Reads a department's file as the server does once it has it, in a process of its own, so that its memory is the feed's alone. */
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { starterPolicy } from '#domain/policy/starter-policy';
import { starterFeeds } from '#domain/policy/starter-feeds';
import type { Context } from '#domain/kernel/decider';
import { Streams } from '#event-store/streams';
import { fileStanding } from '#read-models/file-standing/file-standing';
import { personIndex } from '#read-models/person-index/person-index';
import type { AnyView } from '#read-models/registry';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { FeedFolder } from '../../apps/server/src/feed/feed-folder.js';
import { FeedJobs } from '../../apps/server/src/feed/feed-jobs.js';
import { FeedPages } from '../../apps/server/src/feed/feed-pages.js';
import { FeedRun } from '../../apps/server/src/feed/feed-run.js';
import { SystemClock } from '../../apps/server/src/platform/clock.js';
import { Directory } from '../../apps/server/src/platform/directory.js';
import { Standings } from '../../apps/server/src/platform/monitoring/standings.js';
import { Progress } from '../../apps/server/src/platform/progress.js';
import { readSettings } from '../../apps/server/src/platform/settings.js';
import { Views } from '../../apps/server/src/platform/views.js';
import { Projector } from '../../apps/server/src/projector/projector.js';
import { ROOT } from './city.js';
import { SENDER } from './feed-city.js';
import { openScratchStore } from './scratch.js';

/** What the process tells when it is done. `heapMegabytes` is what was in use after the fullest collection of garbage, at its peak. */
export type FeedRead = Readonly<{ rate: number; matched: number; heapMegabytes: number }>;

const MEGABYTE = 1024 * 1024;
const SAMPLE_MS = 250;

const [folder = '', path = ''] = process.argv.slice(2);

Logger.overrideLogger(false);
const events = await openScratchStore(folder);
const store = await openSqliteReadStore({ path: join(folder, 'views.db') });
const [streams, clock, progress, directory] = [new Streams(events), new SystemClock(), new Progress(), new Directory(events)];
const views = [fileStanding, personIndex] as unknown as readonly AnyView[];
const projector = new Projector({ events, store, views, progress });
const standings = new Standings(new Views(store, progress, events), events);
const settings = readSettings({ DATA_DIR: folder });
const feeds = new FeedFolder(settings, events);
const pages = new FeedPages(standings, events, directory, clock);
const jobs = new FeedJobs(new FeedRun(streams, standings, feeds, pages, directory, clock), feeds, streams, settings);

await directory.start();
projector.start();
for (let behind = true; behind;)
  behind = await standings.caughtUp().then(
    () => false,
    () => true,
  );

let peak = 0;
const sample = setInterval(() => {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  peak = Math.max(peak, heapUsed + external);
}, SAMPLE_MS);

const read = async (): Promise<FeedRead> => {
  const started = performance.now();
  const context: Context = {
    ...{ at: clock.at(), today: clock.today(), by: SENDER, role: 'rights_dept_officer', unit: ROOT },
    ...{ requestId: path, correlationId: path },
  };
  const upload = await feeds.spool(createReadStream(path) as AsyncIterable<Buffer>);
  const place = { unitId: ROOT, mapping: starterFeeds[0]!, policyVersion: `${starterPolicy.policyId}@1` };
  const feedId = await jobs.begin({ ...place, format: 'csv', upload, context });
  while (['queued', 'running'].includes(jobs.job(feedId)!.state)) await delay(20);
  const { state } = await jobs.stored(feedId);
  if (state.status !== 'completed') throw new Error(`the feed ended as ${jobs.job(feedId)!.state}`);
  const seconds = (performance.now() - started) / 1000;
  return { rate: state.counts.rows / seconds, matched: state.counts.matched, heapMegabytes: peak / MEGABYTE };
};

const told = path === '' ? undefined : await read();
clearInterval(sample);
await projector.stop();
await directory.stop();
await store.close();
await events.close();
process.send?.(told ?? { rate: 0, matched: 0, heapMegabytes: 0 });
