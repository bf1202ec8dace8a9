import type { CollectionShape, Condition, Query, Row, Scalar } from '#read-store/port';

/** The answers that a read store must give, worked out from plain rows in the most obvious way; it shares no code with the adapters. */
export type Model = Readonly<{
  find: (query: Omit<Query, 'limit' | 'after'>) => readonly (readonly [string, Row])[];
  count: (query: Pick<Query, 'where' | 'text'>) => number;
  countBy: (field: string, query: Pick<Query, 'where' | 'text'>) => Readonly<Record<string, number>>;
}>;

/** By code point, as UTF-8 sorts, where JavaScript's `<` goes by halves of surrogate pairs. */
const compareText = (one: string, other: string): number => {
  const [left, right] = [Array.from(one), Array.from(other)];
  for (const [place, character] of left.entries()) {
    const against = right[place];
    if (against === undefined) return 1;
    if (character !== against) return (character.codePointAt(0) ?? 0) - (against.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
};

const rank = (value: Scalar): number => (value === null ? 0 : 1);

const compare = (one: Scalar, other: Scalar): number => {
  if (typeof one === 'string' && typeof other === 'string') return compareText(one, other);
  return one === null || other === null ? rank(one) - rank(other) : Number(one) - Number(other);
};

const valueOf = (row: Row, field: string): Scalar => (row[field] ?? null) as Scalar;

const RANGES: Readonly<Record<string, (order: number) => boolean>> = {
  gt: (order) => order > 0,
  gte: (order) => order >= 0,
  lt: (order) => order < 0,
  lte: (order) => order <= 0,
};

const meets = (value: Scalar, condition: Condition): boolean =>
  Object.entries(condition).every(([op, operand]: [string, unknown]) => {
    if (op === 'eq') return value === operand;
    if (op === 'in') return (operand as readonly Scalar[]).includes(value);
    if (op === 'prefix') return typeof value === 'string' && value.startsWith(String(operand));
    const comparable = value !== null && typeof value === typeof operand && typeof value !== 'boolean';
    return comparable && RANGES[op]?.(compare(value, operand as Scalar)) === true;
  });

const folded = (text: string): string => Array.from(text, (one) => (one >= 'A' && one <= 'Z' ? one.toLowerCase() : one)).join('');

const mentions = (row: Row, fields: readonly string[], text: string): boolean =>
  fields.some((field) => typeof row[field] === 'string' && folded(row[field]).includes(folded(text)));

export const modelOf = (shape: CollectionShape, rows: ReadonlyMap<string, Row>): Model => {
  const matching = ({ where = {}, text = '' }: Pick<Query, 'where' | 'text'>) =>
    [...rows].filter(([, row]) => {
      const met = Object.entries(where).every(([field, condition]) => meets(valueOf(row, field), condition));
      return met && (text === '' || mentions(row, shape.text ?? [], text));
    });
  return {
    find: ({ sort, ...query }) => {
      const sign = sort?.direction === 'desc' ? -1 : 1;
      const order = (one: Row, other: Row) => (sort ? compare(valueOf(one, sort.field), valueOf(other, sort.field)) : 0);
      return matching(query).sort(([key, row], [otherKey, other]) => sign * (order(row, other) || compareText(key, otherKey)));
    },
    count: (query) => matching(query).length,
    countBy: (field, query) => {
      const counts = new Map<string, number>();
      for (const [, row] of matching(query)) {
        const value = String(valueOf(row, field) ?? '');
        counts.set(value, (counts.get(value) ?? 0) + 1);
      }
      return Object.fromEntries(counts);
    },
  };
};
