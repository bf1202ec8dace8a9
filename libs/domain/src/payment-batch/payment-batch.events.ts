import type { BounceReason } from '../aid/aid.terms.js';
import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** One payment of a list. Whom it goes to stands, sealed, in the aid itself. */
export type BatchLine = Readonly<{
  lineNumber: number;
  aidId: string;
  householdId: string;
  payeePersonId: string;
  fundId: string;
  amountFen: number;
}>;

/** What the bank said of one line. */
export type LineOutcome = Readonly<{ lineNumber: number; aidId: string }> &
  (Readonly<{ outcome: 'paid'; paidOn: string }> | Readonly<{ outcome: 'bounced'; bouncedOn: string; reason: BounceReason }>);

/** Why a row of the bank's file answers no line of the list. */
export const unmatchedCauses = ['line_unknown', 'amount_differs', 'card_differs', 'answered_before', 'row_unreadable'] as const;
export type UnmatchedCause = (typeof unmatchedCauses)[number];

/** A row of the bank's file that waits for a person. No name and no card is kept of it. */
export type UnmatchedRow = Readonly<{ unmatchedId: string; row: number; cause: UnmatchedCause; lineNumber?: number; amountFen?: number }>;

export type BankFileFormat = 'csv_utf8' | 'csv_gbk';

/** What happens to a list of payments: the storage format of `paymentBatch-<batchId>`. Sums are of the lines that count. */
export type PaymentBatchEventData = Readonly<{
  BatchDrafted: Readonly<{
    batchId: string;
    unitId: string;
    title: string;
    draftedOn: string;
    lines: readonly BatchLine[];
    totalFen: number;
  }>;
  /** A line that cannot be paid any more (aid cancelled, on another list, fund over). */
  BatchLineDropped: Readonly<{ aidId: string; code: string; amountFen: number }>;
  /** From now on nobody adds or takes away a line. `digest` is that of the lines. */
  BatchFrozen: Readonly<{ frozenOn: string; lines: number; totalFen: number; digest: string }>;
  /** The second pair of eyes; the payer. */
  BatchSignedOff: Readonly<{ signedOffOn: string; totalFen: number }>;
  BankFileExported: Readonly<{ format: BankFileFormat; fileDigest: string; lines: number; totalFen: number }>;
  /** A result file, once: `resultId` is the digest of its content. Sums are of this file's outcomes. */
  BankResultImported: Readonly<{
    resultId: string;
    outcomes: readonly LineOutcome[];
    unmatched: readonly UnmatchedRow[];
    paidFen: number;
    bouncedFen: number;
  }>;
  /** A person looked into a row that matched nothing: it answers a line after all (`amountFen` is the line's), or none. */
  UnmatchedRowResolved: Readonly<{ unmatchedId: string; explanation: string; outcome?: LineOutcome; amountFen?: number }>;
  /** Every line is answered, no row waits, and the bank's statement says the same sum. */
  BatchReconciled: Readonly<{ reconciledOn: string; statementFen: number; paidFen: number; bouncedFen: number }>;
  BatchCancelled: Readonly<{ cancelledOn: string; explanation: string }>;
}>;

export type PaymentBatchEvent = {
  [Type in keyof PaymentBatchEventData]: DomainEvent<Type, PaymentBatchEventData[Type]>;
}[keyof PaymentBatchEventData];

export const paymentBatchPersonal: PersonalFields<PaymentBatchEvent> = {
  BatchDrafted: [],
  BatchLineDropped: [],
  BatchFrozen: [],
  BatchSignedOff: [],
  BankFileExported: [],
  BankResultImported: [],
  UnmatchedRowResolved: [],
  BatchReconciled: [],
  BatchCancelled: [],
};
