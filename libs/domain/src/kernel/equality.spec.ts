import { sameValue } from './equality.js';

describe('sameness of JSON values', () => {
  it.each<[unknown, unknown]>([
    [1, 1],
    [null, null],
    [
      { a: 1, b: [1, { c: 'x' }] },
      { b: [1, { c: 'x' }], a: 1 },
    ],
    [{ a: 1, b: undefined }, { a: 1 }],
  ])('%j is the same as %j', (one, other) => expect(sameValue(one, other)).toBe(true));

  it.each<[unknown, unknown]>([
    [1, '1'],
    [null, {}],
    [[], {}],
    [
      [1, 2],
      [2, 1],
    ],
    [[1], [1, 2]],
    [{ a: 1 }, { a: 1, b: 0 }],
    [{ a: { b: 1 } }, { a: { b: 2 } }],
  ])('%j is not the same as %j', (one, other) => expect(sameValue(one, other)).toBe(false));
});
