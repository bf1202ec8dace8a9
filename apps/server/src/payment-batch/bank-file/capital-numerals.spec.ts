import fc from 'fast-check';
import { inCapitals } from './capital-numerals.js';

const VALUES: Readonly<Record<string, bigint>> = {
  ...{ 零: 0n, 壹: 1n, 贰: 2n, 叁: 3n, 肆: 4n, 伍: 5n, 陆: 6n, 柒: 7n, 捌: 8n, 玖: 9n },
};
const PLACES: Readonly<Record<string, bigint>> = { 拾: 10n, 佰: 100n, 仟: 1000n };

const groupValue = (words: string): bigint =>
  [...words.matchAll(/([壹贰叁肆伍陆柒捌玖])([拾佰仟]?)/g)].reduce(
    (sum, [, digit = '', place = '']) => sum + VALUES[digit]! * (PLACES[place] ?? 1n),
    0n,
  );

/** Reads the words back by the places they name, as a cashier would. */
const read = (words: string): number => {
  const [yuan = '', cents = ''] = words.includes('元') ? words.slice(3).split('元') : ['', words.slice(3)];
  const [high = '', low = ''] = yuan.includes('亿') ? yuan.split('亿') : ['', yuan];
  const below = (part: string): bigint => {
    const [thousands = '', ones = ''] = part.includes('万') ? part.split('万') : ['', part];
    return groupValue(thousands) * 10_000n + groupValue(ones);
  };
  const whole = below(high) * 100_000_000n + below(low);
  const of = (unit: string) => VALUES[new RegExp(`(.)${unit}`).exec(cents)?.[1] ?? '零'] ?? 0n;
  return Number(whole * 100n + of('角') * 10n + of('分'));
};

describe('an amount in capital numerals', () => {
  it.each<[number, string]>([
    [0, '人民币零元整'],
    [7, '人民币柒分'],
    [50, '人民币伍角整'],
    [100, '人民币壹元整'],
    [1000, '人民币壹拾元整'],
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [168_032, '人民币壹仟陆佰捌拾元叁角贰分'],
    [10_700_053, '人民币壹拾万柒仟元伍角叁分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    [1_000_100, '人民币壹万零壹元整'],
    [10_000_000_000, '人民币壹亿元整'],
    [10_000_000_100, '人民币壹亿零壹元整'],
    [9_007_199_254_740_991, '人民币玖拾万零柒佰壹拾玖亿玖仟贰佰伍拾肆万柒仟肆佰零玖元玖角壹分'],
  ])('%i fen is %s', (fen, words) => expect(inCapitals(fen)).toBe(words));

  it('names every amount in words of its own that can be read back', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.maxSafeInteger().map(Math.abs),
          fc.integer({ min: 0, max: 10 ** 10 }).map((yuan) => yuan * 100 + 1),
        ),
        (fen) => {
          expect(read(inCapitals(fen))).toBe(fen);
          expect(inCapitals(fen)).not.toMatch(/零零|零[万亿元]/);
        },
      ),
    );
  });
});
