import type { CollectionShape, FieldKind, Row, Scalar } from './port.js';

/** The part of a definition that a build is made from; stored with the build, since later code may declare another. */
export type Shape = Readonly<{
  fields: Readonly<Record<string, FieldKind>>;
  indexes: readonly (readonly string[])[];
  text: readonly string[];
}>;

/** Kept in the names of tables and collections. */
const BUILD_NAME = /^[\w.#:-]{1,80}$/;

/** @throws {TypeError} */
export const checkBuildName = (build: string): void => {
  if (!BUILD_NAME.test(build)) throw new TypeError('a build is named by letters, digits and . _ # : -');
};

const FIELD_NAME = /^[A-Za-z][A-Za-z0-9]*$/;

/** @throws {TypeError} where a field's name is not plain letters and digits, or an index names an undeclared field. */
export const shapeOf = (definition: CollectionShape): Shape => {
  const fields: Record<string, FieldKind> = {};
  for (const [field, kind] of Object.entries(definition.fields)) if (kind) fields[field] = kind;
  const text: readonly string[] = definition.text ?? [];
  for (const field of [...Object.keys(fields), ...text]) {
    if (!FIELD_NAME.test(field)) throw new TypeError(`${definition.name}: ${field} cannot be the name of a field`);
  }
  for (const field of definition.indexes.flat()) {
    if (!Object.hasOwn(fields, field)) throw new TypeError(`${definition.name}: an index names ${field}, which is not a field`);
  }
  return { fields, indexes: definition.indexes, text };
};

/** All fields that a row is stored under beside its JSON, in a fixed order, each once. */
export const storedFields = (shape: Shape): readonly (readonly [string, FieldKind])[] => [
  ...Object.entries(shape.fields),
  ...shape.text.filter((field) => !Object.hasOwn(shape.fields, field)).map((field) => [field, 'string'] as const),
];

/** Whether a value can stand in a field of that kind. NaN equals nothing and so stands in none. */
export const isOfKind = (value: unknown, kind: FieldKind): value is string | number | boolean =>
  typeof value === kind && !Number.isNaN(value);

/** A row's value of a field, null where it is absent. @throws {TypeError} where it is not of the declared kind. */
export const fieldValue = (row: Row, field: string, kind: FieldKind): Scalar => {
  const value = row[field];
  if (value === undefined || value === null) return null;
  if (!isOfKind(value, kind) || (Math.abs(Number(value)) === Infinity && kind === 'number')) {
    throw new TypeError(`field ${field} of a row is not a ${kind}`);
  }
  return value;
};

/** A-Z as a-z and nothing else, which every adapter can do alike. */
export const foldCase = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** As UTF-8 would keep it: halves of a surrogate pair standing alone become U+FFFD. */
export const wellFormed = (text: string): string => Buffer.from(text).toString();
