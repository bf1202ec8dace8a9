import { setImmediate as turn } from 'node:timers/promises';
import { writeCursor } from '#read-store/cursor';
import type { CollectionDefinition, Filter, Page, ReadCollection, Row, Sort } from '#read-store/port';

const ROWS_AT_ONCE = 500;

type Asked = Readonly<{ where: Filter; sort: Sort; limit: number; cursor?: string | undefined }>;

type Found<T, Shown> = Readonly<{ row: T; shown: Shown }>;

/**
 * A page of what `pick` makes of the rows a query finds: rows that it leaves out are passed over, and the next page begins after the
 * last one shown.
 * @throws {BadCursor}
 */
export const pickedPage = async <T extends Row, Shown>(
  rows: ReadCollection<T>,
  { key }: Pick<CollectionDefinition<T>, 'key'>,
  { where, sort, limit, cursor }: Asked,
  pick: (row: T) => Shown | undefined,
): Promise<Page<Shown>> => {
  const found: Found<T, Shown>[] = [];
  for (let after = cursor; ; await turn()) {
    const page = await rows.find({ where, sort, limit: ROWS_AT_ONCE, ...(after !== undefined && { after }) });
    for (const row of page.rows) {
      const shown = pick(row);
      if (shown !== undefined) found.push({ row, shown });
    }
    after = page.next;
    if (after === undefined || found.length > limit) break;
  }
  const shown = found.slice(0, limit).map((each) => each.shown);
  const last = found.length > limit ? found[limit - 1] : undefined;
  return last ? { rows: shown, next: writeCursor(sort, { value: valueOf(last.row, sort), key: key(last.row) }) } : { rows: shown };
};

const valueOf = (row: Row, { field }: Sort): string | null => {
  const value = row[field];
  return typeof value === 'string' ? value : null;
};
