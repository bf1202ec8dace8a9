const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'] as const;
const PLACES = ['', '拾', '佰', '仟'] as const;
/** Of groups of four digits; a number of fen that is exact has at most four groups of yuan. */
const GROUPS = ['', '万', '亿', '万亿'] as const;

/** A group of four digits; a gap of noughts inside it is one 零, at its end none. */
const groupInWords = (group: string): string =>
  [...group]
    .map((digit, index) => (digit === '0' ? '零' : `${DIGITS[Number(digit)]}${PLACES[group.length - 1 - index]}`))
    .join('')
    .replace(/零+/g, '零')
    .replace(/零$/, '');

const groupsOf = (digits: string): string[] => digits.padStart(Math.ceil(digits.length / 4) * 4, '0').match(/\d{4}/g) ?? [];

const yuanInWords = (yuan: string): string => {
  const groups = groupsOf(yuan);
  const words = groups.map((group, index) => (Number(group) === 0 ? '零' : groupInWords(group) + GROUPS[groups.length - 1 - index]));
  return words
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
    .replace(/万亿(?=.*亿)/, '万');
};

/** Noughts between yuan and fen are said once; what ends before the fen ends with 整. */
const centsInWords = (jiao: number, fen: number, hasYuan: boolean): string => {
  if (jiao === 0 && fen === 0) return '整';
  if (fen === 0) return `${DIGITS[jiao]}角整`;
  return `${jiao === 0 ? (hasYuan ? '零' : '') : `${DIGITS[jiao]}角`}${DIGITS[fen]}分`;
};

/**
 * 人民币大写, as vouchers have it: 10700053 fen are 人民币壹拾万柒仟元伍角叁分. `fen` is a whole amount from 0.
 * Rule: 《支付结算办法》 annex 1, 正确填写票据和结算凭证的基本规定, sections 1 to 3.
 */
export const inCapitals = (fen: number): string => {
  const digits = String(fen).padStart(3, '0');
  const yuan = yuanInWords(digits.slice(0, -2));
  const [jiao = 0, last = 0] = [...digits.slice(-2)].map(Number);
  if (fen === 0) return '人民币零元整';
  return `人民币${yuan === '' ? '' : `${yuan}元`}${centsInWords(jiao, last, yuan !== '')}`;
};
