import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { Refusal } from '#domain/kernel/refusal';
import { Problem } from '../../platform/problem.js';
import { paymentCsv } from './payment-csv.js';
import { yuanOf, type Payment } from './payment.js';
import { signOffSheet } from './sign-off-sheet.js';
import { readResultFile } from './result-file.js';

const aidId = '00000000-0000-8000-8000-000000000001';
const card = '6222020000000000018';
const payment = (change: Partial<Payment> = {}): Payment => ({
  lineNumber: 1,
  holderName: '高娟',
  cardNumber: card,
  bankName: '演示银行 城关支行',
  amountFen: 123_450,
  item: 'living_aid',
  aidId,
  ...change,
});

const rowsIn = (file: Buffer): string[][] => parse(file, { bom: true });

const refusal = (work: () => unknown): Refusal => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('not refused');
};

describe('the file for the bank', () => {
  const HEADINGS = ['序号', '收款人户名', '收款账号', '开户行', '金额(元)', '用途', '业务编号'];

  it.each([
    ['UTF-8', 'csv_utf8', (bytes: Buffer) => bytes.toString('utf8')],
    ['GBK', 'csv_gbk', (bytes: Buffer) => iconv.decode(bytes, 'gbk')],
  ] as const)('says the same in %s', (_, format, decode) => {
    const rows = parse(decode(paymentCsv([payment(), payment({ lineNumber: 3, amountFen: 5 })], format)), { bom: true });
    expect(rows).toEqual([
      HEADINGS,
      ['1', '高娟', card, '演示银行 城关支行', '1234.50', '生活救助', aidId],
      ['3', '高娟', card, '演示银行 城关支行', '0.05', '生活救助', aidId],
    ]);
  });

  it('begins with its mark in UTF-8, so that no spreadsheet takes it for GBK', () => {
    expect(paymentCsv([payment()], 'csv_utf8').subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  });

  it('keeps commas, quotes and line ends inside their field', () => {
    const holderName = '高"娟",\r\n甲';
    const [, row] = rowsIn(paymentCsv([payment({ holderName })], 'csv_utf8'));
    expect(row?.[1]).toBe(holderName);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '＝1+1'])('lets no spreadsheet run the text %s', (holderName) => {
    const [, row] = rowsIn(paymentCsv([payment({ holderName })], 'csv_utf8'));
    expect(row?.[1]).toBe(`'${holderName}`);
    expect(row?.[2]).toBe(card);
  });

  it('is refused in GBK where a character is not in it, naming the line and not the name', () => {
    const payments = [payment(), payment({ lineNumber: 2, holderName: '高𬭎' }), payment({ lineNumber: 3, bankName: '𬭎银行' })];
    const { code, details } = refusal(() => paymentCsv(payments, 'csv_gbk'));
    expect(code).toBe('bank-file-not-in-gbk');
    expect(details).toEqual({
      lines: [
        { lineNumber: 2, aidId, column: '收款人户名' },
        { lineNumber: 3, aidId, column: '开户行' },
      ],
    });
    expect(paymentCsv(payments, 'csv_utf8').toString('utf8')).toContain('高𬭎');
  });

  it.each([
    [1, '0.01'],
    [10, '0.10'],
    [100, '1.00'],
    [Number.MAX_SAFE_INTEGER, '90071992547409.91'],
  ])('writes %i fen as %s', (fen, yuan) => expect(yuanOf(fen)).toBe(yuan));
});

describe('the sheet that is signed', () => {
  const sheetOf = async (payments: readonly Payment[]): Promise<ExcelJS.CellValue[][]> => {
    const signing = { preparedBy: ['制表甲'], draftedOn: '2022-03-01', signedOffBy: '签发乙', signedOffOn: '2022-03-02' };
    const bytes = await signOffSheet({ title: '三月第一批', unitName: '演示甲县总工会', payments, ...signing });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    const rows: ExcelJS.CellValue[][] = [];
    book.worksheets[0]?.eachRow((row) => rows.push(Array.from((row.values as ExcelJS.CellValue[]).slice(1), (value) => value ?? null)));
    return rows;
  };

  it('adds up its lines in figures and in capital numerals, and says who prepared and who signed, on which day', async () => {
    const rows = await sheetOf([payment(), payment({ lineNumber: 2, amountFen: 5 })]);
    expect(rows).toContainEqual([1, '高娟', '****0018', '演示银行 城关支行', 1234.5, '生活救助', aidId]);
    expect(rows).toContainEqual(['合计', '2 笔', null, null, 1234.55]);
    expect(rows).toContainEqual(['大写', '人民币壹仟贰佰叁拾肆元伍角伍分']);
    expect(rows).toContainEqual(['制表人', '制表甲', '日期', new Date('2022-03-01T00:00:00Z')]);
    expect(rows).toContainEqual(['签发人', '签发乙', '日期', new Date('2022-03-02T00:00:00Z')]);
  });

  it('holds no card number and no formula', async () => {
    const rows = await sheetOf([payment({ holderName: '=1+1' })]);
    expect(JSON.stringify(rows)).not.toContain(card);
    expect(rows.flat()).toContain('=1+1');
  });
});

const HEADINGS = ['序号', '收款账号', '金额(元)', '状态', '失败原因', '日期'];
type Line = readonly (string | number | Date)[];
const csvOf = (rows: readonly Line[], headings = HEADINGS): string => [headings, ...rows].map((row) => row.join(',')).join('\r\n');
const read = (bytes: Buffer | string, name = 'result.csv') => readResultFile({ name, bytes: Buffer.from(bytes) });
const paidRow = { row: 2, lineNumber: 1, cardNumber: card, amountFen: 123_450, answer: { outcome: 'paid', on: '2022-03-01' } };
const paidLine: Line = ['1', card, '1234.50', '成功', '', '2022-03-01'];

const workbookOf = async (rows: readonly Line[]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Sheet1').addRows([HEADINGS, ...rows.map((row) => [...row])]);
  return Buffer.from(await book.xlsx.writeBuffer());
};

describe('the answer of the bank', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
  ])('is read from %s', async (_, encode) => expect(await read(encode(csvOf([paidLine])))).toEqual([paidRow]));

  it('is read from the first sheet of a workbook, with its numbers and dates as such', async () => {
    const rows: Line[] = [[1, card, 1234.5, '成功', '', new Date('2022-03-01T00:00:00Z')]];
    expect(await read(await workbookOf(rows), 'result.xlsx')).toEqual([paidRow]);
  });

  it('may have headings of its own, a title above and a sum below', async () => {
    const text = `代发结果\r\n${csvOf([[card, '1', '"1,234.50"', '交易成功', '20220301']], ['卡号', '序号', '交易金额', '交易状态', '交易日期'])}\r\n,合计,1234.50,,`;
    expect(await read(text)).toEqual([{ ...paidRow, row: 3 }]);
  });

  it.each([
    ['账户已销户', 'account_closed'],
    ['户名不符', 'name_differs'],
    ['账号有误', 'number_wrong'],
    ['账户冻结', 'account_frozen'],
    ['', 'other'],
    ['系统繁忙', 'other'],
  ])('says why a payment came back: %s is %s', async (text, reason) => {
    const [row] = await read(csvOf([['1', card, '1234.50', '失败', text, '2022-03-01']]));
    expect(row?.answer).toEqual({ outcome: 'bounced', on: '2022-03-01', reason });
  });

  it.each<[string, Line, readonly string[]]>([
    ['no number', ['x', ...paidLine.slice(1)], ['lineNumber']],
    ['an amount that is none', ['1', card, '一千', ...paidLine.slice(3)], ['amountFen']],
    ['an amount in parts of a fen', ['1', card, '1234.505', ...paidLine.slice(3)], ['amountFen']],
    ['an amount below zero', ['1', card, '-1234.50', ...paidLine.slice(3)], ['amountFen']],
    ['a card that is none', ['1', '现金', ...paidLine.slice(2)], ['cardNumber']],
    ['a word of which nothing follows', ['1', card, '1234.50', '处理中', '', '2022-03-01'], ['answer']],
    ['a day that never was', ['1', card, '1234.50', '成功', '', '2022-02-30'], ['answer']],
    ['nothing but noise', ['??', '!!', '#N/A', '', '', ''], ['lineNumber', 'amountFen', 'cardNumber', 'answer']],
  ])('may hold a row with %s: the rest of it is kept', async (_, line, lost) => {
    const kept = Object.fromEntries(Object.entries(paidRow).filter(([field]) => !lost.includes(field)));
    expect(await read(csvOf([line, paidLine]))).toEqual([kept, { ...paidRow, row: 3 }]);
  });

  it('may show the last digits of a card alone', async () => {
    const [row] = await read(csvOf([['1', '6222 **** 0018', ...paidLine.slice(2)]]));
    expect(row?.cardNumber).toBe('6222****0018');
  });

  it.each<[string, Buffer | string, object?]>([
    ['file-empty', ''],
    ['file-empty', csvOf([])],
    ['column-missing', 'a,b\n1,2', { columns: ['序号'] }],
    ['column-missing', '序号,收款账号\n1,2', { columns: ['金额(元)', '状态', '日期'] }],
    ['not-a-table', Buffer.from([1, 0, 2])],
    ['encoding-unknown', Buffer.from([0x61, 0xff, 0xff])],
    ['not-a-workbook', 'PK\u0003\u0004 and no more'],
    ['workbook-old-or-locked', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  ])('is refused as %s', async (code, bytes, details = {}) => {
    const problem: unknown = await read(bytes).catch((error: unknown) => error);
    expect(problem).toBeInstanceOf(Problem);
    expect(problem).toMatchObject({ status: 400, code, details });
  });
});
