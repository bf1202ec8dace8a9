import { type Condition, type Filter, type Query, ReadStoreUnavailable, type Scalar, UnknownField } from './port.js';
import { foldCase, isOfKind, type Shape, wellFormed } from './shape.js';

export type Bound = Readonly<{ field: string; op: '>' | '>=' | '<' | '<='; value: string | number }>;

/** A query's conditions in the few forms that both adapters translate. */
export type CheckedFilter = Readonly<{
  /** No row can match, whatever is stored. */
  never: boolean;
  /** Fields that must have one of these values, each listed once. */
  sets: ReadonlyMap<string, readonly Scalar[]>;
  bounds: readonly Bound[];
  /** Case-folded substring of one of the text fields. */
  text: string | undefined;
}>;

const RANGE = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** Enough for every unit of a province; more is a mistake and would strain both databases. */
const MAX_SET_SIZE = 10_000;

/** The first string after all strings that start with `prefix`; undefined where there is none. */
const afterPrefix = (prefix: string): string | undefined => {
  const points = Array.from(wellFormed(prefix), (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // The code points between are surrogates, which no text holds.
  return String.fromCodePoint(...points, last === 0xd7ff ? 0xe000 : last + 1);
};

class FilterBuilder {
  never = false;
  readonly sets = new Map<string, readonly Scalar[]>();
  readonly bounds: Bound[] = [];

  constructor(
    private readonly shape: Shape,
    private readonly collection: string,
  ) {}

  add(field: string, condition: Condition): void {
    if (!Object.hasOwn(this.shape.fields, field)) throw new UnknownField(this.collection, field);
    for (const [op, operand] of Object.entries(condition) as [string, unknown][]) {
      if (op === 'eq') this.addSet(field, [operand]);
      else if (op === 'in') this.addSet(field, Array.isArray(operand) ? operand : []);
      else if (op === 'prefix') this.addPrefix(field, operand);
      else if (Object.hasOwn(RANGE, op)) this.addBound(field, RANGE[op as keyof typeof RANGE], operand);
      else throw new TypeError(`${this.collection}: ${field} has an unknown condition`);
    }
  }

  private addSet(field: string, values: readonly unknown[]): void {
    if (values.length > MAX_SET_SIZE) throw new TypeError(`${this.collection}: ${field} is compared with more than ${MAX_SET_SIZE} values`);
    const kind = this.kindOf(field);
    const wanted = new Set<Scalar>();
    for (const value of values)
      if (value === null || isOfKind(value, kind)) wanted.add(typeof value === 'string' ? wellFormed(value) : value);
    const known = this.sets.get(field);
    const left = known ? known.filter((value) => wanted.has(value)) : [...wanted];
    this.sets.set(field, left);
    if (left.length === 0) this.never = true;
  }

  private addPrefix(field: string, prefix: unknown): void {
    if (typeof prefix !== 'string') {
      this.never = true;
      return;
    }
    this.addBound(field, '>=', prefix);
    this.addBound(field, '<', afterPrefix(prefix));
  }

  private addBound(field: string, op: Bound['op'], value: unknown): void {
    if (value === undefined) return;
    const fits = isOfKind(value, this.kindOf(field)) && typeof value !== 'boolean';
    if (fits) this.bounds.push({ field, op, value });
    else this.never = true;
  }

  private kindOf(field: string) {
    const kind = this.shape.fields[field];
    if (!kind) throw new UnknownField(this.collection, field);
    return kind;
  }
}

/** @throws {UnknownField} where a condition names a field that is not declared, or text is sought where none is. */
export const checkFilter = (collection: string, shape: Shape, query: Readonly<{ where?: Filter; text?: string }>): CheckedFilter => {
  const filter = new FilterBuilder(shape, collection);
  for (const [field, condition] of Object.entries(query.where ?? {})) filter.add(field, condition);
  if (query.text && shape.text.length === 0) throw new UnknownField(collection, 'text');
  return {
    never: filter.never,
    sets: filter.sets,
    bounds: filter.bounds,
    text: query.text ? foldCase(wellFormed(query.text)) : undefined,
  };
};

/** Rows of one page; larger reads are made of several. */
const MAX_LIMIT = 10_000;

/** @throws {UnknownField} for an undeclared sort field. @throws {RangeError} for a limit that is no whole number from 1 to 10,000. */
export const checkPaging = (collection: string, shape: Shape, { sort, limit }: Pick<Query, 'sort' | 'limit'>): void => {
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) throw new RangeError(`${collection}: a page has 1 to ${MAX_LIMIT} rows`);
  if (sort && !Object.hasOwn(shape.fields, sort.field)) throw new UnknownField(collection, sort.field);
};

/**
 * While a new version of a view is built, queries see a build made from the old definition, which may lack a field.
 * @throws {ReadStoreUnavailable} where it does, until the new build is activated.
 */
export const requireFields = (collection: string, built: Shape, filter: CheckedFilter, ordered: string | undefined): void => {
  const asked = [...filter.sets.keys(), ...filter.bounds.map(({ field }) => field), ...(ordered === undefined ? [] : [ordered])];
  const missing = asked.some((field) => !Object.hasOwn(built.fields, field)) || (filter.text !== undefined && built.text.length === 0);
  if (missing) throw new ReadStoreUnavailable(`view ${collection} is being rebuilt with what this query asks for`);
};
