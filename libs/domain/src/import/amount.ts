import { narrow } from './cells.js';

export type AmountFault = 'bad_amount' | 'amount_too_large' | 'negative_amount';

/** A sign, yuan with or without thousands separators, decimals; the sign of the currency may stand on either side. */
const AMOUNT = /^(-?)¥?(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d*))?元?$/;

const FEN_MAX = BigInt(Number.MAX_SAFE_INTEGER);

/**
 * Yuan as typed, in whole fen; exact, because it is never a binary fraction on the way. Decimals beyond the second are fine
 * where they are zeros. What would be rounded is refused.
 */
export const fenOf = (text: string): number | Readonly<{ fault: AmountFault }> => {
  const match = AMOUNT.exec(narrow(text));
  if (!match) return { fault: 'bad_amount' };
  const [, sign, yuan = '', decimals = ''] = match;
  const cents = decimals.replace(/0+$/, '');
  if (cents.length > 2) return { fault: 'bad_amount' };
  const fen = BigInt(yuan.replaceAll(',', '') + cents.padEnd(2, '0'));
  if (sign && fen > 0n) return { fault: 'negative_amount' };
  return fen > FEN_MAX ? { fault: 'amount_too_large' } : Number(fen);
};
