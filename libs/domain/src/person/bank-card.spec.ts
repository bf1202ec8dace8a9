import fc from 'fast-check';
import { bankCardFault, normaliseBankCard } from './bank-card.js';

/** The issuer 999999 was never assigned. Exactly one last digit completes a card, found here by trying all ten. */
const completed = (digits: string): string[] =>
  [...'0123456789'].map((last) => digits + last).filter((card) => bankCardFault(card) === undefined);

const stems = fc.integer({ min: 0, max: 999_999_999_999 }).map((number) => `999999${String(number).padStart(12, '0')}`);

describe('a bank card number', () => {
  it('has exactly one right check digit, and any other digit in any place is noticed', () => {
    fc.assert(
      fc.property(stems, fc.nat(18), fc.integer({ min: 1, max: 9 }), (stem, place, by) => {
        const [card = '', ...more] = completed(stem);
        expect(more).toEqual([]);
        const digit = (Number(card[place]) + by) % 10;
        expect(bankCardFault(card.slice(0, place) + String(digit) + card.slice(place + 1))).toBe('card_check_digit');
      }),
    );
  });

  it('agrees with numbers checked by hand', () => {
    expect(bankCardFault('9999999236834510221')).toBeUndefined();
    expect(bankCardFault('79927398713000')).toBe('card_check_digit');
  });

  it.each(['', '0', '00000000000', '00000000000000000000', '99999992368345102x1'])('is no card: %p', (card) =>
    expect(bankCardFault(card)).toBe('card_check_digit'),
  );

  it('is read without the spaces and hyphens of the embossing', () =>
    expect(normaliseBankCard(' 9999 9992-3683 ４５１０ 221 ')).toBe('9999999236834510221'));
});
