import type { Change, CollectionDefinition, Lease, Query, ReadCollection, ReadStore, Row } from '#read-store/port';
import { SHAPE } from './read-store.arbitraries.js';

/** Where one store lives: each `open` is another instance, as of another process, on the same data. */
export type StorePlace = Readonly<{ open: () => Promise<ReadStore>; remove: () => Promise<void> }>;

export const OWNER = 'first instance';
export const LONG_MS = 60_000;

let serial = 0;
export const nextPosition = (): string => String((serial += 1)).padStart(12, '0');
export const freshView = (): string => `view-${(serial += 1)}`;

export const definitionOf = (name: string): CollectionDefinition => ({ ...SHAPE, name, key: (row) => String(row.id) });

export const put = (key: string, row: Row): Change => ({ key, row, position: nextPosition() });
export const remove = (key: string): Change => ({ key, row: null, position: nextPosition() });
export const lastOf = (changes: readonly Change[]): string => changes.at(-1)?.position ?? nextPosition();

export const mustLease = async (store: ReadStore, name: string, owner = OWNER, ttlMs = LONG_MS): Promise<Lease> => {
  const lease = await store.acquireLease(name, owner, ttlMs);
  if (!lease) throw new Error('the lease is held elsewhere');
  return lease;
};

/** The open store of a suite and where it lives; set before its tests run. */
export type Opened = { store: ReadStore; place: StorePlace };

/** One view with a build of its own, for one test. */
export const aView = async (store: ReadStore) => {
  const name = freshView();
  const definition = definitionOf(name);
  const build = `${name}.v1#1`;
  await store.ensureBuild(definition, 1, build);
  const lease = await mustLease(store, name);
  const apply = (...changes: Change[]) => store.apply(lease, [{ build, changes, checkpoint: lastOf(changes) }]);
  return { name, definition, build, lease, apply, collection: store.collection(definition) };
};

/** All pages, one after the other. */
export const everything = async (collection: ReadCollection<Row>, asked: Query): Promise<readonly Row[]> => {
  const found: Row[] = [];
  for (let after: string | undefined, more = true; more; more = after !== undefined) {
    const page = await collection.find({ ...asked, ...(after === undefined ? {} : { after }) });
    found.push(...page.rows);
    after = page.next;
    expect(page.rows.length).toBeLessThanOrEqual(asked.limit);
    expect(page.rows.length === asked.limit || after === undefined).toBe(true);
  }
  return found;
};

export const asText = (found: readonly Row[]): readonly string[] => found.map((row) => JSON.stringify(row));

export const eventually = async <T>(attempt: () => Promise<T | undefined>): Promise<T> => {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await new Promise((done) => setTimeout(done, 20))) {
    const result = await attempt();
    if (result !== undefined) return result;
  }
  throw new Error('it never came true');
};
