import iconv from 'iconv-lite';
import { Refusal } from '#domain/kernel/refusal';
import type { BankFileFormat } from '#domain/payment-batch/payment-batch.events';
import { purposes, yuanOf, type Payment } from './payment.js';

/** What a spreadsheet takes as the beginning of a formula, in narrow and in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Words in quotes, with an apostrophe before what would be run. */
const words = (text: string): string => `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

/** Digits go as they are: an apostrophe or a tab before an account number would have every line sent back. */
const digits = (text: string): string => `"${text}"`;

type Column = Readonly<{ title: string; text: (payment: Payment) => string }>;

const columns: readonly Column[] = [
  { title: '序号', text: ({ lineNumber }) => String(lineNumber) },
  { title: '收款人户名', text: ({ holderName }) => words(holderName) },
  { title: '收款账号', text: ({ cardNumber }) => digits(cardNumber) },
  { title: '开户行', text: ({ bankName }) => words(bankName) },
  { title: '金额(元)', text: ({ amountFen }) => yuanOf(amountFen) },
  { title: '用途', text: ({ item }) => words(purposes[item]) },
  { title: '业务编号', text: ({ aidId }) => words(aidId) },
];

const line = (fields: readonly string[]): string => `${fields.join(',')}\r\n`;

const textOf = (payments: readonly Payment[]): string =>
  line(columns.map(({ title }) => words(title))) + payments.map((payment) => line(columns.map(({ text }) => text(payment)))).join('');

const fitsGbk = (text: string): boolean => iconv.decode(iconv.encode(text, 'gbk'), 'gbk') === text;

/** Where a name would come out as ?, and the bank would look for somebody of that name. @throws {Refusal} `bank-file-not-in-gbk` with line and column */
const requireGbk = (payments: readonly Payment[]): void => {
  const unwritable = payments.flatMap((payment) =>
    columns
      .filter(({ text }) => !fitsGbk(text(payment)))
      .map(({ title }) => ({ lineNumber: payment.lineNumber, aidId: payment.aidId, column: title })),
  );
  if (unwritable.length > 0) throw new Refusal('bank-file-not-in-gbk', { lines: unwritable });
};

/**
 * The payments as a table for the bank: the same payments in the same format give the same bytes.
 * @throws {Refusal} `bank-file-not-in-gbk`
 */
export const paymentCsv = (payments: readonly Payment[], format: BankFileFormat): Buffer => {
  // Without its mark Excel takes UTF-8 for GBK.
  if (format === 'csv_utf8') return Buffer.from(`\u{feff}${textOf(payments)}`);
  requireGbk(payments);
  return iconv.encode(textOf(payments), 'gbk');
};
