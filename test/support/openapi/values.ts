import fc from 'fast-check';
import { bankCardOf, idNumberOf } from '../people.js';
import type { Resolve, Schema } from './document.js';

/** Values of things that exist, by the name of the field that holds them. */
export type Known = (field: string) => readonly string[];

/** Stands in every free text, so that it is recognised wherever it should not turn up. */
export const CANARY = 'qxcanaryxq';

type Any = fc.Arbitrary<unknown>;

const day = (year: number, month: number, date: number): string =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

const days: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(fc.integer({ min: 2021, max: 2023 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
      .map((parts) => day(...parts)),
  },
  { weight: 4, arbitrary: fc.integer({ min: 10, max: 28 }).map((date) => day(2022, 1, date)) },
  { weight: 1, arbitrary: fc.constantFrom('0001-01-01', '1582-10-10', '1899-12-31', '2020-02-29', '2100-03-01', '9999-12-31') },
);

const idNumbers = fc
  .tuple(
    fc.integer({ min: 1930, max: 2021 }),
    fc.integer({ min: 1, max: 12 }),
    fc.integer({ min: 1, max: 28 }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([year, month, date, sequence]) => idNumberOf(day(year, month, date), sequence));

const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: days,
  uuid: fc.uuid(),
  'resident-id-number': idNumbers,
  'bank-card': fc.nat({ max: 999_999_999 }).map(bankCardOf),
};

const words = ({ minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> =>
  fc
    .string({ unit: fc.constantFrom(...'中文字母 abcXYZ,。1'), maxLength: 60 })
    .map((text) => `${CANARY.slice(0, maxLength)}${text}`.slice(0, maxLength).padEnd(minLength, 'x').trim());

const texts = (schema: Schema, field: string, known: Known): fc.Arbitrary<string> => {
  const existing = known(field);
  // A pattern that asks only for something visible is met by any words.
  const isFree = schema.pattern === undefined || schema.pattern === '\\S' || schema.pattern.includes('\\S(.*');
  const formed = formats[schema.format ?? ''] ?? (isFree ? words(schema) : fc.stringMatching(new RegExp(schema.pattern)));
  return existing.length === 0
    ? formed
    : fc.oneof({ weight: 12, arbitrary: fc.constantFrom(...existing) }, { weight: 1, arbitrary: formed });
};

const wholes = ({ minimum = -1_000_000, maximum = Number.MAX_SAFE_INTEGER }: Schema, existing: readonly string[]): fc.Arbitrary<number> =>
  fc.oneof(
    ...existing.map((value) => ({ weight: 4, arbitrary: fc.constant(Number(value)) })),
    { weight: 6, arbitrary: fc.integer({ min: minimum, max: Math.min(maximum, Math.max(minimum, 0) + 200_000) }) },
    { weight: 1, arbitrary: fc.constantFrom(minimum, maximum) },
  );

/** Values that the schema allows, with things that exist where a field names one. */
export const valuesOf = (given: Schema, field: string, known: Known, resolve: Resolve): Any => {
  const schema = resolve(given);
  const inner = (part: Schema, name: string): Any => valuesOf(part, name, known, resolve);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map((one) => inner(one, field)));
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map((part) => inner(part, field))).map((parts) => Object.assign({}, ...parts) as unknown);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  switch (schema.type) {
    case 'integer':
    case 'number':
      return wholes(schema, known(field));
    case 'boolean':
      return fc.boolean();
    case 'array': {
      const items = inner(schema.items ?? {}, field);
      const size = { minLength: schema.minItems ?? 0, maxLength: Math.min(schema.maxItems ?? 4, 4) };
      return schema.uniqueItems ? fc.uniqueArray(items, { ...size, selector: JSON.stringify }) : fc.array(items, size);
    }
    case 'object':
      return isOpen(schema) && known(field).length > 0
        ? fc.constantFrom(...known(field).map((text) => JSON.parse(text) as unknown))
        : objects(schema, inner);
    case 'string':
      return texts(schema, field, known);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
};

/** An object whose names the schema leaves open: what stands there may be known all the same, as JSON. */
const isOpen = ({ properties, additionalProperties }: Schema): boolean =>
  properties === undefined && typeof additionalProperties === 'object';

const objects = ({ properties = {}, required = [] }: Schema, inner: (part: Schema, name: string) => Any): Any =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, inner(part, name)])), {
    requiredKeys: [...required],
    noNullPrototype: true,
  });
