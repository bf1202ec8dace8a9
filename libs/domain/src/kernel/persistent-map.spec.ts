import fc from 'fast-check';
import { PersistentMap } from './persistent-map.js';

// 'Aa' and 'BB' style collisions do not exist for FNV-1a, so that short keys, equal prefixes and many keys stand for hard cases.
const keys = fc.oneof(fc.string({ maxLength: 3 }), fc.uuid(), fc.nat(40).map(String));

describe('a persistent map', () => {
  it('holds what a Map holds after any writes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(keys, fc.integer()), { maxLength: 400 }), (writes) => {
        const model = new Map(writes);
        const map = writes.reduce((grown, [key, value]) => grown.set(key, value), PersistentMap.empty<number>());
        expect(map.size).toBe(model.size);
        expect(new Map(map)).toEqual(model);
        expect([...map.values()].sort()).toEqual([...model.values()].sort());
        for (const [key, value] of model) expect(map.get(key)).toBe(value);
      }),
    );
  });

  it('leaves the map it was made from as it was', () => {
    const before = Array.from({ length: 1000 }, (_, index) => index).reduce(
      (map, index) => map.set(`key-${index}`, index),
      PersistentMap.empty<number>(),
    );
    const after = before.set('key-7', -7).set('new', 1);
    expect([before.get('key-7'), before.has('new'), before.size]).toEqual([7, false, 1000]);
    expect([after.get('key-7'), after.has('new'), after.size]).toEqual([-7, true, 1001]);
  });
});
