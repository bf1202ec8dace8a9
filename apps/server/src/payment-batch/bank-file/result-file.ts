import type { BounceReason } from '#domain/aid/aid.terms';
import { fenOf } from '#domain/import/amount';
import { RowFault, dateText, narrow, readCell, type Cells, type SheetRow } from '#domain/import/cells';
import { isCalendarDate } from '#domain/kernel/calendar';
import type { BankAnswer, BankRow } from '#domain/payment-batch/bank-result';
import { normaliseBankCard } from '#domain/person/bank-card';
import { Problem } from '../../platform/problem.js';
import { readCsv } from '../../platform/tables/csv.js';
import { looksOf, type Upload } from '../../platform/tables/looks.js';
import { tableOf } from '../../platform/tables/table.js';
import { readFirstSheet } from '../../platform/tables/workbook.js';

const TABLE = '银行回盘';
const NUMBER = '序号';

/** Headings as banks write them; the first of each is ours. */
const headings = {
  card: ['收款账号', '收款人账号', '账号', '卡号'],
  amount: ['金额(元)', '金额', '交易金额', '发生额'],
  outcome: ['状态', '结果', '处理结果', '交易状态', '处理状态'],
  date: ['日期', '交易日期', '入账日期', '处理日期'],
  reason: ['失败原因', '原因', '备注', '摘要'],
} as const;
type Field = keyof typeof headings;
type Headings = Readonly<Record<Exclude<Field, 'reason'>, string> & { reason?: string }>;

const PAID: ReadonlySet<string> = new Set(['成功', '交易成功', '支付成功', '代发成功', '已支付', '已入账']);
const BOUNCED: ReadonlySet<string> = new Set(['失败', '交易失败', '支付失败', '代发失败', '退票', '退回', '已退回']);

/** What banks say of a payment that came back, first match first. */
const reasons: readonly (readonly [RegExp, BounceReason])[] = [
  [/销户|注销|已关闭|不存在/, 'account_closed'],
  [/户名|姓名|名称/, 'name_differs'],
  [/冻结|止付|挂失|只收不付|不收不付/, 'account_frozen'],
  [/账号|帐号|卡号/, 'number_wrong'],
];

const reasonOf = (text: string): BounceReason => reasons.find(([pattern]) => pattern.test(text))?.[1] ?? 'other';

const fault = <Code extends string>(code: Code) => ({ fault: code }) as const;

const lineNumberOf = (text: string) => (/^\d{1,6}$/.test(narrow(text)) ? Number(narrow(text)) : fault('bad_number'));
const cardOf = (text: string) => (/^[\d*xX]{4,30}$/.test(normaliseBankCard(text)) ? normaliseBankCard(text) : fault('bad_card'));
const dayOf = (text: string) => (isCalendarDate(dateText(text)) ? dateText(text) : fault('bad_date'));
const outcomeOf = (text: string) => {
  if (PAID.has(narrow(text))) return 'paid';
  return BOUNCED.has(narrow(text)) ? 'bounced' : fault('unknown_outcome');
};

const answerOf = (cells: Cells, { outcome, date, reason }: Headings): BankAnswer => {
  const said = readCell(cells, outcome, outcomeOf);
  const on = readCell(cells, date, dayOf);
  return said === 'paid'
    ? { outcome: said, on }
    : { outcome: said, on, reason: reasonOf(reason === undefined ? '' : (cells[reason] ?? '')) };
};

/** The value, or nothing where there is none to be read. */
const attempted = <Value>(read: () => Value): Value | undefined => {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return undefined;
    throw error;
  }
};

const readRow = ({ row, cells }: SheetRow, named: Headings): BankRow => {
  const lineNumber = attempted(() => readCell(cells, NUMBER, lineNumberOf));
  const amountFen = attempted(() => readCell(cells, named.amount, fenOf));
  const cardNumber = attempted(() => readCell(cells, named.card, cardOf));
  const answer = attempted(() => answerOf(cells, named));
  return {
    row,
    ...(lineNumber !== undefined && { lineNumber }),
    ...(amountFen !== undefined && { amountFen }),
    ...(cardNumber !== undefined && { cardNumber }),
    ...(answer && { answer }),
  };
};

/** The sums below a table are no payments. */
const isSum = ({ cells }: SheetRow): boolean => /^(合计|总计|小计)/.test(narrow(cells[NUMBER] ?? ''));

/** @throws {Problem} `column-missing` with our own names for the columns */
const headingsIn = (cells: Cells): Headings => {
  const found = (field: Field) => headings[field].find((heading) => heading in cells);
  const { reason, ...needed } = Object.fromEntries((Object.keys(headings) as Field[]).map((field) => [field, found(field)])) as Headings;
  const columns = (Object.keys(needed) as (keyof typeof needed)[]).filter((field) => needed[field] === undefined);
  if (columns.length > 0) throw new Problem(400, 'column-missing', { table: TABLE, columns: columns.map((field) => headings[field][0]) });
  return { ...needed, ...(reason !== undefined && { reason }) };
};

const tableIn = async (upload: Upload): Promise<readonly SheetRow[]> => {
  if (looksOf(upload, TABLE) === 'csv') return tableOf(readCsv([upload.bytes]), [NUMBER], TABLE);
  let rows: readonly SheetRow[] = [];
  await readFirstSheet(upload.bytes, async (sheet) => void (rows = await tableOf(sheet, [NUMBER], TABLE)));
  return rows;
};

/**
 * Reads the file in which a bank answers a list: a workbook, or CSV in UTF-8 or GBK. Of a row is kept what could be read; whether it
 * answers anything is judged later.
 * @throws {Problem} `file-empty`, `column-missing`, `column-repeated`, `too-many-rows`, `not-a-table`, `encoding-unknown`,
 * `csv-malformed`, `not-a-workbook`, `workbook-old-or-locked`, `workbook-too-large`
 */
export const readResultFile = async (upload: Upload): Promise<readonly BankRow[]> => {
  const [first, ...others] = await tableIn(upload);
  if (!first) throw new Problem(400, 'file-empty', { table: TABLE });
  const named = headingsIn(first.cells);
  return [first, ...others].filter((row) => !isSum(row)).map((row) => readRow(row, named));
};
