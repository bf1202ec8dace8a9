import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { boardColumns, type Cell } from './board-sheet.js';
import type { BoardRowAnswer } from './board-page.js';

const formats: Readonly<Partial<Record<Cell['kind'], string>>> = { number: '0', amount: '#,##0.00', date: 'yyyy-mm-dd' };

const valueOf = (cell: Cell): string | number | Date | null => {
  switch (cell.kind) {
    case 'text':
    case 'number':
      return cell.value;
    case 'amount':
      return cell.fen / 100;
    case 'date':
      return new Date(`${cell.value}T00:00:00Z`);
    case 'empty':
      return null;
  }
};

const addRow = (sheet: ExcelJS.Worksheet, row: BoardRowAnswer): void => {
  const cells = boardColumns.map(({ cell }) => cell(row));
  const added = sheet.addRow(cells.map(valueOf));
  cells.forEach(({ kind }, index) => {
    const format = formats[kind];
    if (format !== undefined) added.getCell(index + 1).numFmt = format;
  });
  added.commit();
};

/** Waits while nobody takes what is written, so that a slow reader does not fill the memory. */
const drained = async (out: PassThrough): Promise<void> => {
  if (!out.writableNeedDrain || out.destroyed) return;
  const given = new AbortController();
  await Promise.race([once(out, 'drain', given), once(out, 'close', given)]);
  given.abort();
};

const write = async (pages: AsyncIterable<readonly BoardRowAnswer[]>, out: PassThrough): Promise<void> => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet('困难职工家庭', { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = boardColumns.map(({ title, width }) => ({ header: title, width }));
  for await (const rows of pages) {
    for (const row of rows) addRow(sheet, row);
    await drained(out);
    if (out.destroyed) return;
  }
  sheet.commit();
  await workbook.commit();
};

/** A workbook with real numbers and dates, written while it is read. */
export const xlsxOf = (pages: AsyncIterable<readonly BoardRowAnswer[]>): Readable => {
  const out = new PassThrough();
  write(pages, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error('export failed')));
  return out;
};
