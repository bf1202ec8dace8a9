import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { type Lease, LeaseLost, ReadStoreUnavailable, type Row, UnknownBuild } from '#read-store/port';
import { SHAPE } from './read-store.arbitraries.js';
import { queriesContract } from './read-store.queries.js';
import {
  aView,
  eventually,
  freshView,
  lastOf,
  LONG_MS,
  mustLease,
  nextPosition,
  type Opened,
  OWNER,
  put,
  remove,
  type StorePlace,
} from './read-store.support.js';

/** The port's promises, told as sentences; see `queriesContract` for `runs`. */
export const readStoreContract = (openPlace: () => Promise<StorePlace>, { runs }: { runs: number }): void => {
  const opened = {} as Opened;

  beforeAll(async () => {
    opened.place = await openPlace();
    opened.store = await opened.place.open();
  });
  afterAll(async () => {
    await opened.store.close();
    await opened.place.remove();
  });

  describe('queries', () => queriesContract(opened, runs));

  describe('batches', () => {
    it('applies rows and checkpoint of all builds or of none', async () => {
      const [one, other] = [await aView(opened.store), await aView(opened.store)];
      await one.apply(put('h1', { unit: 'before' }));
      const [before, otherBefore] = [await opened.store.checkpoint(one.build), await opened.store.checkpoint(other.build)];
      const good = put('h1', { unit: 'after' });
      const bad = put('h2', { members: 'many' });
      const batches = [
        { build: one.build, changes: [good], checkpoint: good.position },
        { build: other.build, changes: [put('h3', {}), bad], checkpoint: nextPosition() },
      ];
      await expect(opened.store.apply(one.lease, batches)).rejects.toThrow(TypeError);
      expect((await one.collection.get('h1'))?.row).toEqual({ unit: 'before' });
      expect(await other.collection.count({})).toBe(0);
      expect([await opened.store.checkpoint(one.build), await opened.store.checkpoint(other.build)]).toEqual([before, otherBefore]);
    });

    it('refuses a batch for a build that does not exist, and all others with it', async () => {
      const view = await aView(opened.store);
      const change = put('h1', {});
      const batches = [view.build, `${view.build}0`].map((build) => ({ build, changes: [change], checkpoint: change.position }));
      await expect(opened.store.apply(view.lease, batches)).rejects.toThrow(UnknownBuild);
      expect(await view.collection.count({})).toBe(0);
    });

    it('refuses a change beyond the checkpoint of its batch', async () => {
      const view = await aView(opened.store);
      const checkpoint = nextPosition();
      await expect(opened.store.apply(view.lease, [{ build: view.build, changes: [put('h1', {})], checkpoint }])).rejects.toThrow(
        TypeError,
      );
    });

    it('moves the checkpoint where nothing changed, and never back', async () => {
      const view = await aView(opened.store);
      expect(await opened.store.checkpoint(view.build)).toBe('');
      const [early, late] = [nextPosition(), nextPosition()];
      for (const checkpoint of [late, early]) await opened.store.apply(view.lease, [{ build: view.build, changes: [], checkpoint }]);
      expect(await opened.store.checkpoint(view.build)).toBe(late);
    });

    it('keeps the last of several changes of one row, in one batch or in several', async () => {
      const view = await aView(opened.store);
      await view.apply(
        put('h1', { unit: 'a' }),
        put('h2', { unit: 'a' }),
        put('h1', { unit: 'b' }),
        remove('h2'),
        put('h3', {}),
        remove('h3'),
      );
      await view.apply(remove('h1'), put('h1', { unit: 'c' }), put('h3', { unit: 'again' }));
      expect((await view.collection.find({ limit: 9 })).rows).toEqual([{ unit: 'c' }, { unit: 'again' }]);
    });

    it('keeps a removed row removed when the event that wrote it is delivered again', async () => {
      const view = await aView(opened.store);
      const [written, removed] = [put('h1', {}), remove('h1')];
      for (const change of [written, removed, written]) await view.apply(change);
      expect(await view.collection.get('h1')).toBeUndefined();
      expect(await opened.store.checkpoint(view.build)).toBe(removed.position);
    });

    it('changes nothing when batches are delivered again from any earlier checkpoint', async () => {
      const view = await aView(opened.store);
      let known: readonly string[] = [];
      const step = fc.record({
        key: fc.constantFrom('a', 'b'),
        unit: fc.option(fc.constantFrom('u1', 'u2')),
        again: fc.nat({ max: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
          await view.apply(...known.map(remove));
          const log = steps.map(({ key, unit }) => (unit === null ? remove(key) : put(key, { key, unit })));
          for (const [place, { again }] of steps.entries())
            for (const change of log.slice(Math.max(0, place - again), place + 1)) await view.apply(change);
          const expected = new Map<string, Row>();
          for (const { key, row } of log)
            if (row) expected.set(key, row);
            else expected.delete(key);
          known = [...expected.keys()].sort();
          expect((await view.collection.find({ limit: 99 })).rows).toEqual(known.map((key) => expected.get(key)));
        }),
        { numRuns: Math.ceil(runs / 3) },
      );
    });
  });

  describe('leases', () => {
    it('are held by one owner, who may renew them, until they are released', async () => {
      const name = freshView();
      const lease = await mustLease(opened.store, name);
      expect(await opened.store.acquireLease(name, 'second instance', LONG_MS)).toBeUndefined();
      expect(await opened.store.acquireLease(name, OWNER, LONG_MS)).toEqual(lease);
      await opened.store.releaseLease(lease);
      expect((await mustLease(opened.store, name, 'second instance')).fence).toBeGreaterThan(lease.fence);
      await opened.store.releaseLease(lease);
      expect(await opened.store.acquireLease(name, OWNER, LONG_MS)).toBeUndefined();
    });

    it('pass to another owner once they run out, and the old holder can write no more', async () => {
      const view = await aView(opened.store);
      await view.apply(put('h1', { unit: 'old holder' }));
      await mustLease(opened.store, view.name, OWNER, 1);
      const taken = await eventually(() => opened.store.acquireLease(view.name, 'second instance', LONG_MS));
      await expect(view.apply(put('h1', { unit: 'too late' }), put('h2', {}))).rejects.toThrow(LeaseLost);
      expect((await view.collection.find({ limit: 9 })).rows).toEqual([{ unit: 'old holder' }]);
      const change = put('h1', { unit: 'new holder' });
      await opened.store.apply(taken, [{ build: view.build, changes: [change], checkpoint: change.position }]);
      expect((await view.collection.get('h1'))?.row).toEqual({ unit: 'new holder' });
    });

    it('let nobody write with a lease that was released or never given', async () => {
      const view = await aView(opened.store);
      await opened.store.releaseLease(view.lease);
      await expect(view.apply(put('h1', {}))).rejects.toThrow(LeaseLost);
      const forged = { name: '$gt', owner: { $gt: '' }, fence: { $gte: 0 } } as unknown as Lease;
      await expect(opened.store.apply({ ...view.lease, name: freshView() }, [])).rejects.toThrow(LeaseLost);
      await expect(opened.store.apply(forged, [])).rejects.toThrow();
    });

    it('go to exactly one of several instances that ask at once', async () => {
      const others = await Promise.all([opened.place.open(), opened.place.open(), opened.place.open()]);
      const name = freshView();
      const answers = await Promise.all(others.map((other, place) => other.acquireLease(name, `instance ${place}`, LONG_MS)));
      expect(answers.filter((lease) => lease !== undefined)).toHaveLength(1);
      await Promise.all(others.map((other) => other.close()));
    });
  });

  describe('builds', () => {
    it('are made beside the one that queries see, compared, switched for all instances at once, and dropped', async () => {
      const view = await aView(opened.store);
      const other = await opened.place.open();
      const seen = other.collection(view.definition);
      await view.apply(put('h1', { unit: 'u1', b: 1, a: 2 }), put('h2', { unit: 'u2' }));
      const next = `${view.name}.v2#1`;
      await opened.store.ensureBuild(view.definition, 2, next);
      const changes = [put('h2', { unit: 'u2' }), put('h1', { a: 2, b: 1, unit: 'u1' }), put('h3', {}), remove('h3')];
      await opened.store.apply(view.lease, [{ build: next, changes, checkpoint: lastOf(changes) }]);
      expect((await opened.store.digest(next)).digest).toBe((await opened.store.digest(view.build)).digest);
      const late = put('h4', { unit: 'u1' });
      await opened.store.apply(view.lease, [{ build: next, changes: [late], checkpoint: late.position }]);
      expect((await opened.store.digest(next)).digest).not.toBe((await opened.store.digest(view.build)).digest);
      expect(await opened.store.collection(view.definition, next).count({})).toBe(3);
      expect(await seen.count({ where: { unit: { eq: 'u1' } } })).toBe(1);

      await opened.store.activate(view.name, next);
      expect(await seen.count({ where: { unit: { eq: 'u1' } } })).toBe(2);
      expect((await other.builds(view.name)).map(({ build, active, version }) => [build, active, version])).toEqual([
        [view.build, false, 1],
        [next, true, 2],
      ]);
      await expect(other.dropBuild(next)).rejects.toThrow(TypeError);
      await other.dropBuild(view.build);
      await other.dropBuild(view.build);
      await expect(view.apply(put('h5', {}))).rejects.toThrow(UnknownBuild);
      await expect(opened.store.checkpoint(view.build)).rejects.toThrow(UnknownBuild);
      await expect(opened.store.digest(view.build)).rejects.toThrow(UnknownBuild);
      await expect(opened.store.collection(view.definition, view.build).count({})).rejects.toThrow(UnknownBuild);
      await opened.store.dropBuild(next);
      await expect(seen.count({})).rejects.toThrow(ReadStoreUnavailable);
      await other.close();
    });

    it('are made once, and only anew under another name where the definition changes', async () => {
      const view = await aView(opened.store);
      await view.apply(put('h1', {}));
      await opened.store.ensureBuild(view.definition, 1, view.build);
      expect(await view.collection.count({})).toBe(1);
      await expect(
        opened.store.ensureBuild({ ...view.definition, fields: { unit: 'string' }, indexes: [] }, 1, view.build),
      ).rejects.toThrow(TypeError);
      await expect(opened.store.ensureBuild(view.definition, 1, 'a"b$ \u0000')).rejects.toThrow(TypeError);
      await expect(opened.store.ensureBuild({ ...view.definition, indexes: [['alias']] }, 2, `${view.name}.v2#1`)).rejects.toThrow(
        TypeError,
      );
      await expect(opened.store.activate(view.name, 'no-such.v1#1')).rejects.toThrow(UnknownBuild);
      await expect(opened.store.activate(freshView(), view.build)).rejects.toThrow(UnknownBuild);
    });

    it('of an older definition go on answering, except where a question needs what they lack', async () => {
      const view = await aView(opened.store);
      await view.apply(put('h1', { unit: 'u1', level: 'national' }));
      const fields = { ...view.definition.fields, level: 'string' } as const;
      const newer = opened.store.collection({ ...view.definition, fields, indexes: [['level'], ...SHAPE.indexes] });
      expect(await newer.count({ where: { unit: { eq: 'u1' } } })).toBe(1);
      await expect(newer.count({ where: { level: { eq: 'national' } } })).rejects.toThrow(ReadStoreUnavailable);
      await expect(newer.find({ sort: { field: 'level', direction: 'asc' }, limit: 1 })).rejects.toThrow(ReadStoreUnavailable);
      await expect(newer.countBy('level', {})).rejects.toThrow(ReadStoreUnavailable);
    });

    it('have a digest of their keys and rows that does not depend on the adapter or on the order of properties', async () => {
      const view = await aView(opened.store);
      await view.apply(put('\u{10000}', { b: [1.5, null], a: '张"' }), put('\uffff', { unit: 'u' }), put('a', {}));
      const lines = ['["a",{}]', '["\uffff",{"unit":"u"}]', '["\u{10000}",{"a":"张\\"","b":[1.5,null]}]'];
      const digest = createHash('sha256')
        .update(`${lines.join('\n')}\n`)
        .digest('hex');
      expect(await opened.store.digest(view.build)).toEqual({ digest, checkpoint: await opened.store.checkpoint(view.build), rows: 3 });
    });

    it('have a digest of one moment, and its checkpoint, while they are being written to', async () => {
      const view = await aView(opened.store);
      const keys = Array.from({ length: 1_200 }, (_, place) => `k${place}`).sort();
      const digests = new Map<string, string>();
      const write = async (round: number): Promise<void> => {
        const changes = keys.map((key) => put(key, { members: round }));
        const lines = changes.map(({ key, row }) => `${JSON.stringify([key, row])}\n`);
        digests.set(lastOf(changes), createHash('sha256').update(lines.join('')).digest('hex'));
        await view.apply(...changes);
        await turn();
      };
      await write(0);
      const writing = [1, 2, 3, 4].reduce((before, round) => before.then(() => write(round)), Promise.resolve());
      const [{ digest, checkpoint }] = await Promise.all([opened.store.digest(view.build), writing]);
      expect(digest).toBe(digests.get(checkpoint));
    });
  });

  describe('the store', () => {
    it('has everything after a restart', async () => {
      const first = await opened.place.open();
      const view = await aView(first);
      await view.apply(put('h1', { unit: 'u1' }), put('h2', { unit: 'u2' }), remove('h2'));
      const [states, digest] = [await first.builds(view.name), await first.digest(view.build)];
      await first.close();
      const second = await opened.place.open();
      expect(await second.builds(view.name)).toEqual(states);
      expect(await second.digest(view.build)).toEqual(digest);
      expect(await second.acquireLease(view.name, 'second instance', LONG_MS)).toBeUndefined();
      expect((await second.collection(view.definition).find({ limit: 5 })).rows).toEqual([{ unit: 'u1' }]);
      await second.close();
    });

    it('says that it is unavailable once it is closed', async () => {
      const closed = await opened.place.open();
      const view = await aView(closed);
      await closed.close();
      await expect(view.collection.get('h1')).rejects.toThrow(ReadStoreUnavailable);
      await expect(view.apply(put('h1', {}))).rejects.toThrow(ReadStoreUnavailable);
      await expect(closed.digest(view.build)).rejects.toThrow(ReadStoreUnavailable);
    });
  });
};
