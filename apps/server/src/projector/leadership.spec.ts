import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { Lease } from '#read-store/port';
import { TallyCity, tallied, tallyView } from '../../../../test/support/tally.js';
import { eventually } from '../../../../test/support/eventually.js';
import { Progress } from '../platform/progress.js';
import { underOwnLease } from '../platform/leases.js';
import { whileLeading, whileOthersWait } from './leadership.js';
import { Projector } from './projector.js';

const never = new AbortController().signal;

describe('keeping the views in turn', () => {
  let city: TallyCity;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    city = await TallyCity.open();
  });
  afterEach(() => city.discard());

  it('lets one in at a time, and the next where the first has gone', async () => {
    const { store } = city;
    let leave!: () => void;
    const leaving = new Promise<void>((resolve) => (leave = resolve));
    const first = whileLeading(store, 'first', never, () => leaving);
    await eventually(async () => expect(await whileLeading(store, 'second', never, async () => undefined)).toBe(false));
    leave();
    expect(await first).toBe(true);
    expect(await whileLeading(store, 'second', never, async () => undefined)).toBe(true);
  });

  it('gives a lease of another name to one at a time', async () => {
    const { store } = city;
    let inner: boolean | undefined;
    const outer = await underOwnLease(store, 'rebuild', 'first', never, async () => {
      inner = await underOwnLease(store, 'rebuild', 'second', never, async () => undefined);
    });
    expect([outer, inner]).toStrictEqual([true, false]);
  });

  it('has the views handed over by a running projector, and back again, with nothing lost', async () => {
    const view = tallyView();
    const { events, store } = city;
    const projector = new Projector({ events, store, views: [view], progress: new Progress(), retryMs: 5 });
    projector.start();
    const counts = Array.from({ length: 20 }, (_, number) => ({ number, keys: ['k'] }));
    await city.count(...counts.slice(0, 10));
    await eventually(async () => expect(await city.rows(view)).toStrictEqual(tallied(view, counts.slice(0, 10))));
    const build = 'tally.v1#1';
    const reached = await store.checkpoint(build);
    await whileOthersWait(store, randomUUID(), async (lease: Lease) => {
      const head = await city.count(...counts.slice(10));
      expect(await store.checkpoint(build)).toBe(reached);
      await store.apply(lease, [{ build, changes: [], checkpoint: reached }]);
      expect(head > reached).toBe(true);
    });
    await eventually(async () => expect(await city.rows(view)).toStrictEqual(tallied(view, counts)));
    await projector.stop();
  });

  it('tells the error of the work and gives the views back', async () => {
    const { store } = city;
    const work = async () => {
      throw new RangeError('no');
    };
    await expect(whileOthersWait(store, 'tool', work)).rejects.toThrow(RangeError);
    expect(await whileLeading(store, 'projector', never, async () => undefined)).toBe(true);
  });
});
