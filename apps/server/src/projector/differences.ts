import { canonicalJson } from '#event-store/envelope';
import type { AnyView } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';

/** Of rows that differ so many are named. */
const KEYS_TOLD = 20;
const PAGE_ROWS = 200;

type KeyedRow = Readonly<{ key: string; text: string }>;

async function* rowsOf(store: ReadStore, { collection }: AnyView, build: string): AsyncGenerator<KeyedRow, undefined> {
  const rows = store.collection(collection, build);
  for (let after: string | undefined; ;) {
    const page = await rows.find({ limit: PAGE_ROWS, ...(after === undefined ? {} : { after }) });
    for (const row of page.rows) yield { key: collection.key(row), text: canonicalJson(row) };
    if (page.next === undefined) return undefined;
    after = page.next;
  }
}

/** Keys of rows that two builds of a view do not have alike, the first twenty of them. Both are walked once, in order of keys. */
export const differingKeys = async (store: ReadStore, view: AnyView, one: string, other: string): Promise<readonly string[]> => {
  const [left, right] = [rowsOf(store, view, one), rowsOf(store, view, other)];
  const keys: string[] = [];
  let [a, b] = [(await left.next()).value, (await right.next()).value];
  while ((a || b) && keys.length < KEYS_TOLD) {
    const takesLeft = a !== undefined && (b === undefined || a.key <= b.key);
    const takesRight = b !== undefined && (a === undefined || b.key <= a.key);
    if (a?.key !== b?.key || a?.text !== b?.text) keys.push((takesLeft ? a : b)!.key);
    if (takesLeft) a = (await left.next()).value;
    if (takesRight) b = (await right.next()).value;
  }
  return keys;
};
