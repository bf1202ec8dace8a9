/** A row of a view: plain JSON, with nothing a JSON round trip would change. */
export type Row = Readonly<Record<string, unknown>>;

export type FieldKind = 'string' | 'number' | 'boolean';

/** An index serves equality on its leading fields, and order on its last one (ties by key) where all before it are given. */
export type IndexDefinition = readonly string[];

/**
 * A collection declares all that may be asked of it. `fields` lists the top-level fields that queries may name, `text` those
 * searched by substring (names). Anything else in a row is carried along but cannot be queried.
 */
export type CollectionDefinition<T extends Row = Row> = Readonly<{
  name: string;
  key: (row: T) => string;
  fields: Readonly<Partial<Record<keyof T & string, FieldKind>>>;
  indexes: readonly IndexDefinition[];
  text?: readonly (keyof T & string)[];
}>;

/** What a store needs to know to lay out a view's rows; the key of a row comes with each change. */
export type CollectionShape = Omit<CollectionDefinition, 'key'>;

export type Scalar = string | number | boolean | null;

/**
 * One condition on one field. `eq` and `in` with null also match rows without the field; `prefix` is for strings; ranges compare
 * by code point (strings) or value (numbers) and never match null. A value of another kind than the field's matches no row.
 */
export type Condition =
  | Readonly<{ eq: Scalar }>
  | Readonly<{ in: readonly Scalar[] }>
  | Readonly<{ prefix: string }>
  | Readonly<{ gt?: string | number; gte?: string | number; lt?: string | number; lte?: string | number }>;

export type Filter = Readonly<Record<string, Condition>>;

export type Sort = Readonly<{ field: string; direction: 'asc' | 'desc' }>;

/** All of `where` and, unless empty, `text` as a substring (A-Z as a-z) of one of the collection's text fields. */
export type Query = Readonly<{
  where?: Filter;
  text?: string;
  /** Default: by key, ascending. Rows that lack the field (absent or null) come first ascending, last descending. */
  sort?: Sort;
  limit: number;
  /** The cursor of the page before. @throws {BadCursor} where it was not made for this sort. */
  after?: string;
}>;

export type Page<T> = Readonly<{ rows: readonly T[]; next?: string }>;

/** A stored row and the log position that last changed it. */
export type Stored<T> = Readonly<{ row: T; position: string }>;

/** The query names a field that the collection's definition does not declare. */
export class UnknownField extends TypeError {
  constructor(
    readonly collection: string,
    readonly field: string,
  ) {
    super(`${collection} has no field ${field} to query`);
    this.name = 'UnknownField';
  }
}

export class BadCursor extends Error {
  constructor() {
    super('cursor was not made by this query');
    this.name = 'BadCursor';
  }
}

/** No build of that name exists (any more). */
export class UnknownBuild extends Error {
  constructor(readonly build: string) {
    super(`there is no build ${build}`);
    this.name = 'UnknownBuild';
  }
}

/** Another instance holds the projection now, or it was switched: the batch was not applied. */
export class LeaseLost extends Error {
  constructor(readonly view: string) {
    super(`the lease of ${view} is held elsewhere`);
    this.name = 'LeaseLost';
  }
}

/** The store cannot be reached, or the view has no build yet; the batch may or may not have been applied, which its checkpoint tells. */
export class ReadStoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ReadStoreUnavailable';
  }
}

/** A row written (or, with `row: null`, removed) by an event at `position`. */
export type Change = Readonly<{ key: string; row: Row | null; position: string }>;

/**
 * A build is one physical copy of a view's rows (`case-board.v1#3`), with its own checkpoint. A view has one active build that
 * queries see; others are being built beside it or wait to be dropped.
 */
export type BuildState = Readonly<{ build: string; view: string; version: number; active: boolean; checkpoint: string }>;

export interface ReadCollection<T extends Row> {
  get(key: string): Promise<Stored<T> | undefined>;
  getMany(keys: readonly string[]): Promise<ReadonlyMap<string, Stored<T>>>;
  find(query: Query): Promise<Page<T>>;
  count(query: Pick<Query, 'where' | 'text'>): Promise<number>;
  /** Number of matching rows for each value of `field` (null and absent as the key ''). */
  countBy(field: string, query: Pick<Query, 'where' | 'text'>): Promise<Readonly<Record<string, number>>>;
}

/** Rows of one view to change together with its checkpoint; changes at or before the checkpoint it had are passed over. */
export type Batch = Readonly<{ build: string; changes: readonly Change[]; checkpoint: string }>;

/** Proof of the right to write: the store refuses a batch whose fence is not the current one. */
export type Lease = Readonly<{ name: string; owner: string; fence: number }>;

/**
 * What people look at: views of the event log, two adapters (`sqlite`, `mongodb`), one contract suite in test/contract.
 * Rows and checkpoint of a batch change together or not at all; a change at or before a row's position is passed over.
 */
export interface ReadStore {
  /**
   * Creates the tables and indexes of a view's build; does nothing where they exist. The first build of a view becomes active.
   * @throws {TypeError} where it exists with other fields or indexes: a changed definition needs a new version.
   */
  ensureBuild(definition: CollectionShape, version: number, build: string): Promise<void>;
  builds(view?: string): Promise<readonly BuildState[]>;
  /** The rows of a view: of its active build, or of the named one. */
  collection<T extends Row>(definition: CollectionDefinition<T>, build?: string): ReadCollection<T>;
  /** Checkpoint of a build; '' before the first batch. */
  checkpoint(build: string): Promise<string>;
  /** Applies all batches in one transaction. @throws {LeaseLost} where the lease is no longer held. */
  apply(lease: Lease, batches: readonly Batch[]): Promise<void>;
  /** Hex digest over keys and rows of a build, and the checkpoint it holds for, read as of one moment. */
  digest(build: string): Promise<Readonly<{ digest: string; checkpoint: string; rows: number }>>;
  /** Makes `build` the one that queries see, at once and for all processes. */
  activate(view: string, build: string): Promise<void>;
  /** Does nothing where it does not exist. @throws {TypeError} where it is the active one of several builds. */
  dropBuild(build: string): Promise<void>;
  /** Takes or renews the lease `name` for `ttlMs`; undefined where another owner holds it. */
  acquireLease(name: string, owner: string, ttlMs: number): Promise<Lease | undefined>;
  releaseLease(lease: Lease): Promise<void>;
  close(): Promise<void>;
}
