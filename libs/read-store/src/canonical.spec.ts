import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { canonicalText } from './canonical.js';

describe('the canonical text of a row', () => {
  it('is that of RFC 8785 for whatever JSON can hold', () => {
    fc.assert(
      fc.property(fc.json({ stringUnit: 'binary', maxDepth: 4 }), (text) => {
        const value: unknown = JSON.parse(text);
        expect(canonicalText(value)).toBe(canonicalize(value));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [{ b: 1, a: { d: [], c: {} } }, '{"a":{"c":{},"d":[]},"b":1}'],
    [{ '€': 1, '\r': 2, '1': 3, '\ufb33': 4, '😀': 5 }, '{"\\r":2,"1":3,"€":1,"😀":5,"\ufb33":4}'],
    [[1e21, 1.0, -0, 4.5, 1e-7, null, true], '[1e+21,1,0,4.5,1e-7,null,true]'],
    [{ '': 'a"\\\u0007\u2028' }, '{"":"a\\"\\\\\\u0007\u2028"}'],
  ])('puts %j in order', (value, text) => expect(canonicalText(value)).toBe(text));
});
