import type { Row } from '#read-models/view';
import type { Query, ReadCollection } from '#read-store/port';

const PAGE = 200;

/** All rows that a query finds, a page at a time. */
export async function* rowsOf<T extends Row>(rows: ReadCollection<T>, query: Omit<Query, 'limit' | 'after'>): AsyncGenerator<readonly T[]> {
  for (let after: string | undefined; ;) {
    const page = await rows.find({ ...query, limit: PAGE, ...(after !== undefined && { after }) });
    yield page.rows;
    if (page.next === undefined) return;
    after = page.next;
  }
}
