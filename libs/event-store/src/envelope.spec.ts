import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { ChainBroken, NO_HASH, canonicalJson, hashOf, sealEnvelope, verifyLink } from './envelope.js';

const meta = { at: '2022-03-01T02:00:00.000Z', by: 'a', role: 'r', unit: 'u', requestId: 'q', correlationId: 'c' };
const first = sealEnvelope({ id: 'e0', stream: 's-1', revision: 0, type: 'T', schema: 1, data: { a: 1 }, meta, prev: NO_HASH });
const second = sealEnvelope({ id: 'e1', stream: 's-1', revision: 1, type: 'T', schema: 1, data: { a: 2 }, meta, prev: first.hash });
const nothing = { revision: -1, hash: NO_HASH };

describe('the canonical text that hashes are taken of', () => {
  it('is that of the reference implementation of RFC 8785 for whatever JSON can hold', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary', maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(canonicalJson(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{ b: 1, a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]},"b":1}'],
    [{ '€': 1, '\r': 2, '1': 3, '\ufb33': 4, '😀': 5 }, '{"\\r":2,"1":3,"€":1,"😀":5,"\ufb33":4}'],
    [[1e21, 1.0, -0, 4.5, 1e-7, null, true], '[1e+21,1,0,4.5,1e-7,null,true]'],
  ])('puts %j in order', (value, text) => expect(canonicalJson(value)).toBe(text));

  it.each([[Number.NaN], [Infinity], [1n], [undefined], [() => 1]])('refuses %p, which JSON cannot hold', (value) => {
    expect(() => canonicalJson(value === undefined ? value : { value })).toThrow();
  });
});

describe('the chain of a stream', () => {
  it('holds for events that follow each other', () => {
    verifyLink(first, nothing);
    verifyLink(second, first);
    expect(hashOf(second)).toBe(second.hash);
  });

  it.each([
    ['data', { ...second, data: { a: 3 } }, first, 'hash'],
    ['meta', { ...second, meta: { ...meta, by: 'b' } }, first, 'hash'],
    ['its hash', { ...second, hash: NO_HASH }, first, 'hash'],
    ['its place', { ...second, revision: 2 }, first, 'revision'],
    ['the event before it', second, { ...first, hash: second.hash }, 'prev'],
    ['a missing event before it', second, nothing, 'revision'],
  ])('is broken by a change of %s', (_, event, before, what) => {
    expect(() => verifyLink(event, before)).toThrow(ChainBroken);
    expect(() => verifyLink(event, before)).toThrow(what);
  });
});
