import fc from 'fast-check';
import { creditCheckCharacterOf, isCreditCode, normaliseCreditCode } from './credit-code.js';

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const signs = fc.integer({ min: 0, max: 30 }).map((place) => SIGNS[place]!);
const codes = fc.array(signs, { minLength: 17, maxLength: 17 }).map((first17) => {
  const text = first17.join('');
  return text + creditCheckCharacterOf(text);
});

describe('a unified social credit code', () => {
  it('is right where the standard’s own example is', () => expect(isCreditCode('91350100M000100Y43')).toBe(true));

  it('is wrong once any one of its signs differs', () => {
    fc.assert(
      fc.property(codes, fc.nat(17), fc.integer({ min: 1, max: 30 }), (code, place, by) => {
        const other = SIGNS[(SIGNS.indexOf(code[place]!) + by) % 31]!;
        expect(isCreditCode(code)).toBe(true);
        expect(isCreditCode(code.slice(0, place) + other + code.slice(place + 1))).toBe(false);
      }),
    );
  });

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '9135O100M000100Y43', '91350100m000100y43', '91350100M000100Y4Z'])(
    'is none with a wrong length or a sign that it does not use: %p',
    (code) => expect(isCreditCode(code)).toBe(false),
  );

  it.each([' 91350100m000100y43 ', '９１３５０１００Ｍ０００１００Ｙ４３', '91350100 M000100Y43'])('is read from %p', (text) =>
    expect(normaliseCreditCode(text)).toBe('91350100M000100Y43'),
  );
});
