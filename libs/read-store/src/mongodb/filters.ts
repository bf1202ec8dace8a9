import type { Document } from 'mongodb';
import type { Place } from '../cursor.js';
import type { Bound, CheckedFilter } from '../filter.js';
import type { FieldKind, Scalar, Sort } from '../port.js';
import type { Shape } from '../shape.js';

const path = (field: string): string => `f.${field}`;
const OPERATORS = { '>': '$gt', '>=': '$gte', '<': '$lt', '<=': '$lte' } as const;

const oneOf = (field: string, values: readonly Scalar[]): Document => ({
  [path(field)]: values.length === 1 ? { $eq: values[0] } : { $in: [...values] },
});

const within = ({ field, op, value }: Bound): Document => ({ [path(field)]: { [OPERATORS[op]]: value } });

/** Every ASCII character that is not a letter or digit stands as its code, so that none has a meaning of its own. */
const literally = (text: string): string =>
  text.replace(/[\0-/:-@[-`{-\x7f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);

const containing = (text: string, shape: Shape): Document => ({
  $or: shape.text.map((field) => ({ [`t.${field}`]: { $regex: literally(text) } })),
});

const all = (parts: readonly Document[]): Document => (parts.length === 0 ? {} : { $and: [...parts] });

/** Values only ever stand behind an operator, so that none of them is read as one. */
export const matching = (shape: Shape, filter: CheckedFilter, more: readonly Document[] = []): Document =>
  all([
    ...[...filter.sets].map(([field, values]) => oneOf(field, values)),
    ...filter.bounds.map(within),
    ...(filter.text === undefined ? [] : [containing(filter.text, shape)]),
    ...more,
  ]);

const LEAST: Record<FieldKind, Scalar> = { string: '', number: -Infinity, boolean: false };

/** What is left of the order after a place, as stretches that follow one another, each of which an index can enter directly. */
export const stretchesAfter = (shape: Shape, sort: Sort | undefined, { value, key }: Place): readonly Document[] => {
  const op = sort?.direction === 'desc' ? '$lt' : '$gt';
  if (!sort) return [{ _id: { [op]: key } }];
  const field = path(sort.field);
  const ties = { [field]: { $eq: value }, _id: { [op]: key } };
  const absent = { [field]: { $eq: null } };
  if (sort.direction === 'desc') return value === null ? [ties] : [ties, { [field]: { $lt: value } }, absent];
  const beyond = value === null ? { $gte: LEAST[shape.fields[sort.field] ?? 'string'] } : { $gt: value };
  return [ties, { [field]: beyond }];
};

export const order = (sort: Sort | undefined): Record<string, 1 | -1> => {
  const direction = sort?.direction === 'desc' ? -1 : 1;
  return sort ? { [path(sort.field)]: direction, _id: direction } : { _id: direction };
};
