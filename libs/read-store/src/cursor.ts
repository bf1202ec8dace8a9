import { BadCursor, type Scalar, type Sort } from './port.js';
import { isOfKind, type Shape } from './shape.js';

/** The last row of a page: its value of the sort field (null when sorted by key) and its key. */
export type Place = Readonly<{ value: Scalar; key: string }>;

/** Opaque text for the place after which the next page starts; it holds for this sort only. */
export const writeCursor = (sort: Sort | undefined, { value, key }: Place): string =>
  Buffer.from(JSON.stringify([sort?.field ?? '', sort?.direction ?? 'asc', value, key])).toString('base64url');

const parsed = (cursor: string): unknown => {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.toString('base64url') !== cursor) throw new BadCursor();
  try {
    return JSON.parse(bytes.toString());
  } catch {
    throw new BadCursor();
  }
};

/** @throws {BadCursor} where the text is not a cursor of this sort. */
export const readCursor = (shape: Shape, sort: Sort | undefined, cursor: string): Place => {
  const parts = parsed(cursor);
  if (!Array.isArray(parts) || parts.length !== 4) throw new BadCursor();
  const [field, direction, value, key] = parts as unknown[];
  const kind = sort && shape.fields[sort.field];
  const fits = value === null || (kind !== undefined && isOfKind(value, kind));
  if (field !== (sort?.field ?? '') || direction !== (sort?.direction ?? 'asc') || !fits || typeof key !== 'string') throw new BadCursor();
  return { value, key };
};
