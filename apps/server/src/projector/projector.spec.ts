import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import type { AnyView } from '#read-models/registry';
import { ReadStoreUnavailable, type ReadStore } from '#read-store/port';
import { eventually } from '../../../../test/support/eventually.js';
import { TallyCity, tallied, tallyView, type Count } from '../../../../test/support/tally.js';
import { Progress } from '../platform/progress.js';
import { Projector } from './projector.js';

const view = tallyView();
const counts = (count: number, from = 0): readonly Count[] =>
  Array.from({ length: count }, (_, index) => ({ number: from + index, keys: [`k${(from + index) % 7}`] }));

describe('the projector', () => {
  let city: TallyCity;
  let running: Projector[];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    city = await TallyCity.open();
    running = [];
  });
  afterEach(async () => {
    await Promise.all(running.map((projector) => projector.stop()));
    await city.discard();
  });

  const start = (views: readonly AnyView[], store: ReadStore = city.store) => {
    const progress = new Progress();
    const projector = new Projector({ events: city.events, store, views, progress, retryMs: 5 });
    running.push(projector);
    projector.start();
    return { progress, projector };
  };
  const shows = (of: AnyView, expected: readonly Count[]) =>
    eventually(async () => expect(await city.rows(of)).toStrictEqual(tallied(tallyView(), expected)));

  it('shows every event once, those before its start and those after', async () => {
    const [before, after] = [counts(1000), counts(50, 1000)];
    await city.count(...before);
    const { progress } = start([view]);
    await shows(view, before);
    const position = await city.count(...after);
    await progress.until('tally', position, AbortSignal.timeout(10_000));
    expect(await city.rows(view)).toStrictEqual(tallied(view, [...before, ...after]));
    expect(progress.eventsFolded).toBe(1050);
  });

  it('goes on from its checkpoints after a stop', async () => {
    const { projector } = start([view]);
    await city.count(...counts(10));
    await shows(view, counts(10));
    await projector.stop();
    await city.count(...counts(10, 10));
    start([view]);
    await shows(view, counts(20));
  });

  const failsAt = (number: number): AnyView => {
    const failing = tallyView('failing');
    return {
      ...failing,
      fold: (row, event, key) => {
        if ((event.data as Count).number === number) throw new RangeError('张三 cannot be folded');
        return failing.fold(row, event, key);
      },
    };
  };

  it('stops a view whose fold fails before the event it failed at, and lets the others go on', async () => {
    const { progress } = start([failsAt(12), view]);
    await city.count(...counts(30));
    await shows(view, counts(30));
    expect([...progress.stopped]).toStrictEqual([
      ['failing', { build: 'failing.v1#1', position: expect.stringMatching(/13$/), why: 'RangeError' }],
    ]);
    await shows(failsAt(12), counts(12));
    await city.count(...counts(10, 30));
    await shows(view, counts(40));
  });

  it('stops a view that cannot say which rows an event touches', async () => {
    const lost: AnyView = {
      ...tallyView('lost'),
      keysOf: ({ data }) => {
        if ((data as Count).number === 3) throw new TypeError('no key');
        return ['one'];
      },
    };
    const { progress } = start([lost, view]);
    await city.count(...counts(9));
    await shows(view, counts(9));
    expect(progress.stopped.get('lost')).toMatchObject({ why: 'TypeError' });
    const { rows } = await city.store.collection(lost.collection).find({ limit: 9 });
    expect(rows).toStrictEqual([{ key: 'one', last: 2, seen: [0, 1, 2] }]);
  });

  it('stops a view whose row the store cannot keep, and writes those of the others', async () => {
    const wrong: AnyView = { ...tallyView('wrong'), fold: (_, __, key) => ({ key, last: 'not a number' }) };
    const { progress } = start([wrong, view]);
    await city.count(...counts(9));
    await shows(view, counts(9));
    expect(progress.stopped.get('wrong')).toMatchObject({ why: 'TypeError' });
    expect(await city.store.checkpoint('wrong.v1#1')).toBe('');
  });

  it('is active in one process at a time; another takes over where it stops', async () => {
    const second = await city.anotherStore();
    const one = start([view]);
    await city.count(...counts(5));
    await shows(view, counts(5));
    const other = start([view], second);
    await city.count(...counts(5, 5));
    await shows(view, counts(10));
    expect([one.progress.keeps('tally'), other.progress.keeps('tally')]).toStrictEqual([true, false]);
    await one.projector.stop();
    await city.count(...counts(5, 10));
    await shows(view, counts(15));
    expect([one.progress.keeps('tally'), other.progress.keeps('tally')]).toStrictEqual([false, true]);
    await other.projector.stop();
    await second.close();
  });

  it('builds a new version beside the one shown, while events go on, and then shows that', async () => {
    const { projector } = start([view]);
    await city.count(...counts(3000));
    await shows(view, counts(3000));
    await projector.stop();
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const second: AnyView = { ...tallyView('tally', 2), fold: (...[row, event, key]) => ({ ...view.fold(row, event, key), version: 2 }) };
    const slow = slowed(city.store, 'tally.v2#1', held);
    start([second], slow);
    await eventually(async () => expect(await city.store.builds('tally')).toHaveLength(2));
    await city.count(...counts(5, 3000));
    expect(await city.rows(view)).toStrictEqual(tallied(view, counts(3000)));
    release();
    await eventually(async () => expect(await city.rows(view)).toStrictEqual(tallied(second, counts(3005))));
    expect(await city.store.builds('tally')).toMatchObject([
      { build: 'tally.v1#1', active: false },
      { build: 'tally.v2#1', active: true },
    ]);
    await city.count(...counts(5, 3005));
    await eventually(async () => expect(await city.rows(view)).toStrictEqual(tallied(second, counts(3010))));
  });

  it('keeps showing the old version where the new one cannot be built', async () => {
    const { projector } = start([view]);
    await city.count(...counts(20));
    await shows(view, counts(20));
    await projector.stop();
    const failing: AnyView = { ...failsAt(15), collection: view.collection, version: 2 };
    const { progress } = start([failing, tallyView('other')]);
    await shows(tallyView('other'), counts(20));
    await eventually(() => expect(progress.isStopped('tally')).toBe(true));
    await city.count(...counts(5, 20));
    await shows(tallyView('other'), counts(25));
    expect(await city.rows(view)).toStrictEqual(tallied(view, counts(20)));
  });

  it('loses and repeats nothing where the store goes away before, during or after a write', async () => {
    const faults = fc.array(fc.constantFrom('none', 'before', 'after'), { minLength: 4, maxLength: 12 });
    const sizes = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
    const written: Count[] = [];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(faults, sizes, async (schedule, batches) => {
        const shown = tallyView(`tally-${(run += 1)}`);
        const { projector, progress } = start([shown], faulty(city.store, schedule));
        for (const size of batches) {
          const more = counts(size, written.length);
          written.push(...more);
          await city.count(...more);
        }
        await shows(shown, written);
        expect(progress.stopped.size).toBe(0);
        await projector.stop();
      }),
      { numRuns: 10 },
    );
  });
});

const intercepted = (store: ReadStore, apply: ReadStore['apply']): ReadStore =>
  new Proxy(store, {
    get: (target, name: keyof ReadStore) => (name === 'apply' ? apply : (target[name] as () => unknown).bind(target)),
  });

/** Writes to a build wait for `held`. */
const slowed = (store: ReadStore, build: string, held: Promise<void>): ReadStore =>
  intercepted(store, async (lease, batches) => {
    if (batches.some((batch) => batch.build === build)) await held;
    await store.apply(lease, batches);
  });

/** Fails as scheduled: before anything is written, or after it was, so that the writer cannot know. */
const faulty = (store: ReadStore, schedule: readonly ('none' | 'before' | 'after')[]): ReadStore => {
  const left = [...schedule];
  return intercepted(store, async (lease, batches) => {
    const fault = left.shift() ?? 'none';
    if (fault !== 'before') await store.apply(lease, batches);
    if (fault !== 'none') throw new ReadStoreUnavailable(`away ${fault} the write`);
  });
};
