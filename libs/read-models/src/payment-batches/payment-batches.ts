import type { LineOutcome } from '#domain/payment-batch/payment-batch.events';
import type { BatchStatus } from '#domain/payment-batch/payment-batch.state';
import { batchIdOf, type BatchSeen } from '../batch-folds.js';
import type { View } from '../view.js';

/** A list of payments as it stands; its lines are rows of `batch-lines`. Counts and sums are of the lines that were not dropped. */
export type PaymentBatchRow = Readonly<{
  batchId: string;
  unitId: string;
  title: string;
  status: BatchStatus;
  lines: number;
  dropped: number;
  totalFen: number;
  paidLines: number;
  paidFen: number;
  bouncedLines: number;
  bouncedFen: number;
  /** What the bank has not answered. */
  unansweredLines: number;
  unansweredFen: number;
  /** Rows of the bank's files that wait for a person. */
  unmatched: number;
  /** Account that drafted it, and the one that froze it. */
  preparedBy: string;
  frozenBy: string | null;
  signedOffBy: string | null;
  /** Of the lines as they were frozen. */
  digest: string | null;
  draftedOn: string;
  frozenOn: string | null;
  signedOffOn: string | null;
  /** Of the first file for the bank. */
  exportedAt: string | null;
  reconciledOn: string | null;
  statementFen: number | null;
  cancelledOn: string | null;
  lastChangedAt: string;
}>;

const drafted = ({ data, meta }: Extract<BatchSeen, { type: 'BatchDrafted' }>): PaymentBatchRow => ({
  batchId: data.batchId,
  unitId: data.unitId,
  title: data.title,
  status: 'drafted',
  lines: data.lines.length,
  dropped: 0,
  totalFen: data.totalFen,
  paidLines: 0,
  paidFen: 0,
  bouncedLines: 0,
  bouncedFen: 0,
  unansweredLines: data.lines.length,
  unansweredFen: data.totalFen,
  unmatched: 0,
  preparedBy: meta.by,
  frozenBy: null,
  signedOffBy: null,
  digest: null,
  draftedOn: data.draftedOn,
  frozenOn: null,
  signedOffOn: null,
  exportedAt: null,
  reconciledOn: null,
  statementFen: null,
  cancelledOn: null,
  lastChangedAt: meta.at,
});

const without = (row: PaymentBatchRow, amountFen: number): PaymentBatchRow => ({
  ...row,
  lines: row.lines - 1,
  dropped: row.dropped + 1,
  totalFen: row.totalFen - amountFen,
  unansweredLines: row.unansweredLines - 1,
  unansweredFen: row.unansweredFen - amountFen,
});

type Answers = Readonly<{ outcomes: readonly LineOutcome[]; paidFen: number; bouncedFen: number }>;

const answered = (row: PaymentBatchRow, { outcomes, paidFen, bouncedFen }: Answers): PaymentBatchRow => {
  const paidLines = outcomes.filter(({ outcome }) => outcome === 'paid').length;
  return {
    ...row,
    paidLines: row.paidLines + paidLines,
    paidFen: row.paidFen + paidFen,
    bouncedLines: row.bouncedLines + outcomes.length - paidLines,
    bouncedFen: row.bouncedFen + bouncedFen,
    unansweredLines: row.unansweredLines - outcomes.length,
    unansweredFen: row.unansweredFen - paidFen - bouncedFen,
  };
};

/** What a row that was looked into answers: a line, or nothing. */
const answersOf = (outcome: LineOutcome | undefined, amountFen: number): Answers => ({
  outcomes: outcome ? [outcome] : [],
  paidFen: outcome?.outcome === 'paid' ? amountFen : 0,
  bouncedFen: outcome?.outcome === 'bounced' ? amountFen : 0,
});

const changed = (row: PaymentBatchRow, { type, data, meta }: Exclude<BatchSeen, { type: 'BatchDrafted' }>): PaymentBatchRow => {
  switch (type) {
    case 'BatchLineDropped':
      return without(row, data.amountFen);
    case 'BatchFrozen':
      return { ...row, status: 'frozen', frozenOn: data.frozenOn, frozenBy: meta.by, digest: data.digest };
    case 'BatchSignedOff':
      return { ...row, status: 'signed_off', signedOffOn: data.signedOffOn, signedOffBy: meta.by };
    case 'BankFileExported':
      return { ...row, status: 'exported', exportedAt: row.exportedAt ?? meta.at };
    case 'BankResultImported':
      return { ...answered(row, data), unmatched: row.unmatched + data.unmatched.length };
    case 'UnmatchedRowResolved':
      return { ...answered(row, answersOf(data.outcome, data.amountFen ?? 0)), unmatched: row.unmatched - 1 };
    case 'BatchReconciled':
      return { ...row, status: 'reconciled', reconciledOn: data.reconciledOn, statementFen: data.statementFen };
    case 'BatchCancelled':
      return { ...row, status: 'cancelled', cancelledOn: data.cancelledOn };
  }
};

const fold = (row: PaymentBatchRow | null, event: BatchSeen): PaymentBatchRow | null => {
  if (event.type === 'BatchDrafted') return drafted(event);
  return row && { ...changed(row, event), lastChangedAt: event.meta.at };
};

/** 发放批次: a row for each list of payments, with what was paid, what bounced and what still waits. */
export const paymentBatches: View<PaymentBatchRow, BatchSeen> = {
  collection: {
    name: 'payment-batches',
    key: ({ batchId }) => batchId,
    fields: {
      batchId: 'string',
      unitId: 'string',
      title: 'string',
      status: 'string',
      unmatched: 'number',
      unansweredLines: 'number',
      totalFen: 'number',
      draftedOn: 'string',
      reconciledOn: 'string',
      lastChangedAt: 'string',
    },
    indexes: [
      ['lastChangedAt'],
      ['draftedOn'],
      ['unitId', 'lastChangedAt'],
      ['unitId', 'draftedOn'],
      ['unitId', 'status', 'lastChangedAt'],
      ['status', 'lastChangedAt'],
    ],
    text: ['title'],
  },
  version: 1,
  categories: ['paymentBatch'],
  keysOf: ({ stream }) => [batchIdOf(stream)],
  fold,
};
