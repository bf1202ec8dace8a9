import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { StoredEvent } from '#event-store/event-store';
import { views, type AnyView } from '#read-models/registry';
import { LeaseLost, type Lease } from '#read-store/port';
import { samples } from '../../../../test/history/samples.js';
import { TallyCity, tallyView } from '../../../../test/support/tally.js';
import { BuildGroup } from './build-group.js';
import { BuildFolding } from './folding.js';

const positionOf = (place: number): string => (place < 0 ? '' : String(place + 1).padStart(16, '0'));

/** Samples in any order: folds are total, so what no history would hold must be folded as steadily as what one does. */
const historyOf = (order: readonly number[]): readonly StoredEvent[] =>
  order.map((index, place) => ({ ...samples[index % samples.length]!.envelope, position: positionOf(place) }));

/** Where a delivery starts and ends, in places of the history; it starts no later than the one before ended. */
type Delivery = Readonly<{ back: number; on: number }>;

describe('delivering events again', () => {
  let city: TallyCity;
  let lease: Lease;
  let builds = 0;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    city = await TallyCity.open();
    lease = (await city.store.acquireLease('redelivery', 'spec', 600_000))!;
  });
  afterAll(() => city.discard());

  const freshBuilds = async (all: readonly AnyView[]): Promise<readonly string[]> => {
    builds += 1;
    const names = all.map((view) => `${view.collection.name}.v${view.version}#${builds}`);
    for (const [index, view] of all.entries()) await city.store.ensureBuild(view.collection, view.version, names[index]!);
    return names;
  };
  const opened = async (all: readonly AnyView[], names: readonly string[]) => {
    const open = async (view: AnyView, index: number) =>
      new BuildFolding(view, names[index]!, city.store, await city.store.checkpoint(names[index]!));
    return new BuildGroup(city.store, await Promise.all(all.map(open)), ({ name }, why) => {
      throw new Error(`${name} stopped: ${why.why}`);
    });
  };
  const digests = (names: readonly string[]) => Promise.all(names.map((name) => city.store.digest(name)));

  it('changes nothing in any view, from whatever older place and in whatever portions it comes', async () => {
    const deliveries = fc.array(fc.record<Delivery>({ back: fc.nat(30), on: fc.nat(30) }), { maxLength: 6 });
    const histories = fc.array(fc.nat(samples.length - 1), { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(histories, deliveries, fc.boolean(), async (order, portions, staysOpen) => {
        const history = historyOf(order);
        const [once, again] = [await freshBuilds(views), await freshBuilds(views)];
        await (await opened(views, once)).write(lease, history, positionOf(history.length - 1));
        let group = await opened(views, again);
        let reached = 0;
        for (const { back, on } of [...portions, { back: 50, on: 100 }]) {
          const [from, to] = [Math.max(0, reached - back), Math.min(history.length, reached + on)];
          if (!staysOpen) group = await opened(views, again);
          await group.write(lease, history.slice(from, to), positionOf(to - 1));
          reached = to;
        }
        expect(await digests(again)).toStrictEqual(await digests(once));
      }),
      { numRuns: 25 },
    );
  });

  it('is refused whole to one who has lost his lease', async () => {
    const view = tallyView();
    const names = await freshBuilds([view]);
    const group = await opened([view], names);
    const stale = (await city.store.acquireLease('short', 'stale', 1))!;
    await new Promise((done) => setTimeout(done, 5));
    expect(await city.store.acquireLease('short', 'next', 60_000)).toMatchObject({ fence: stale.fence + 1 });
    const event = { ...historyOf([0])[0]!, stream: 'tally-1', data: { number: 1, keys: ['a'] } };
    await expect(group.write(stale, [event], event.position)).rejects.toThrow(LeaseLost);
    expect(await city.store.digest(names[0]!)).toMatchObject({ rows: 0, checkpoint: '' });
  });
});
