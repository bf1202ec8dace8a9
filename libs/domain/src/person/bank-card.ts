export type BankCardFault = 'card_check_digit';

/** The card number as it is compared and stored: narrow digits without the spaces and hyphens of the embossing. */
export const normaliseBankCard = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '');

const luhnSum = (digits: string): number =>
  [...digits].reverse().reduce((sum, digit, place) => {
    const value = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return sum + (value > 9 ? value - 9 : value);
  }, 0);

/** The fault of a normalised card number of 12 to 19 digits under the Luhn check (ISO/IEC 7812-1 annex B), or undefined. */
export const bankCardFault = (card: string): BankCardFault | undefined =>
  /^\d{12,19}$/.test(card) && luhnSum(card) % 10 === 0 ? undefined : 'card_check_digit';
