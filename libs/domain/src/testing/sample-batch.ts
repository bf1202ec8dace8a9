import type { PaymentBatchCommandData } from '../payment-batch/payment-batch.commands.js';
import type { BatchLine, LineOutcome, PaymentBatchEvent, UnmatchedRow } from '../payment-batch/payment-batch.events.js';

type Data = PaymentBatchCommandData;
type Type = keyof Data;

export const line = (lineNumber: number, amountFen = 100_000): BatchLine => ({
  lineNumber,
  aidId: `A${lineNumber}`,
  householdId: `H${lineNumber}`,
  payeePersonId: `P${lineNumber}`,
  fundId: 'F1',
  amountFen,
});

export const batch = { batchId: 'B1', unitId: 'U1', title: '2022 年第一批生活救助', draftedOn: '2022-02-20' };
export const paidLine = (lineNumber: number): LineOutcome => ({
  lineNumber,
  aidId: `A${lineNumber}`,
  outcome: 'paid',
  paidOn: '2022-02-25',
});
export const bouncedLine = (lineNumber: number): LineOutcome => ({
  lineNumber,
  aidId: `A${lineNumber}`,
  outcome: 'bounced',
  bouncedOn: '2022-02-25',
  reason: 'name_differs',
});
export const waiting: UnmatchedRow = { unmatchedId: 'M1', row: 4, cause: 'card_differs', lineNumber: 2, amountFen: 200_000 };

export const command = <Name extends Type>(type: Name, data: Data[Name]) => ({ type, data }) as Readonly<{ type: Name; data: Data[Name] }>;
export const draft = command('DraftBatch', { ...batch, lines: [line(1), line(2, 200_000)] });
export const drop = (aidId: string) => command('DropBatchLine', { aidId, code: 'aid-not-granted' });
export const freeze = command('FreezeBatch', { frozenOn: '2022-02-21', held: ['A1', 'A2'], digest: 'd' });
export const signOff = command('SignOffBatch', { signedOffOn: '2022-02-22', decidedBy: ['proposer', 'approver'] });
export const exportFile = command('ExportBankFile', { format: 'csv_gbk', fileDigest: 'f1', committed: ['A1', 'A2'] });
export const importResult = (outcomes: readonly LineOutcome[], unmatched: readonly UnmatchedRow[] = [], resultId = 'R1') =>
  command('ImportBankResult', { resultId, outcomes, unmatched });
export const resolve = (change: Partial<Data['ResolveUnmatchedRow']> = {}) =>
  command('ResolveUnmatchedRow', { unmatchedId: 'M1', explanation: '核对后系第 2 行', outcome: paidLine(2), ...change });
export const reconcile = command('ReconcileBatch', { reconciledOn: '2022-02-28', statementFen: 100_000 });
export const cancel = command('CancelBatch', { cancelledOn: '2022-02-23', explanation: '重新制表' });

export const drafted: PaymentBatchEvent = {
  type: 'BatchDrafted',
  data: { ...batch, lines: [line(1), line(2, 200_000)], totalFen: 300_000 },
  effectiveOn: '2022-02-20',
};
export const dropped = (lineNumber: number, amountFen: number): PaymentBatchEvent => ({
  type: 'BatchLineDropped',
  data: { aidId: `A${lineNumber}`, code: 'aid-not-granted', amountFen },
});
export const frozen = {
  type: 'BatchFrozen',
  data: { frozenOn: '2022-02-21', lines: 2, totalFen: 300_000, digest: 'd' },
  effectiveOn: '2022-02-21',
} satisfies PaymentBatchEvent;
export const signedOff: PaymentBatchEvent = {
  type: 'BatchSignedOff',
  data: { signedOffOn: '2022-02-22', totalFen: 300_000 },
  effectiveOn: '2022-02-22',
};
export const exported: PaymentBatchEvent = {
  type: 'BankFileExported',
  data: { format: 'csv_gbk', fileDigest: 'f1', lines: 2, totalFen: 300_000 },
};
export const result = (
  outcomes: readonly LineOutcome[],
  unmatched: readonly UnmatchedRow[],
  paidFen: number,
  bouncedFen: number,
): PaymentBatchEvent => ({
  type: 'BankResultImported',
  data: { resultId: 'R1', outcomes, unmatched, paidFen, bouncedFen },
});
export const answered = result([paidLine(1), bouncedLine(2)], [], 100_000, 200_000);
export const halfAnswered = result([paidLine(1)], [waiting], 100_000, 0);
export const reconciled: PaymentBatchEvent = {
  type: 'BatchReconciled',
  data: { reconciledOn: '2022-02-28', statementFen: 100_000, paidFen: 100_000, bouncedFen: 200_000 },
  effectiveOn: '2022-02-28',
};
export const cancelled: PaymentBatchEvent = { type: 'BatchCancelled', data: cancel.data, effectiveOn: '2022-02-23' };

export const sent = [drafted, frozen, signedOff, exported];
