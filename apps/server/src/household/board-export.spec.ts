import { setImmediate as turn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import { eventually } from '../../../../test/support/eventually.js';
import { csvOf } from '../platform/sheets/csv.js';
import { xlsxOf } from '../platform/sheets/xlsx.js';
import type { BoardRowAnswer } from './board-page.js';
import { boardSheet } from './board-sheet.js';

const row: BoardRowAnswer = {
  householdId: 'h1',
  unitId: '410481-101',
  unitName: '演示甲镇总工会',
  status: 'registered',
  fileNumber: 'F-1',
  name: '高娟',
  archiveLevel: 'city',
  category: 'not_eligible',
  notEligibleReason: 'marginal_risk',
  claimedCategory: null,
  policyVersion: 'pingdingshan@1',
  netFen: -123_405,
  mainCause: 'critical_illness',
  persons: 3,
  temporary: false,
  origin: 'import',
  appliedOn: '2022-01-17',
  lastVerifiedOn: '2022-02-10',
  reverifyDueOn: null,
  closedOn: null,
  relapses: 0,
  aidedCount: 2,
  watchSeverity: 'red',
  lastChangedAt: '2022-02-10T16:00:00.000Z',
};

async function* pagesOf(...pages: readonly (readonly BoardRowAnswer[])[]): AsyncGenerator<readonly BoardRowAnswer[]> {
  yield* pages;
}

const csv = async (...pages: readonly (readonly BoardRowAnswer[])[]): Promise<string> => {
  let text = '';
  for await (const part of csvOf(boardSheet, pagesOf(...pages))) text += part;
  return text;
};

const parsed = async (...rows: readonly BoardRowAnswer[]) => parse<Record<string, string>>(await csv(rows), { bom: true, columns: true });

describe('a board as CSV', () => {
  it('begins with a byte order mark and Chinese headers', async () =>
    expect(await csv()).toBe(`\u{feff}${boardSheet.columns.map(({ title }) => title).join(',')}\r\n`));

  it('says in words and plain figures what stands on the board', async () =>
    expect(await parsed(row)).toEqual([
      {
        档案编号: 'F-1',
        姓名: '高娟',
        工会编码: '410481-101',
        所在工会: '演示甲镇总工会',
        状态: '在档',
        困难类别: '不予认定',
        不予认定原因: '边缘易致困',
        主要致困原因: '患重特大疾病',
        建档标准: '地市级',
        家庭人口: '3',
        '年纯收入（元）': '-1234.05',
        认定依据: 'pingdingshan@1',
        临时档案: '否',
        申请日期: '2022-01-17',
        最近复核日期: '2022-02-10',
        下次复核日期: '',
        关闭日期: '',
        返困次数: '0',
        帮扶次数: '2',
        监测级别: '红',
        最近变更日期: '2022-02-11',
      },
    ]));

  it('goes on from page to page', async () =>
    expect(parse(await csv([row, row], [], [row]), { bom: true, columns: true })).toHaveLength(3));

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '＝1+1', '=HYPERLINK("http://x","y")'])(
    'never runs a text as a formula: %j',
    async (name) => expect((await parsed({ ...row, name }))[0]!.姓名).toBe(`'${name}`),
  );

  it.each(['a,b', 'a"b', 'a\nb'])('keeps a text whole: %j', async (name) => expect((await parsed({ ...row, name }))[0]!.姓名).toBe(name));
});

const opened = async (...rows: readonly BoardRowAnswer[]): Promise<ExcelJS.Worksheet> => {
  const chunks: Buffer[] = [];
  for await (const chunk of xlsxOf(boardSheet, pagesOf(rows))) chunks.push(chunk as Buffer);
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(Buffer.concat(chunks) as never);
  return workbook.worksheets[0]!;
};

describe('a board as a workbook', () => {
  it('has amounts as numbers, dates as dates and empty cells where nothing is known', async () => {
    const sheet = await opened(row);
    const cell = (title: string) => sheet.getRow(2).getCell(boardSheet.columns.findIndex((column) => column.title === title) + 1);
    expect(sheet.getRow(1).getCell(1).value).toBe('档案编号');
    expect(cell('年纯收入（元）')).toMatchObject({ type: ExcelJS.ValueType.Number, value: -1234.05, numFmt: '#,##0.00' });
    expect(cell('家庭人口')).toMatchObject({ type: ExcelJS.ValueType.Number, value: 3 });
    expect(cell('申请日期')).toMatchObject({ type: ExcelJS.ValueType.Date, numFmt: 'yyyy-mm-dd' });
    expect(cell('申请日期').value).toEqual(new Date('2022-01-17T00:00:00Z'));
    expect(cell('关闭日期').value).toBeNull();
  });

  it('has texts as texts, whatever they begin with', async () => {
    const name = (await opened({ ...row, name: '=1+1' })).getRow(2).getCell(2);
    expect([name.type, name.value]).toEqual([ExcelJS.ValueType.String, '=1+1']);
  });

  it('is not written on while nobody reads it, and no more once the reader has gone', async () => {
    let [taken, ended] = [0, false];
    async function* endless(): AsyncGenerator<readonly BoardRowAnswer[]> {
      try {
        for (;;) {
          taken += 1;
          // Names that do not compress, so that little is enough to fill what lies between writer and reader.
          yield Array.from({ length: 100 }, () => ({ ...row, name: crypto.randomUUID() }));
          await turn();
        }
      } finally {
        ended = true;
      }
    }
    const workbook = xlsxOf(boardSheet, endless());
    const pausesAt = await eventually(async () => {
      const before = taken;
      for (let waited = 0; waited < 200; waited += 1) await turn();
      if (taken !== before || taken === 0) throw new Error('still writing');
      return taken;
    });
    expect(pausesAt).toBeLessThan(2_000);
    workbook.destroy();
    await eventually(() => expect(ended).toBe(true));
  });
});
