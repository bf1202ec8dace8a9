import type { SQLInputValue } from 'node:sqlite';
import type { Branch } from '../access.js';
import type { Place } from '../cursor.js';
import type { Bound, CheckedFilter } from '../filter.js';
import type { FieldKind, Scalar, Sort } from '../port.js';
import { type Shape, storedFields } from '../shape.js';

/** A piece of SQL and the values of its question marks, in order. Values never become text. */
export type Sql = Readonly<{ text: string; values: readonly SQLInputValue[] }>;

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** The prefix keeps fields apart from the columns that every table has. */
export const column = (field: string): string => `"f_${field}"`;
export const tableOf = (build: string): string => quoted(`rows ${build}`);
export const indexOf = (build: string, index: number): string => quoted(`index ${index} of ${build}`);

export const bindable = (value: Scalar): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value);

export const joined = (parts: readonly Sql[], separator: string): Sql => ({
  text: parts.map(({ text }) => text).join(separator),
  values: parts.flatMap(({ values }) => values),
});

const TYPES: Record<FieldKind, string> = { string: 'TEXT', number: 'REAL', boolean: 'INTEGER' };

export const createTable = (build: string, shape: Shape): string => {
  const columns = storedFields(shape).map(([field, kind]) => `, ${column(field)} ${TYPES[kind]}`);
  return `CREATE TABLE ${tableOf(build)} (key TEXT PRIMARY KEY NOT NULL, position TEXT NOT NULL, doc TEXT NOT NULL${columns.join('')})`;
};

export const createIndexes = (build: string, shape: Shape): readonly string[] =>
  shape.indexes.map(
    (fields, index) =>
      `CREATE INDEX IF NOT EXISTS ${indexOf(build, index)} ON ${tableOf(build)} (${[...fields.map(column), 'key'].join(', ')})`,
  );

const oneOf = (field: string, wanted: readonly Scalar[]): Sql => {
  const values = wanted.filter((value) => value !== null).map(bindable);
  const parts: string[] = [];
  if (values.length === 1) parts.push(`${column(field)} = ?`);
  if (values.length > 1) parts.push(`${column(field)} IN (${values.map(() => '?').join(', ')})`);
  if (values.length < wanted.length) parts.push(`${column(field)} IS NULL`);
  return { text: parts.length > 1 ? `(${parts.join(' OR ')})` : parts.join(''), values };
};

/** `+` keeps a bound from being chosen as the place where the index is entered. */
const within = ({ field, op, value }: Bound, plus: '' | '+' = ''): Sql => ({ text: `${plus}${column(field)} ${op} ?`, values: [value] });

/** LIKE would stop at a NUL character and needs escapes; instr does neither. */
const containing = (text: string, fields: readonly string[]): Sql => ({
  text: `(${fields.map((field) => `instr(lower(${column(field)}), ?) > 0`).join(' OR ')})`,
  values: fields.map(() => text),
});

/** The conditions on the leading fields of an index. */
export const limits = (filter: CheckedFilter, fields: readonly string[]): readonly Sql[] => [
  ...fields.flatMap((field) => (filter.sets.has(field) ? [oneOf(field, filter.sets.get(field) ?? [])] : [])),
  ...filter.bounds.filter(({ field }) => fields.includes(field)).map((bound) => within(bound)),
];

/**
 * All conditions of a filter, with the fields that a branch fixes narrowed to its values. `entry` is where a cursor enters the
 * index of the sort field: a bound on the same side must not be taken for it, or each page would walk over the pages before.
 */
export const conditions = (shape: Shape, filter: CheckedFilter, branch: Branch = new Map(), entry?: Sort): readonly Sql[] => {
  const side = entry && (entry.direction === 'asc' ? '>' : '<');
  const sets = [...filter.sets].map(([field, values]) => oneOf(field, branch.has(field) ? [branch.get(field) ?? null] : values));
  const bounds = filter.bounds.map((bound) => within(bound, side && bound.field === entry.field && bound.op.startsWith(side) ? '+' : ''));
  return [...sets, ...bounds, ...(filter.text === undefined ? [] : [containing(filter.text, shape.text)])];
};

const LEAST: Record<FieldKind, string | number> = { string: '', number: -Infinity, boolean: 0 };

/** `IS NOT NULL` in a form that enters an index. */
const present = (shape: Shape, field: string): Sql => ({ text: `${column(field)} >= ?`, values: [LEAST[shape.fields[field] ?? 'string']] });

/**
 * What is left of the order after a place, as stretches that follow one another, each of which an index can enter directly:
 * rows without the sort field stand first ascending and last descending.
 */
export const stretchesAfter = (shape: Shape, sort: Sort | undefined, { value, key }: Place): readonly Sql[] => {
  const op = sort?.direction === 'desc' ? '<' : '>';
  const keyed: Sql = { text: `key ${op} ?`, values: [key] };
  if (!sort) return [keyed];
  const absent: Sql = { text: `${column(sort.field)} IS NULL`, values: [] };
  const first: Sql =
    value === null
      ? joined([absent, keyed], ' AND ')
      : { text: `(${column(sort.field)}, key) ${op} (?, ?)`, values: [bindable(value), key] };
  if (sort.direction === 'asc') return value === null ? [first, present(shape, sort.field)] : [first];
  return value === null ? [first] : [first, absent];
};

const where = (parts: readonly Sql[]): Sql => {
  const all = joined(parts, ' AND ');
  return parts.length === 0 ? all : { text: ` WHERE ${all.text}`, values: all.values };
};

/** `source` is a table, with or without the index to use. */
export const select = (columns: string, source: string, parts: readonly Sql[], rest: Sql = { text: '', values: [] }): Sql =>
  joined([{ text: `SELECT ${columns} FROM ${source}`, values: [] }, where(parts), rest], '');
