import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import fc from 'fast-check';
import { Refusal } from '#domain/kernel/refusal';
import type { StoredEvent } from '#event-store/event-store';
import { ReadStoreUnavailable, type ReadStore } from '#read-store/port';
import { eventually } from '../../../../test/support/eventually.js';
import { TallyCity } from '../../../../test/support/tally.js';
import { SystemClock } from '../platform/clock.js';
import { parkedCollection } from '../platform/parked-rows.js';
import { WAITS } from './parked.js';
import type { Reaction } from './reaction.js';
import { Reactor } from './reactor.js';
import { usualPatience } from './turn.js';

const META = { at: '2026-03-01T08:00:00.000Z', by: 'tester', role: 'system', unit: 'u-1', requestId: 'r-1', correlationId: 'r-1' };
const patience = { ...usualPatience, betweenMs: 1, limitMs: 300, parkedMs: 20, parkedIfRefusedMs: 20, longestMs: 100 };

type Done = Readonly<{ stream: string; number: number; requestId: string }>;

/** A read store of which some writes fail, before or after they were done. */
const unsteady = (store: ReadStore, failing: () => 'before' | 'after' | undefined): ReadStore =>
  Object.assign(Object.create(store) as ReadStore, {
    apply: async (...batches: Parameters<ReadStore['apply']>) => {
      const when = failing();
      if (when === 'before') throw new ReadStoreUnavailable('away');
      await store.apply(...batches);
      if (when === 'after') throw new ReadStoreUnavailable('away');
    },
  });

/** Brings consequences about in memory; `hinder` may wait or throw first. */
const noting = (hinder: (number: number, stream: string) => Promise<void> | void, more: Partial<Reaction> = {}) => {
  const done: Done[] = [];
  const reaction: Reaction = {
    name: 'note',
    category: 'tally',
    types: ['Tallied'],
    react: async ({ stream, data }: StoredEvent, { requestId }) => {
      const { number } = data as { number: number };
      await hinder(number, stream);
      done.push({ stream, number, requestId });
    },
    ...more,
  };
  return { done, reaction, of: (stream: string) => done.filter((each) => each.stream === stream).map(({ number }) => number) };
};

describe('reactions', () => {
  let city: TallyCity;
  const reactors: Reactor[] = [];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    city = await TallyCity.open();
  });
  afterEach(async () => {
    await Promise.all(reactors.splice(0).map((reactor) => reactor.stop()));
    await city.discard();
  });

  const run = (reactions: readonly Reaction[], store: ReadStore = city.store, limits = patience): Reactor => {
    const reactor = new Reactor({ events: city.events, store, clock: new SystemClock(), reactions, retryMs: 5, patience: limits });
    reactors.push(reactor);
    reactor.start();
    return reactor;
  };

  const append = async (stream: string, ...numbers: readonly number[]): Promise<string> => {
    const events = numbers.map((number) => ({ id: randomUUID(), type: 'Tallied', data: { number, keys: [] }, meta: META }));
    return (await city.events.append(stream, 'any', events)).position;
  };

  const checkpoint = () => city.store.checkpoint('reactions#1');
  const reached = (position: string) => eventually(async () => expect((await checkpoint()) >= position).toBe(true));
  const parked = async () => (await city.store.collection(parkedCollection).find({ limit: 100 })).rows;

  it('come in order within a stream, and side by side across streams', async () => {
    let [under, most] = [0, 0];
    const notes = noting(async () => {
      most = Math.max(most, (under += 1));
      await new Promise((resolve) => setTimeout(resolve, 2));
      under -= 1;
    });
    const streams = Array.from({ length: 40 }, (_, each) => `tally-${each}`);
    for (const stream of streams) await append(stream, 1, 2, 3);
    run([notes.reaction]);
    await reached(await append('tally-0', 4));
    for (const stream of streams) expect(notes.of(stream)).toStrictEqual(stream === 'tally-0' ? [1, 2, 3, 4] : [1, 2, 3]);
    expect(most).toBe(16);
  });

  it('that go on failing are parked with their cause; the stream waits, the others go on', async () => {
    let broken = true;
    const notes = noting((number, stream) => {
      if (stream === 'tally-sick' && number === 2 && broken) throw new RangeError('not told');
    });
    run([notes.reaction]);
    const sick = await append('tally-sick', 1, 2, 3);
    await reached(await append('tally-well', 1, 2, 3));
    expect(notes.of('tally-well')).toStrictEqual([1, 2, 3]);
    expect(notes.of('tally-sick')).toStrictEqual([1]);
    expect(await parked()).toMatchObject([
      { reaction: 'note', stream: 'tally-sick', revision: 1, cause: 'RangeError', at: expect.stringContaining('reactor.spec.ts') },
      { reaction: 'note', stream: 'tally-sick', revision: 2, cause: WAITS, position: sick },
    ]);
    expect(JSON.stringify(await parked())).not.toContain('not told');
    await eventually(async () => expect((await parked())[0]!.attempts).toBeGreaterThan(6));
    broken = false;
    await eventually(async () => expect(await parked()).toStrictEqual([]));
    await append('tally-sick', 4);
    await eventually(() => expect(notes.of('tally-sick')).toStrictEqual([1, 2, 3, 4]));
  });

  it('of lanes of their own within a stream go on while one of them is parked', async () => {
    const notes = noting(
      (number) => {
        if (number === 1) throw new RangeError();
      },
      { lane: ({ data }) => String((data as { number: number }).number % 2) },
    );
    run([notes.reaction]);
    await reached(await append('tally-a', 1, 2, 3, 4));
    expect(notes.of('tally-a')).toStrictEqual([2, 4]);
    expect(await parked()).toMatchObject([
      { revision: 0, cause: 'RangeError' },
      { revision: 2, cause: WAITS },
    ]);
  });

  it('stay parked over a restart, with later events of the stream behind them', async () => {
    const failing = noting(() => {
      throw new TypeError();
    });
    const first = run([failing.reaction]);
    await reached(await append('tally-a', 1, 2));
    await first.stop();
    expect(await parked()).toHaveLength(2);
    const after = await append('tally-a', 3);
    const mended = noting(() => undefined);
    run([mended.reaction]);
    await reached(after);
    await eventually(async () => expect(await parked()).toStrictEqual([]));
    expect(mended.of('tally-a')).toStrictEqual([1, 2, 3]);
  });

  it('hold the checkpoint before what is neither done nor parked', async () => {
    let release!: () => void;
    const held = new Promise<void>((resolve) => (release = resolve));
    const notes = noting((_, stream) => (stream === 'tally-slow' ? held : undefined));
    const before = await append('tally-quick', 1);
    run([notes.reaction], city.store, { ...patience, limitMs: 20_000 });
    const slow = await append('tally-slow', 1);
    await append('tally-quick', 2);
    await eventually(() => expect(notes.of('tally-quick')).toStrictEqual([1, 2]));
    await eventually(async () => expect((await checkpoint()) >= before).toBe(true));
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect((await checkpoint()) < slow).toBe(true);
    release();
    await reached(slow);
  });

  it('that a rule refuses are parked under its code', async () => {
    let allowed = false;
    const notes = noting(() => {
      if (!allowed) throw new Refusal('fund-overdrawn', { missingFen: 1 });
    });
    run([notes.reaction]);
    await reached(await append('tally-a', 1));
    expect(await parked()).toMatchObject([{ cause: 'fund-overdrawn', refused: true }]);
    allowed = true;
    await eventually(async () => expect(await parked()).toStrictEqual([]));
    expect(notes.of('tally-a')).toStrictEqual([1]);
  });

  it('are done where the refusal was expected', async () => {
    const notes = noting(
      () => {
        throw new Refusal('already-closed');
      },
      { expects: ['already-closed'] },
    );
    run([notes.reaction]);
    await reached(await append('tally-a', 1));
    expect(await parked()).toStrictEqual([]);
  });

  it('that never end are parked too', async () => {
    const notes = noting((number) => (number === 1 ? new Promise<void>(() => undefined) : undefined));
    run([notes.reaction]);
    await append('tally-a', 1);
    await reached(await append('tally-b', 2));
    expect(await parked()).toMatchObject([{ cause: 'ReactionTakesTooLong' }]);
  });

  it('of a release that knows them no more stay parked and say so', async () => {
    const failing = noting(() => {
      throw new TypeError();
    });
    const first = run([failing.reaction]);
    await reached(await append('tally-a', 1));
    await first.stop();
    run([noting(() => undefined, { name: 'another' }).reaction]);
    await eventually(async () => expect(await parked()).toMatchObject([{ cause: 'reaction-unknown' }]));
  });

  it('follow several categories', async () => {
    const notes = noting(() => undefined, { category: ['tally', 'count'] });
    run([notes.reaction]);
    await append('tally-a', 1);
    await append('other-a', 1);
    await reached(await append('count-a', 2));
    expect(notes.done.map(({ stream }) => stream)).toStrictEqual(['tally-a', 'count-a']);
  });

  it('met again carry the same request', async () => {
    const notes = noting(() => undefined);
    const first = run([notes.reaction]);
    await reached(await append('tally-a', 1, 2));
    await first.stop();
    for (const build of await city.store.builds()) await city.store.dropBuild(build.build);
    run([notes.reaction]);
    await eventually(() => expect(notes.of('tally-a')).toStrictEqual([1, 2, 1, 2]));
    const requests = notes.done.map(({ requestId }) => requestId);
    expect(new Set(requests).size).toBe(2);
  });

  it('are handed over in the middle: the next one goes on from what is done or parked', async () => {
    const other = await city.anotherStore();
    const firstNotes = noting((number) => (number === 3 ? new Promise<void>((resolve) => setTimeout(resolve, 100)) : undefined));
    const secondNotes = noting(() => undefined);
    const first = run([firstNotes.reaction]);
    await append('tally-a', 1, 2, 3, 4);
    await eventually(() => expect(firstNotes.of('tally-a')).toStrictEqual([1, 2]));
    run([secondNotes.reaction], other);
    await first.stop();
    await reached(await append('tally-b', 1));
    const both = new Set([...firstNotes.of('tally-a'), ...secondNotes.of('tally-a')]);
    expect([...both].toSorted()).toStrictEqual([1, 2, 3, 4]);
    expect(secondNotes.of('tally-a')).toStrictEqual(secondNotes.of('tally-a').toSorted());
    await reactors.splice(0).reduce((before, reactor) => before.then(() => reactor.stop()), Promise.resolve());
    await other.close();
  });

  it('are all brought about, each after those before it, whatever fails, whichever write is lost and however often it starts', async () => {
    const plan = fc.record({
      failures: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 12, maxLength: 12 }),
      restarts: fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 3 }),
      writes: fc.array(fc.constantFrom('before', 'after', undefined), { maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(plan, async ({ failures, restarts, writes }) => {
        const outages = [...writes];
        const store = unsteady(city.store, () => outages.shift());
        const id = randomUUID();
        const left = [...failures];
        const notes = noting((number) => {
          if (left[number]! > 0) {
            left[number] = left[number]! - 1;
            throw new Error();
          }
        });
        const quick = { ...patience, attempts: 2, parkedMs: 1, longestMs: 5 };
        let reactor = run([notes.reaction], store, quick);
        for (const number of failures.keys()) await append(`tally-${id}-${number % 3}`, number);
        for (const ms of restarts) {
          await new Promise((resolve) => setTimeout(resolve, ms));
          await reactor.stop();
          reactor = run([notes.reaction], store, quick);
        }
        await reached(await city.events.head());
        await eventually(async () => expect(await parked()).toStrictEqual([]));
        await reactor.stop();
        for (const rest of [0, 1, 2]) {
          const firsts = [...new Set(notes.of(`tally-${id}-${rest}`))];
          expect(firsts).toStrictEqual([...failures.keys()].filter((number) => number % 3 === rest));
        }
      }),
      { numRuns: 8 },
    );
  });
});
