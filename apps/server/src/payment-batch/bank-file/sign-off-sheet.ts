import ExcelJS from 'exceljs';
import { maskCard } from '../../platform/masking.js';
import { inCapitals } from './capital-numerals.js';
import { purposes, type Payment } from './payment.js';

/** What is printed, signed and filed with the vouchers. Names of the staff; days as YYYY-MM-DD, none where that step is to come. */
export type SignOffSheet = Readonly<{
  title: string;
  unitName: string;
  payments: readonly Payment[];
  preparedBy: readonly string[];
  draftedOn: string;
  signedOffBy?: string;
  signedOffOn?: string;
}>;

const columns = [
  { title: '序号', width: 8 },
  { title: '收款人户名', width: 14 },
  { title: '收款账号（尾号）', width: 16 },
  { title: '开户行', width: 30 },
  { title: '金额（元）', width: 16 },
  { title: '用途', width: 12 },
  { title: '业务编号', width: 38 },
] as const;
const AMOUNT = 5;
const YUAN = '#,##0.00';

const dateCell = (day: string | undefined): Date | null => (day === undefined ? null : new Date(`${day}T00:00:00Z`));

const cellsOf = ({ lineNumber, holderName, cardNumber, bankName, amountFen, item, aidId }: Payment) => [
  lineNumber,
  holderName,
  maskCard(cardNumber),
  bankName,
  amountFen / 100,
  purposes[item],
  aidId,
];

const addHeader = (sheet: ExcelJS.Worksheet, { title, unitName }: SignOffSheet): void => {
  sheet.addRow(['帮扶资金发放审批表']).font = { bold: true, size: 16 };
  sheet.mergeCells(1, 1, 1, columns.length);
  sheet.addRow(['清单', title]);
  sheet.addRow(['单位', unitName]);
  sheet.addRow(columns.map(({ title: heading }) => heading)).font = { bold: true };
};

const addTotals = (sheet: ExcelJS.Worksheet, payments: readonly Payment[]): void => {
  const totalFen = payments.reduce((sum, { amountFen }) => sum + amountFen, 0);
  sheet.addRow(['合计', `${payments.length} 笔`, null, null, totalFen / 100]).font = { bold: true };
  sheet.addRow(['大写', inCapitals(totalFen)]);
};

const addSigners = (sheet: ExcelJS.Worksheet, { preparedBy, draftedOn, signedOffBy, signedOffOn }: SignOffSheet): void => {
  for (const [label, name, day] of [
    ['制表人', preparedBy.join('、'), draftedOn],
    ['签发人', signedOffBy ?? '', signedOffOn],
  ] as const)
    sheet.addRow([label, name, '日期', dateCell(day)]).getCell(4).numFmt = 'yyyy-mm-dd';
  sheet.addRow(['签字', '', '盖章']);
};

/** The sheet as a workbook, its amounts and days real numbers and dates. Cards show their last digits alone: paper lies about. */
export const signOffSheet = async (content: SignOffSheet): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('审批表', { pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToHeight: 0 } });
  sheet.columns = columns.map(({ width }) => ({ width }));
  sheet.getColumn(AMOUNT).numFmt = YUAN;
  addHeader(sheet, content);
  for (const payment of content.payments) sheet.addRow(cellsOf(payment));
  addTotals(sheet, content.payments);
  addSigners(sheet, content);
  return Buffer.from(await book.xlsx.writeBuffer());
};
