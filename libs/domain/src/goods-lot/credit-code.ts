/** Unified social credit codes of organisations: 18 characters of 31 signs (no I, O, S, V, Z), the last a check character (GB 32100). */
const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const SHAPE = /^[0-9A-HJ-NP-RTUWXY]{18}$/;

/** The code as it is compared and stored: full-width characters made narrow, white space dropped, capitals. */
export const normaliseCreditCode = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** The check character of the first 17 (GB 32100, section on the check code): weights are the powers of 3 modulo 31. */
export const creditCheckCharacterOf = (first17: string): string => {
  let weight = 1;
  let sum = 0;
  for (const sign of first17) {
    sum += weight * SIGNS.indexOf(sign);
    weight = (weight * 3) % 31;
  }
  return SIGNS[(31 - (sum % 31)) % 31] ?? '';
};

/** Whether a normalised code has the right signs and the right check character. */
export const isCreditCode = (code: string): boolean => SHAPE.test(code) && creditCheckCharacterOf(code.slice(0, 17)) === code[17];
