import { readFileSync } from 'node:fs';
import { deflateRawSync, crc32 } from 'node:zlib';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { Problem } from '../../platform/problem.js';
import { rowsOf, typedHousehold, typedMember } from '#domain/testing/sample-import-row';
import { readTables, type Tables, type Uploads } from './files.js';

const sample = (name: string): Buffer => readFileSync(new URL(`../../../../../test/support/sample/${name}`, import.meta.url));
const csvOf = (...rows: readonly Readonly<Record<string, string>>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((line) => line.join(',')).join('\r\n');

const workbook = async (fill: (book: ExcelJS.Workbook) => void): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  fill(book);
  return Buffer.from(await book.xlsx.writeBuffer());
};
const addTable = (book: ExcelJS.Workbook, name: string, headings: readonly string[], rows: readonly (readonly ExcelJS.CellValue[])[]) =>
  book.addWorksheet(name).addRows([[...headings], ...rows.map((row) => [...row])]);
const sheets = (rows: readonly (readonly ExcelJS.CellValue[])[]): Promise<Buffer> =>
  workbook((book) => {
    addTable(book, '家庭成员', Object.keys(typedMember), [Object.values(typedMember)]);
    addTable(book, '职工档案', Object.keys(typedHousehold), rows);
  });

const upload = (bytes: Buffer | string, name = 'file') => ({ name, bytes: Buffer.from(bytes) });
const households = (bytes: Buffer | string, name?: string): Uploads => ({ households: upload(bytes, name) });
const refusal = async (uploads: Uploads): Promise<Problem> => {
  const problem: unknown = await readTables(uploads).catch((error: unknown) => error);
  if (problem instanceof Problem) return problem;
  throw new Error(`not refused: ${String(problem)}`);
};

describe('the sample files', () => {
  const numbers = (tables: Tables) => [tables.households?.length, tables.members?.length];

  it('say the same as a workbook and as GBK tables', async () => {
    const book = await readTables(households(sample('households.xlsx')));
    const gbk = await readTables({ households: upload(sample('households-gbk.csv')), members: upload(sample('members-gbk.csv')) });
    expect(numbers(book)).toEqual([620, 1190]);
    expect(numbers(gbk)).toEqual([620, 1190]);
    const named = (tables: Tables) =>
      tables.households?.map(({ row, cells }) => [row, cells['姓名'], cells['身份证号'], cells['填报单位代码']]);
    expect(named(book)).toEqual(named(gbk));
    const amounts = (tables: Tables) => tables.households?.map(({ cells }) => Number(cells['工资性收入(元/年)']?.replaceAll(',', '')));
    expect(amounts(book)).toEqual(amounts(gbk));
  });

  it('list the units', async () => expect((await readTables({ units: upload(sample('union-units.csv')) })).units).toHaveLength(221));
});

describe('a table', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['GBK', (text: string) => iconv.encode(text, 'gbk')],
    ['GB 18030', (text: string) => iconv.encode(text, 'gb18030')],
  ])('is read from %s', async (_encoding, encode) => {
    const typed = { ...typedHousehold, 姓名: '高娟䶮' };
    expect((await readTables(households(encode(csvOf(typed))))).households).toEqual(rowsOf(typed));
  });

  it('may have a title above, blank lines between, spaces and wide brackets in its headings', async () => {
    const [headings = '', line = ''] = csvOf(typedHousehold).split('\r\n');
    const text = `困难职工档案\r\n\r\n${headings.replace('工资性收入(元/年)', ' 工资性收入（元/年）').replace('姓名', '姓 名')}\r\n${',,,'}\r\n${line}`;
    expect((await readTables(households(text))).households).toEqual([{ row: 5, cells: typedHousehold }]);
  });

  it('may have columns of its own and lines that end early', async () => {
    const [headings = '', line = ''] = csvOf(typedHousehold).split('\r\n');
    const [row] = (await readTables(households(`备注,${headings}\nx,${line.split(',').slice(0, 3).join(',')}`))).households ?? [];
    expect(row?.cells).toMatchObject({ 备注: 'x', 申请日期: '2021-10-11', 姓名: '' });
  });

  it.each<[string, Uploads, object?]>([
    ['nothing-to-import', {}],
    ['households-missing', { members: upload(csvOf(typedMember)) }],
    ['file-empty', households('')],
    ['file-empty', households(csvOf(typedHousehold).split('\r\n')[0] ?? '')],
    ['column-missing', households('a,b\n1,2')],
    ['column-missing', { units: upload('code,parent,name\n410400,,x') }, { columns: ['kind'] }],
    ['column-repeated', { units: upload('code,parent,kind,name,name\n410400,,x,y,z') }, { columns: ['name'] }],
    ['csv-malformed', households(`${csvOf(typedHousehold)}\r\n"never closed`), { line: 3 }],
    ['not-a-table', households(Buffer.from([1, 0, 2]))],
    ['encoding-unknown', households(Buffer.from([0x61, 0xff, 0xff]))],
    ['workbook-old-or-locked', households(Buffer.from('d0cf11e0a1b11ae1', 'hex'))],
    ['not-a-workbook', households(csvOf(typedHousehold), 'files.xlsx')],
    ['not-a-workbook', households('PK\u0003\u0004 and no more')],
  ])('is refused as %s', async (code, uploads, details = {}) => {
    const problem = await refusal(uploads);
    expect(problem).toMatchObject({ status: 400, code });
    expect(problem.details).toMatchObject(details);
  });

  it('is refused beyond a hundred thousand rows', async () => {
    const rows = `code,parent,kind,name\n${'410400,,city_union,x\n'.repeat(100_001)}`;
    expect((await refusal({ units: upload(rows) })).code).toBe('too-many-rows');
  });
});

describe('a workbook', () => {
  const cellsOf = async (change: Readonly<Record<string, ExcelJS.CellValue>>) => {
    const values = Object.entries(typedHousehold).map(([column, text]) => change[column] ?? text);
    return (await readTables(households(await sheets([values])))).households?.[0]?.cells;
  };

  it.each<[string, string, ExcelJS.CellValue, string]>([
    ['a number', '家庭人口', 2, '2'],
    ['an amount', '工资性收入(元/年)', 23987.96, '23987.96'],
    ['a sum with the noise of binary fractions', '工资性收入(元/年)', 0.1 + 0.2, '0.3'],
    ['a third decimal', '工资性收入(元/年)', 12.345, '12.345'],
    ['a number too long to be exact', '银行卡号', 9999999236834510221, '9999999236834510848'],
    ['a small number', '房产套数', 100, '100'],
    ['a date', '申请日期', new Date('2021-10-11T00:00:00Z'), '2021-10-11'],
    ['a formula', '家庭人口', { formula: '1+1', result: 2 }, '2'],
    ['coloured text', '姓名', { richText: [{ text: '高' }, { text: '娟' }] }, '高娟'],
    ['an error', '家庭人口', { error: '#N/A' }, '#N/A'],
  ])('may hold %s', async (_what, column, value, text) => expect((await cellsOf({ [column]: value }))?.[column]).toBe(text));

  it('has its sheets in any order and others beside them', async () => {
    const tables = await readTables(
      households(
        await workbook((book) => {
          book.addWorksheet('说明').addRow(['x']);
          addTable(book, '家庭成员', Object.keys(typedMember), [Object.values(typedMember)]);
          addTable(book, '职工档案', Object.keys(typedHousehold), [Object.values(typedHousehold)]);
        }),
      ),
    );
    expect(tables).toEqual({ households: rowsOf(typedHousehold), members: rowsOf(typedMember) });
  });

  it('keeps every character, wherever the reader cuts', async () => {
    const names = Array.from({ length: 3000 }, (_, index) => `${'高娟䶮'.repeat(10)}${index}`);
    const values = names.map((name) => Object.values({ ...typedHousehold, 姓名: name }));
    const { households: rows } = await readTables(households(await sheets(values)));
    expect(rows?.map(({ cells }) => cells['姓名'])).toEqual(names);
  });

  it.each<[string, () => Promise<Buffer>, object?]>([
    ['sheet-missing', () => workbook((book) => addTable(book, '职工', ['x'], [['y']])), { sheets: ['职工档案', '家庭成员'] }],
    ['column-missing', () => workbook((book) => addTable(book, '职工档案', ['档案编号'], [['F-1']])), { table: '职工档案' }],
    ['not-a-workbook', async () => zipped('hello.txt', Buffer.from('hello'))],
    ['not-a-workbook', async () => zipped('xl/workbook.xml', Buffer.from('<workbook></book>'))],
    ['not-a-workbook', async () => sample('households.xlsx').subarray(0, 100_000)],
    ['not-a-workbook', async () => damaged(sample('households.xlsx'))],
    ['workbook-too-large', async () => zipped('xl/workbook.xml', Buffer.alloc(300 * 1024 * 1024, 32))],
  ])('is refused as %s', async (code, file, details = {}) => {
    const problem = await refusal(households(await file()));
    expect(problem).toMatchObject({ status: 400, code });
    expect(problem.details).toMatchObject(details);
  });

  /** One flipped bit in the packed content of the first sheet. */
  const damaged = (file: Buffer): Buffer => {
    const copy = Buffer.from(file);
    const at = copy.indexOf('xl/worksheets/sheet1.xml') + 5000;
    copy[at] = copy[at]! ^ 1;
    return copy;
  };

  /** An archive of one packed entry that lies about its unpacked size. */
  const zipped = (name: string, content: Buffer): Buffer => {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const directory = Buffer.alloc(46);
    directory.writeUInt32LE(0x02014b50, 0);
    directory.writeUInt16LE(8, 10);
    directory.writeUInt32LE(crc32(content), 16);
    directory.writeUInt32LE(packed.length, 20);
    directory.writeUInt32LE(1, 24);
    directory.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(30 + name.length + packed.length, 16);
    return Buffer.concat([local, Buffer.from(name), packed, directory, Buffer.from(name), end]);
  };
});
