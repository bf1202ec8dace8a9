import type { BounceReason } from '#domain/aid/aid.terms';
import type { BatchLine, LineOutcome } from '#domain/payment-batch/payment-batch.events';
import { batchIdOf, lineIn, outcomeIn, type BatchSeen } from '../batch-folds.js';
import type { View } from '../view.js';

/** One payment of a list and what the bank said of it. Whom it goes to, and to which card, only the aid knows. */
export type BatchLineRow = Readonly<{
  lineId: string;
  batchId: string;
  unitId: string;
  lineNumber: number;
  aidId: string;
  householdId: string;
  payeePersonId: string;
  fundId: string;
  amountFen: number;
  dropped: boolean;
  /** Why it was dropped. */
  dropCode: string | null;
  outcome: LineOutcome['outcome'] | null;
  /** Why it bounced. */
  reason: BounceReason | null;
  paidOn: string | null;
  bouncedOn: string | null;
}>;

/** Key of a line: a list names an aid once. */
export const lineIdOf = (batchId: string, aidId: string): string => `${batchId}:${aidId}`;

const drafted = (line: BatchLine, batchId: string, unitId: string): BatchLineRow => ({
  lineId: lineIdOf(batchId, line.aidId),
  batchId,
  unitId,
  lineNumber: line.lineNumber,
  aidId: line.aidId,
  householdId: line.householdId,
  payeePersonId: line.payeePersonId,
  fundId: line.fundId,
  amountFen: line.amountFen,
  dropped: false,
  dropCode: null,
  outcome: null,
  reason: null,
  paidOn: null,
  bouncedOn: null,
});

const answered = (row: BatchLineRow, answer: LineOutcome): BatchLineRow =>
  answer.outcome === 'paid'
    ? { ...row, outcome: 'paid', paidOn: answer.paidOn }
    : { ...row, outcome: 'bounced', bouncedOn: answer.bouncedOn, reason: answer.reason };

const aidIdsOf = ({ type, data }: BatchSeen): readonly string[] => {
  switch (type) {
    case 'BatchDrafted':
      return data.lines.map(({ aidId }) => aidId);
    case 'BatchLineDropped':
      return [data.aidId];
    case 'BankResultImported':
      return data.outcomes.map(({ aidId }) => aidId);
    case 'UnmatchedRowResolved':
      return data.outcome ? [data.outcome.aidId] : [];
    case 'BatchFrozen':
    case 'BatchSignedOff':
    case 'BankFileExported':
    case 'BatchReconciled':
    case 'BatchCancelled':
      return [];
  }
};

const opened = ({ data }: Extract<BatchSeen, { type: 'BatchDrafted' }>, aidId: string): BatchLineRow | null => {
  const line = lineIn(data.lines, aidId);
  return line ? drafted(line, data.batchId, data.unitId) : null;
};

const changed = (row: BatchLineRow, { type, data }: Exclude<BatchSeen, { type: 'BatchDrafted' }>): BatchLineRow => {
  switch (type) {
    case 'BatchLineDropped':
      return { ...row, dropped: true, dropCode: data.code };
    case 'BankResultImported':
    case 'UnmatchedRowResolved': {
      const answer = type === 'BankResultImported' ? outcomeIn(data.outcomes, row.aidId) : data.outcome;
      return answer ? answered(row, answer) : row;
    }
    case 'BatchFrozen':
    case 'BatchSignedOff':
    case 'BankFileExported':
    case 'BatchReconciled':
    case 'BatchCancelled':
      return row;
  }
};

const fold = (row: BatchLineRow | null, event: BatchSeen, key: string): BatchLineRow | null => {
  if (event.type === 'BatchDrafted') return opened(event, key.slice(lineIdOf(batchIdOf(event.stream), '').length));
  return row && changed(row, event);
};

/** 发放明细: a row for each line of a list of payments; a list of thousands is never one row. */
export const batchLines: View<BatchLineRow, BatchSeen> = {
  collection: {
    name: 'batch-lines',
    key: ({ lineId }) => lineId,
    fields: {
      batchId: 'string',
      unitId: 'string',
      lineNumber: 'number',
      aidId: 'string',
      householdId: 'string',
      fundId: 'string',
      amountFen: 'number',
      dropped: 'boolean',
      outcome: 'string',
      reason: 'string',
    },
    indexes: [['batchId', 'lineNumber'], ['batchId', 'outcome', 'lineNumber'], ['aidId'], ['householdId']],
  },
  version: 1,
  categories: ['paymentBatch'],
  keysOf: (event) => aidIdsOf(event).map((aidId) => lineIdOf(batchIdOf(event.stream), aidId)),
  fold,
};
