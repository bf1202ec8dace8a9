import type { UnmatchedCause, UnmatchedRow } from '#domain/payment-batch/payment-batch.events';
import { batchIdOf, unmatchedIn, type BatchSeen } from '../batch-folds.js';
import type { View } from '../view.js';

/** A row of a bank's file that answers no line by itself. A file has some thousands of rows at most, and each waits on its own. */
export type UnmatchedRowRow = Readonly<{
  /** Key: `unmatchedId` names it within its batch. */
  rowId: string;
  unmatchedId: string;
  batchId: string;
  /** Digest of the file, and the row's number in it. */
  resultId: string;
  row: number;
  cause: UnmatchedCause;
  lineNumber: number | null;
  amountFen: number | null;
  importedAt: string;
  waiting: boolean;
  /** The line it answers after all; null where a person found that it answers none. */
  answeredAidId: string | null;
  explanation: string | null;
  resolvedBy: string | null;
  resolvedAt: string | null;
}>;

type Imported = Extract<BatchSeen, { type: 'BankResultImported' }>;

const rowIdOf = (stream: string, unmatchedId: string): string => `${batchIdOf(stream)}:${unmatchedId}`;

const found = ({ stream, data, meta }: Imported, { unmatchedId, row, cause, lineNumber, amountFen }: UnmatchedRow): UnmatchedRowRow => ({
  rowId: rowIdOf(stream, unmatchedId),
  unmatchedId,
  batchId: batchIdOf(stream),
  resultId: data.resultId,
  row,
  cause,
  lineNumber: lineNumber ?? null,
  amountFen: amountFen ?? null,
  importedAt: meta.at,
  waiting: true,
  answeredAidId: null,
  explanation: null,
  resolvedBy: null,
  resolvedAt: null,
});

const unmatchedIdsOf = ({ type, data }: BatchSeen): readonly string[] => {
  if (type === 'BankResultImported') return data.unmatched.map(({ unmatchedId }) => unmatchedId);
  return type === 'UnmatchedRowResolved' ? [data.unmatchedId] : [];
};

const fold = (row: UnmatchedRowRow | null, event: BatchSeen, key: string): UnmatchedRowRow | null => {
  if (event.type === 'BankResultImported') {
    const unmatched = unmatchedIn(event.data.unmatched, key.slice(rowIdOf(event.stream, '').length));
    return unmatched ? found(event, unmatched) : row;
  }
  if (event.type !== 'UnmatchedRowResolved' || !row) return row;
  const { outcome, explanation } = event.data;
  return {
    ...row,
    waiting: false,
    answeredAidId: outcome?.aidId ?? null,
    explanation,
    resolvedBy: event.meta.by,
    resolvedAt: event.meta.at,
  };
};

/** 未匹配回单: the queue of rows of banks' files that wait for a person, and what became of each. */
export const unmatchedRows: View<UnmatchedRowRow, BatchSeen> = {
  collection: {
    name: 'unmatched-rows',
    key: ({ rowId }) => rowId,
    fields: {
      unmatchedId: 'string',
      batchId: 'string',
      resultId: 'string',
      row: 'number',
      cause: 'string',
      waiting: 'boolean',
      importedAt: 'string',
    },
    indexes: [
      ['batchId', 'row'],
      ['batchId', 'waiting', 'row'],
    ],
  },
  version: 1,
  categories: ['paymentBatch'],
  keysOf: (event) => unmatchedIdsOf(event).map((unmatchedId) => rowIdOf(event.stream, unmatchedId)),
  fold,
};
