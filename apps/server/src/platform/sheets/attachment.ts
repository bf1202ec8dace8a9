import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import type { Row } from '#read-models/view';
import type { Query, ReadCollection } from '#read-store/port';
import { csvOf } from './csv.js';
import type { Pages, Sheet } from './sheet.js';
import { xlsxOf } from './xlsx.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv';
const ROWS_AT_ONCE = 500;

const binary = { schema: { type: 'string', format: 'binary' } };

/** The rows a query finds, page after page. Sort by what stays as it is while a long export runs. */
export async function* pagesOf<T extends Row>(
  rows: ReadCollection<T>,
  query: Pick<Query, 'where' | 'text' | 'sort'>,
): AsyncGenerator<readonly T[]> {
  let next: string | undefined;
  do {
    const page = await rows.find({ ...query, limit: ROWS_AT_ONCE, ...(next !== undefined && { after: next }) });
    yield page.rows;
    next = page.next;
    // A read from an embedded store is no pause by itself, and others are waiting.
    await turn();
  } while (next !== undefined);
}

/** Rows that are all there, for a sheet that is written page by page. */
export const onePage = <T>(rows: readonly T[]): Pages<T> => Readable.from([rows]);

const attachment = (content: Readable, type: string, name: string): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });

/** A CSV file to save, written while it is read; `name` goes without its ending. */
export const csvAttachment = <T>(sheet: Sheet<T>, pages: Pages<T>, name: string): StreamableFile =>
  attachment(Readable.from(csvOf(sheet, pages), { highWaterMark: 1 }), `${CSV}; charset=utf-8`, `${name}.csv`);

/** The same as a workbook. */
export const xlsxAttachment = <T>(sheet: Sheet<T>, pages: Pages<T>, name: string): StreamableFile =>
  attachment(xlsxOf(sheet, pages), XLSX, `${name}.xlsx`);

/** What a route that exports answers, for the OpenAPI document. */
export const ApiSheet = (kind: 'csv' | 'xlsx', description: string): MethodDecorator =>
  ApiOkResponse({ description, content: { [kind === 'csv' ? CSV : XLSX]: binary } });
