import fc from 'fast-check';
import { fenOf } from './amount.js';

describe('an amount in yuan', () => {
  it.each<[string, number]>([
    ['0', 0],
    ['0.00', 0],
    ['-0.00', 0],
    ['23987.96', 2_398_796],
    ['5503', 550_300],
    ['0.1', 10],
    ['12.3400', 1_234],
    ['12.', 1_200],
    ['52,170.95', 5_217_095],
    ['1,234,567', 123_456_700],
    ['５２，１７０．９５', 5_217_095],
    ['　¥ 600 ', 60_000],
    ['600元', 60_000],
    ['90071992547409.91', Number.MAX_SAFE_INTEGER],
  ])('%s is %d fen', (text, fen) => expect(fenOf(text)).toBe(fen));

  it.each([
    ['', 'bad_amount'],
    ['　', 'bad_amount'],
    ['无', 'bad_amount'],
    ['12.345', 'bad_amount'],
    ['12.3.4', 'bad_amount'],
    ['1,23', 'bad_amount'],
    ['12,3456', 'bad_amount'],
    ['.5', 'bad_amount'],
    ['1e5', 'bad_amount'],
    ['5万', 'bad_amount'],
    ['0x10', 'bad_amount'],
    ['--5', 'bad_amount'],
    ['-0.01', 'negative_amount'],
    ['－39313.12', 'negative_amount'],
    ['−5', 'negative_amount'],
    ['90071992547409.92', 'amount_too_large'],
    ['9007199254740993', 'amount_too_large'],
  ])('%j is refused as %s', (text, fault) => expect(fenOf(text)).toEqual({ fault }));

  const fenAmounts = fc.bigInt({ min: 0n, max: BigInt(Number.MAX_SAFE_INTEGER) });
  const written = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`;
  const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+\.)/g, ',');

  it('is exact to the fen, however large, with and without separators', () =>
    fc.assert(
      fc.property(fenAmounts, (fen) => {
        expect(fenOf(written(fen))).toBe(Number(fen));
        expect(fenOf(grouped(written(fen)))).toBe(Number(fen));
      }),
    ));

  it('is never negative and never beyond what a number holds', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double().map(String), fc.bigInt().map(String)), (text) => {
        const answer = fenOf(text);
        expect(typeof answer === 'number' ? Number.isSafeInteger(answer) && answer >= 0 : answer.fault).toBeTruthy();
      }),
    ));

  it('with something in its third decimal is refused, never rounded', () =>
    fc.assert(
      fc.property(fenAmounts, fc.integer({ min: 1, max: 9 }), (fen, third) => {
        expect(fenOf(`${written(fen)}${third}`)).toEqual({ fault: 'bad_amount' });
      }),
    ));
});
