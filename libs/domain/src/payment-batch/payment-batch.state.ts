import type { PersistentMap } from '../kernel/persistent-map.js';
import type { BatchLine, LineOutcome, UnmatchedRow } from './payment-batch.events.js';

/** drafted -> frozen -> signed_off -> exported -> (results) -> reconciled; cancelled before a file was exported. */
export const batchStatuses = ['drafted', 'frozen', 'signed_off', 'exported', 'reconciled', 'cancelled'] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export type AbsentBatch = Readonly<{ status: 'absent' }>;

/** A line as it stands; a dropped one counts no more. */
export type DraftedLine = BatchLine & Readonly<{ dropped: boolean; outcome?: LineOutcome }>;

export type KnownBatch = Readonly<{
  status: BatchStatus;
  revision: number;
  batchId: string;
  unitId: string;
  title: string;
  /** Every line ever drafted, by aid. */
  lines: PersistentMap<DraftedLine>;
  /** Lines that count, and their sum. */
  lineCount: number;
  totalFen: number;
  /** Lines that count and have no word of the bank yet. */
  unanswered: number;
  /** Accounts that drafted or froze it. */
  preparedBy: readonly string[];
  signedOffBy?: string;
  /** Business day of the latest step. */
  lastStepOn: string;
  /** Files handed out, by format and digest. */
  exportedFiles: PersistentMap<true>;
  resultIds: PersistentMap<true>;
  /** Rows that answered no line, and those of them that a person looked into; `waiting` is how many still wait. */
  unmatched: PersistentMap<UnmatchedRow>;
  resolved: PersistentMap<true>;
  waiting: number;
  paidFen: number;
  bouncedFen: number;
}>;

export type PaymentBatch = AbsentBatch | KnownBatch;
