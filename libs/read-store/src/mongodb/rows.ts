import type { AnyBulkWriteOperation, ClientSession, Document } from 'mongodb';
import type { Change, Row } from '../port.js';
import { fieldValue, foldCase, type Shape, storedFields } from '../shape.js';
import type { Connection, RowDocument } from './connection.js';

const documentOf = (shape: Shape, key: string, row: Row, position: string): RowDocument => {
  const f: Document = {};
  const t: Document = {};
  for (const [field, kind] of storedFields(shape)) f[field] = fieldValue(row, field, kind);
  for (const field of shape.text) t[field] = typeof f[field] === 'string' ? foldCase(f[field]) : null;
  return { _id: key, position, doc: JSON.stringify(row), f, t };
};

const replacement = (shape: Shape, { key, row, position }: Change): AnyBulkWriteOperation<RowDocument> => {
  const filter = { _id: { $eq: key } };
  return row === null
    ? { deleteOne: { filter } }
    : { replaceOne: { filter, replacement: documentOf(shape, key, row, position), upsert: true } };
};

type Target = Readonly<{ connection: Connection; session: ClientSession; build: string; shape: Shape }>;

/** Row by row, so that a query that runs meanwhile finds each row in its old form or its new one. */
export const replaceRows = async ({ connection, session, build, shape }: Target, changes: readonly Change[]): Promise<void> => {
  if (changes.length === 0) return;
  const operations = changes.map((change) => replacement(shape, change));
  await connection.rows(build).bulkWrite(operations, { ordered: false, session });
};

/** Twice as fast as replacing, for a build that no query sees yet. */
export const rewriteRows = async ({ connection, session, build, shape }: Target, changes: readonly Change[]): Promise<void> => {
  if (changes.length === 0) return;
  const rows = connection.rows(build);
  const documents = changes.flatMap(({ key, row, position }) => (row === null ? [] : [documentOf(shape, key, row, position)]));
  await rows.deleteMany({ _id: { $in: changes.map(({ key }) => key) } }, { session });
  if (documents.length > 0) await rows.insertMany(documents, { ordered: false, session });
};
