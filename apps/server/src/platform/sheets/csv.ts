import type { Cell, Pages, Sheet } from './sheet.js';

/** What a spreadsheet takes as the beginning of a formula, in narrow and in full width. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A text that comes out as text whatever it begins with: an apostrophe keeps it from being run. */
const safeText = (text: string): string => quoted(FORMULA.test(text) ? `'${text}` : text);

/** 123456 fen reads 1234.56. */
const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  return `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const shown = (cell: Cell): string => {
  switch (cell.kind) {
    case 'text':
      return safeText(cell.value);
    case 'number':
      return String(cell.value);
    case 'amount':
      return yuan(cell.fen);
    case 'date':
      return cell.value;
    case 'empty':
      return '';
  }
};

const line = (cells: readonly string[]): string => `${cells.join(',')}\r\n`;

/** CSV text, a page of rows at a time. It begins with a byte order mark, without which Excel takes UTF-8 for GBK. */
export async function* csvOf<Row>({ columns }: Sheet<Row>, pages: Pages<Row>): AsyncGenerator<string> {
  yield `\u{feff}${line(columns.map(({ title }) => safeText(title)))}`;
  for await (const rows of pages) yield rows.map((row) => line(columns.map(({ cell }) => shown(cell(row))))).join('');
}
