import { once } from 'node:events';
import { PassThrough, type Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import ExcelJS from 'exceljs';
import type { Cell, Column, Pages, Sheet } from './sheet.js';

/** The packer takes what was written only between turns of the event loop, about as much as this at a time. */
const ROWS_A_TURN = 20;

const formats: Readonly<Record<Column<never>['kind'], string>> = { text: '@', number: '0', amount: '#,##0.00', date: 'yyyy-mm-dd' };

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

/** Waits while nobody takes what is written, so that a slow reader does not fill the memory. */
const drained = async (out: PassThrough): Promise<void> => {
  if (!out.writableNeedDrain || out.destroyed) return;
  const given = new AbortController();
  await Promise.race([once(out, 'drain', given), once(out, 'close', given)]);
  given.abort();
};

const write = async <Row>({ name, columns }: Sheet<Row>, pages: Pages<Row>, out: PassThrough): Promise<void> => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] });
  sheet.columns = columns.map(({ title, width, kind }) => ({ header: title, width, style: { numFmt: formats[kind] } }));
  for await (const rows of pages) {
    for (const [index, row] of rows.entries()) {
      sheet.addRow(columns.map(({ cell }) => valueOf(cell(row)))).commit();
      if (index % ROWS_A_TURN === 0) await turn();
    }
    await drained(out);
    if (out.destroyed) return;
  }
  sheet.commit();
  await workbook.commit();
};

/** A workbook with real numbers and dates, written while it is read. Its texts are cells of text, which nothing runs whatever they begin with. */
export const xlsxOf = <Row>(sheet: Sheet<Row>, pages: Pages<Row>): Readable => {
  const out = new PassThrough();
  write(sheet, pages, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error('export failed')));
  return out;
};
