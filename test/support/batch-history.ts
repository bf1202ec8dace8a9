import type { BatchLine, LineOutcome, PaymentBatchEventData } from '#domain/payment-batch/payment-batch.events';
import type { EventMeta } from '#domain/kernel/decider';

/** An event of a payment batch as `seenIn` takes it. */
export type BatchTold = Readonly<{ type: keyof PaymentBatchEventData; data: unknown; meta?: Partial<EventMeta> }>;

const usual: PaymentBatchEventData = {
  BatchDrafted: { batchId: 'b1', unitId: 'C1', title: '三月第一批', draftedOn: '2024-03-05', lines: [], totalFen: 0 },
  BatchLineDropped: { aidId: 'a3', code: 'aid-not-granted', amountFen: 30_000 },
  BatchFrozen: { frozenOn: '2024-03-06', lines: 2, totalFen: 30_000, digest: 'd1' },
  BatchSignedOff: { signedOffOn: '2024-03-07', totalFen: 30_000 },
  BankFileExported: { format: 'csv_gbk', fileDigest: 'x1', lines: 2, totalFen: 30_000 },
  BankResultImported: { resultId: 'r1', outcomes: [], unmatched: [], paidFen: 0, bouncedFen: 0 },
  UnmatchedRowResolved: { unmatchedId: 'n1', explanation: '与银行核对' },
  BatchReconciled: { reconciledOn: '2024-03-12', statementFen: 10_000, paidFen: 10_000, bouncedFen: 20_000 },
  BatchCancelled: { cancelledOn: '2024-03-06', explanation: '名单有误' },
};

/** An event of batch `b1` of unit `C1`. */
export const batchEvent = <Type extends keyof PaymentBatchEventData>(
  type: Type,
  data: Partial<PaymentBatchEventData[Type]> = {},
  meta: Partial<EventMeta> = {},
): BatchTold => ({ type, data: { ...usual[type], ...data }, meta });

/** Line `n` pays aid `a<n>` n times a hundred yuan. */
export const lineOf = (lineNumber: number): BatchLine => ({
  lineNumber,
  aidId: `a${lineNumber}`,
  householdId: `h${lineNumber}`,
  payeePersonId: `p${lineNumber}`,
  fundId: 'f1',
  amountFen: lineNumber * 10_000,
});

export const paidLine = (lineNumber: number): LineOutcome => ({
  lineNumber,
  aidId: `a${lineNumber}`,
  outcome: 'paid',
  paidOn: '2024-03-10',
});
export const bouncedLine = (lineNumber: number): LineOutcome => ({
  lineNumber,
  aidId: `a${lineNumber}`,
  outcome: 'bounced',
  bouncedOn: '2024-03-11',
  reason: 'name_differs',
});

/** A list of the lines 1 to `count`. */
export const draftedBatch = (count: number): BatchTold => {
  const lines = Array.from({ length: count }, (_, place) => lineOf(place + 1));
  return batchEvent('BatchDrafted', { lines, totalFen: lines.reduce((sum, { amountFen }) => sum + amountFen, 0) });
};

/** Three lines, of which the third was dropped, up to the file for the bank. */
export const exportedBatch: readonly BatchTold[] = [
  draftedBatch(3),
  batchEvent('BatchLineDropped'),
  batchEvent('BatchFrozen', {}, { by: 'officer-1' }),
  batchEvent('BatchSignedOff', {}, { by: 'finance-1' }),
  batchEvent('BankFileExported', {}, { at: '2024-03-07T08:00:00.000Z' }),
];

/** The bank paid line 1 and sent a row that nobody knew; a person found that it answers line 2. */
export const answeredBatch: readonly BatchTold[] = [
  ...exportedBatch,
  batchEvent('BankResultImported', {
    outcomes: [paidLine(1)],
    paidFen: 10_000,
    unmatched: [{ unmatchedId: 'n1', row: 3, cause: 'card_differs', amountFen: 20_000 }],
  }),
  batchEvent('UnmatchedRowResolved', { outcome: bouncedLine(2), amountFen: 20_000 }, { by: 'finance-2' }),
];

/** One of each event, in the order of a list that is reconciled and one that is not. */
export const everyBatchEvent: readonly BatchTold[] = [...answeredBatch, batchEvent('BatchReconciled'), batchEvent('BatchCancelled')];
