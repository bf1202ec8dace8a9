import { Logger } from '@nestjs/common';
import { MongoClient } from 'mongodb';
import { openMongoReadStore } from '#read-store/mongodb/mongo-read-store';
import type { ReadStore } from '#read-store/port';
import { startRelay, type Relay } from '../../../../test/contract/read-store.relay.js';
import { eventually } from '../../../../test/support/eventually.js';
import { TallyCity, tallied, tallyView, type Count } from '../../../../test/support/tally.js';
import { Progress } from '../platform/progress.js';
import { Projector } from './projector.js';
import { Rebuild } from './rebuild.js';

const view = tallyView();
const counts = (count: number, from = 0): readonly Count[] =>
  Array.from({ length: count }, (_, index) => ({ number: from + index, keys: [`k${(from + index) % 7}`] }));

const throughOutages = (url: string) => {
  const database = `projector_outage_${process.pid}`;
  let city: TallyCity;
  let relay: Relay;
  let store: ReadStore;
  let direct: ReadStore;
  let projector: Projector;
  let progress: Progress;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    city = await TallyCity.open();
    relay = await startRelay(url);
    store = await openMongoReadStore({ url: relay.url, database, serverSelectionTimeoutMs: 300 });
    direct = await openMongoReadStore({ url, database });
    progress = new Progress();
    projector = new Projector({ events: city.events, store, views: [view], progress, retryMs: 20 });
    projector.start();
  });
  afterAll(async () => {
    await projector.stop();
    await store.close();
    await direct.close();
    await relay.cut();
    await city.discard();
    const client = await MongoClient.connect(url);
    await client.db(database).dropDatabase();
    await client.close();
  });

  const shows = (expected: readonly Count[]) =>
    eventually(async () => expect(await city.rows(view, direct)).toStrictEqual(tallied(view, expected)), 20_000);

  it('goes on where the network was cut in the midst of its work, with nothing lost or twice', async () => {
    for (let round = 0; round < 5; round += 1) {
      await city.count(...counts(400, round * 600));
      await relay.cut();
      const before = progress.interruptions;
      await city.count(...counts(200, round * 600 + 400));
      // There is work and no way to write it: the cut must be noticed before it is mended.
      await eventually(() => expect(progress.interruptions).toBeGreaterThan(before));
      await relay.mend();
    }
    await shows(counts(3000));
    expect(progress.stopped.size).toBe(0);
  });

  it('builds anew, compares and switches as on one machine', async () => {
    const rebuild = new Rebuild({ events: city.events, store: direct, views: [view] });
    expect((await rebuild.run(new AbortController().signal)).views).toMatchObject([{ outcome: 'same', build: 'tally.v1#2' }]);
    await city.count(...counts(10, 3000));
    await shows(counts(3010));
  });
};

const url = process.env.MONGODB_URL;
if (url === undefined) describe.skip('views in MongoDB (skipped: MONGODB_URL is not set)', () => throughOutages('mongodb://127.0.0.1'));
else describe('views in MongoDB', () => throughOutages(url));
