import { bankCardFault } from '#domain/person/bank-card';
import { checkCharacterOf } from '#domain/person/id-number';

/** A faultless ID number of nobody: its area code 410424 was never given to a place. An even `sequence` is a woman's. */
export const idNumberOf = (birthDate: string, sequence: number): string => {
  const digits = `410424${birthDate.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
  return digits + checkCharacterOf(digits);
};

/** A card number of no bank that passes the check: 16 digits. */
export const bankCardOf = (sequence: number): string => {
  const digits = `999900${String(sequence).padStart(9, '0')}`;
  return digits + [...'0123456789'].find((check) => bankCardFault(digits + check) === undefined)!;
};
