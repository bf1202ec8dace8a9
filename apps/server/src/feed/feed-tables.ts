import type { Cells, SheetRow } from '#domain/import/cells';
import { narrow } from '#domain/import/cells';
import type { FeedFormat } from '#domain/feed/feed.events';
import { Problem } from '../platform/problem.js';
import { readCsv } from '../platform/tables/csv.js';
import { rowsUnder, type TextRow } from '../platform/tables/table.js';
import { readFirstSheet } from '../platform/tables/workbook.js';

/** A department's file: its parts one after the other, the columns it must have, and what refusals call it. */
export type FeedTable = Readonly<{ format: FeedFormat; parts: AsyncIterable<Buffer>; columns: readonly string[]; table: string }>;

/** Whoever reads the rows; a workbook is only let go of when all were taken or it throws. */
type Taker = (rows: AsyncIterable<Pick<SheetRow, 'cells'>>) => Promise<void>;

const whole = async (parts: AsyncIterable<Buffer>): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of parts) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** What goes wrong while a sheet is read is the workbook's fault, and told apart from what its reader throws. */
async function* soundRows(rows: AsyncIterable<TextRow>): AsyncGenerator<TextRow> {
  try {
    yield* rows;
  } catch (error) {
    throw error instanceof Problem ? error : new Problem(400, 'not-a-workbook');
  }
}

const takeWorkbook = async ({ parts, columns, table }: FeedTable, take: Taker): Promise<void> => {
  let failure: unknown;
  const reading = readFirstSheet(await whole(parts), async (rows) => {
    await take(rowsUnder(soundRows(rows), columns, table)).catch((error: unknown) => {
      failure = error;
      throw error;
    });
  });
  await reading.catch((error: unknown) => {
    throw failure ?? error;
  });
};

/** Rows that came as objects. @throws {Problem} `column-missing` with those that any row lacks */
async function* objectRows({ parts, columns, table }: FeedTable): AsyncGenerator<Pick<SheetRow, 'cells'>> {
  const rows = JSON.parse((await whole(parts)).toString()) as readonly Readonly<Record<string, string>>[];
  const named = rows.map((row): Cells => Object.fromEntries(Object.entries(row).map(([column, cell]) => [narrow(column), cell])));
  const missing = columns.filter((column) => named.some((cells) => !Object.hasOwn(cells, column)));
  if (missing.length > 0) throw new Problem(400, 'column-missing', { table, columns: missing });
  for (const cells of named) yield { cells };
}

/**
 * Hands the rows of a department's file to `take`, in their order. CSV is read as it comes; a workbook and rows that came as
 * objects are small and in memory as a whole.
 * @throws {Problem} `column-missing`, `column-repeated`, `csv-malformed`, `encoding-unknown`, `not-a-table`, `not-a-workbook`,
 * `workbook-too-large`, and what `take` throws
 */
export const takeRows = async (file: FeedTable, take: Taker): Promise<void> => {
  switch (file.format) {
    case 'csv':
      return take(rowsUnder(readCsv(file.parts), file.columns, file.table));
    case 'xlsx':
      return takeWorkbook(file, take);
    case 'json':
      return take(objectRows(file));
  }
};

/**
 * Looks whether a file can be read and has rows: all of a workbook, of CSV the headings and a row.
 * @throws {Problem} those of `takeRows`, `file-empty`
 */
export const requireReadable = async (file: FeedTable): Promise<void> => {
  let rows = 0;
  await takeRows(file, async (found) => {
    for await (const _ of found) {
      rows += 1;
      if (file.format === 'csv') break;
    }
  });
  if (rows === 0) throw new Problem(400, 'file-empty', { table: file.table });
};
