/** Chinese resident identity numbers: 6 digits of area, 8 of birth date, 3 of sequence, 1 check character (GB 11643). */
import { isCalendarDate } from '../kernel/calendar.js';

/** What is wrong with a number, in the order in which it is looked for. */
export type IdNumberFault = 'id_length' | 'id_birth_date' | 'id_check_digit';

export type Sex = 'male' | 'female';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

/** The number as it is compared and stored: full-width characters made narrow, white space dropped, x as X. */
export const normaliseIdNumber = (text: string): string => text.normalize('NFKC').replace(/\s/g, '').toUpperCase();

/** The check character that belongs to 17 digits, by ISO 7064 MOD 11-2 (GB 11643, section on the check code). */
export const checkCharacterOf = (seventeenDigits: string): string => {
  const sum = WEIGHTS.reduce((total, weight, place) => total + weight * Number(seventeenDigits[place]), 0);
  return CHECK_CHARACTERS[sum % 11] ?? '';
};

/** The birth date inside a number of 18 characters, as YYYY-MM-DD; not a calendar date where the number is faulty. */
export const birthDateOf = (idNumber: string): string => `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;

/** The sex a faultless number states: the 17th digit is odd for men. */
export const sexOf = (idNumber: string): Sex => (Number(idNumber[16]) % 2 === 1 ? 'male' : 'female');

/** The first fault of a normalised number, or undefined where it has none. */
export const idNumberFault = (idNumber: string): IdNumberFault | undefined => {
  if (idNumber.length !== 18) return 'id_length';
  if (!isCalendarDate(birthDateOf(idNumber))) return 'id_birth_date';
  return /^\d{17}/.test(idNumber) && checkCharacterOf(idNumber) === idNumber[17] ? undefined : 'id_check_digit';
};
