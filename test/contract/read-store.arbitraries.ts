import fc from 'fast-check';
import type { CollectionShape, Condition, FieldKind, Query, Row, Scalar } from '#read-store/port';

/** Every kind of field, with and without an index, and a text field that is not a field of its own. */
export const SHAPE = {
  fields: { unit: 'string', status: 'string', name: 'string', members: 'number', urgent: 'boolean' },
  indexes: [['unit', 'status', 'members'], ['unit', 'name'], ['status', 'name'], ['members'], ['urgent', 'members']],
  text: ['name', 'alias'],
} satisfies Omit<CollectionShape, 'name'>;

/** Operators of both databases, wildcards, quotes, NUL, letters that fold oddly, and neighbours in UTF-8 that UTF-16 sorts otherwise. */
const HOSTILE = [
  '',
  'a',
  'A',
  'ab',
  'aB',
  'b',
  '%',
  '_',
  '\\',
  '$gt',
  '$where',
  '__proto__',
  'constructor',
  "'",
  '"',
  "'; DROP TABLE builds; --",
  '.*',
  '[a',
  '\\x00',
  '\u0000',
  'a\u0000b',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
  '😀',
  '张',
  '张三',
  'é',
  'É',
  '\u212a',
  'k',
  '\u0131',
  '{"$gt":""}',
  '1',
  '10',
];

const text = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const number = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(0.5, 2 ** 31, -(2 ** 31) - 1, Number.MAX_SAFE_INTEGER, 1e-300, 1e300),
);
const VALUES = { string: text, number, boolean: fc.boolean() } satisfies Record<FieldKind, fc.Arbitrary<Scalar>>;

const orAbsent = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) });

/** As it comes out of JSON: without undefined, without -0. */
const throughJson = (row: object): Row => JSON.parse(JSON.stringify(row)) as Row;

const row: fc.Arbitrary<Row> = fc
  .record({
    unit: orAbsent(text),
    status: orAbsent(fc.constantFrom('open', 'closed', '$gt')),
    name: orAbsent(text),
    alias: orAbsent(text),
    members: orAbsent(number),
    urgent: orAbsent(fc.boolean()),
    carried: fc.jsonValue({ maxDepth: 2 }),
  })
  .map(throughJson);

export const rows: fc.Arbitrary<ReadonlyMap<string, Row>> = fc
  .uniqueArray(fc.tuple(text, row), { selector: ([key]) => key, maxLength: 25 })
  .map((entries) => new Map(entries));

const FIELDS = Object.entries(SHAPE.fields) as [string, FieldKind][];
export const field: fc.Arbitrary<string> = fc.constantFrom(...FIELDS.map(([name]) => name));

const anyValue: fc.Arbitrary<Scalar> = fc.oneof(text, number, fc.boolean(), fc.constant(null));

/** Mostly of the field's kind; at times of another, which no row can match. */
const operand = (kind: FieldKind): fc.Arbitrary<Scalar> =>
  fc.oneof<fc.WeightedArbitrary<Scalar>[]>({ weight: 8, arbitrary: VALUES[kind] }, { weight: 1, arbitrary: anyValue });

const condition = (kind: FieldKind): fc.Arbitrary<Condition> => {
  // Bounds of the field's kind and of the other one, which no row can match.
  const bound: fc.Arbitrary<string | number> = fc.oneof(kind === 'number' ? number : text, kind === 'number' ? number : text, text, number);
  return fc.oneof(
    fc.record({ eq: operand(kind) }),
    fc.record({ in: fc.array(fc.oneof(operand(kind), fc.constant(null)), { maxLength: 5 }) }),
    fc.record({ prefix: text }),
    fc.record({ gt: bound, gte: bound, lt: bound, lte: bound }, { requiredKeys: [] }),
  );
};

const where = fc
  .array(
    fc.constantFrom(...FIELDS).chain(([name, kind]) => condition(kind).map((one) => [name, one] as const)),
    { maxLength: 3 },
  )
  .map(Object.fromEntries);

const sort = fc.record({ field, direction: fc.constantFrom('asc' as const, 'desc' as const) });

export const query: fc.Arbitrary<Query> = fc
  .tuple(where, fc.option(text, { nil: undefined, freq: 4 }), fc.option(sort, { nil: undefined, freq: 5 }), fc.integer({ min: 1, max: 12 }))
  .map(([conditions, sought, order, limit]) => ({
    where: conditions as Record<string, Condition>,
    limit,
    ...(sought === undefined ? {} : { text: sought }),
    ...(order === undefined ? {} : { sort: order }),
  }));
