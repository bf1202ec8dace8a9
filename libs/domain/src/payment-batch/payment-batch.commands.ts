import type { Message } from '../kernel/message.js';
import type { BankFileFormat, BatchLine, LineOutcome, UnmatchedRow } from './payment-batch.events.js';

/** What may be asked of a payment batch. */
export type PaymentBatchCommandData = Readonly<{
  /** The aids as they stand; each must be granted, of cash, and on no other list. */
  DraftBatch: Readonly<{ batchId: string; unitId: string; title: string; draftedOn: string; lines: readonly BatchLine[] }>;
  DropBatchLine: Readonly<{ aidId: string; code: string }>;
  /** `held` are the aids that know themselves to be on this list. */
  FreezeBatch: Readonly<{ frozenOn: string; held: readonly string[]; digest: string }>;
  /** `decidedBy` are all who proposed, reviewed or approved an aid of the list: none of them may pay it. */
  SignOffBatch: Readonly<{ signedOffOn: string; decidedBy: readonly string[] }>;
  /** `committed` are the aids for which their fund has the money committed. */
  ExportBankFile: Readonly<{ format: BankFileFormat; fileDigest: string; committed: readonly string[] }>;
  ImportBankResult: Readonly<{ resultId: string; outcomes: readonly LineOutcome[]; unmatched: readonly UnmatchedRow[] }>;
  ResolveUnmatchedRow: Readonly<{ unmatchedId: string; explanation: string; outcome?: LineOutcome }>;
  ReconcileBatch: Readonly<{ reconciledOn: string; statementFen: number }>;
  CancelBatch: Readonly<{ cancelledOn: string; explanation: string }>;
}>;

export type PaymentBatchCommand = {
  [Type in keyof PaymentBatchCommandData]: Message<Type, PaymentBatchCommandData[Type]>;
}[keyof PaymentBatchCommandData];
