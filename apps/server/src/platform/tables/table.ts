import type { SheetRow } from '#domain/import/cells';
import { narrow } from '#domain/import/cells';
import { Problem } from '../problem.js';

/** One line of a file: cells by place. */
export type TextRow = Readonly<{ row: number; cells: readonly string[] }>;

/** A title and a note may stand above the headings; what comes later is not looked at for them. */
const HEADINGS_WITHIN_ROWS = 10;
const ROWS_MAX = 100_000;

const isBlank = (cells: readonly string[]): boolean => cells.every((cell) => cell.trim() === '');

const requireColumns = (headings: readonly string[], columns: readonly string[], table: string): void => {
  const missing = columns.filter((column) => !headings.includes(column));
  if (missing.length > 0) throw new Problem(400, 'column-missing', { table, columns: missing });
  const repeated = columns.filter((column) => headings.indexOf(column) !== headings.lastIndexOf(column));
  if (repeated.length > 0) throw new Problem(400, 'column-repeated', { table, columns: repeated });
};

const named = (headings: readonly string[], { row, cells }: TextRow): SheetRow => ({
  row,
  cells: Object.fromEntries(headings.flatMap((heading, index) => (heading === '' ? [] : [[heading, cells[index] ?? '']]))),
});

/** The headings are the first row that has the first of the columns. */
const headingsOf = ({ row, cells }: TextRow, [key = '']: readonly string[]): readonly string[] | undefined => {
  const headings = cells.map(narrow);
  return headings.includes(key) || row >= HEADINGS_WITHIN_ROWS ? headings : undefined;
};

/**
 * Rows under their headings, one after the other, blank ones left out. Headings are compared without spaces and with narrow
 * brackets; those of `columns` must be there, and the first of them tells which row the headings are.
 * @throws {Problem} `column-missing` and `column-repeated` with the columns
 */
export async function* rowsUnder(rows: AsyncIterable<TextRow>, columns: readonly string[], table: string): AsyncGenerator<SheetRow> {
  let headings: readonly string[] | undefined;
  let first: TextRow | undefined;
  for await (const row of rows) {
    if (isBlank(row.cells)) continue;
    first ??= row;
    if (headings) yield named(headings, row);
    else if ((headings = headingsOf(row, columns))) requireColumns(headings, columns, table);
  }
  if (!headings) requireColumns(first?.cells.map(narrow) ?? [], columns, table);
}

/** All rows at once. @throws {Problem} those of `rowsUnder`, `too-many-rows` */
export const tableOf = async (rows: AsyncIterable<TextRow>, columns: readonly string[], table: string): Promise<SheetRow[]> => {
  const found: SheetRow[] = [];
  for await (const row of rowsUnder(rows, columns, table)) {
    if (found.length === ROWS_MAX) throw new Problem(400, 'too-many-rows', { table, rowsMax: ROWS_MAX });
    found.push(row);
  }
  return found;
};
