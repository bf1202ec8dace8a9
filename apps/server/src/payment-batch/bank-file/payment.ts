import type { AidItem } from '#domain/aid/aid.terms';

/** One payment as the bank is asked for it: `lineNumber` is what the bank's answer names it by, `aidId` what we do. */
export type Payment = Readonly<{
  lineNumber: number;
  holderName: string;
  cardNumber: string;
  /** With its branch, where that is known. */
  bankName: string;
  amountFen: number;
  item: AidItem;
  aidId: string;
}>;

/** What the money is for, in the words that the payee finds on his statement. */
export const purposes: Readonly<Record<AidItem, string>> = {
  living_aid: '生活救助',
  medical_aid: '医疗救助',
  study_aid: '子女助学',
  legal_aid: '法律援助',
  vocational_training: '职业培训',
  job_placement: '职业介绍',
  temporary_aid: '临时救助',
  warmth: '送温暖',
};

/** 123456 fen reads 1234.56: plain digits, as banks take them. */
export const yuanOf = (fen: number): string => {
  const digits = String(fen).padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
};
