import type { PersistentMap } from '../kernel/persistent-map.js';
import type { BatchLine, LineOutcome, UnmatchedRow } from './payment-batch.events.js';

/** drafted -> frozen -> signed_off -> exported -> (results) -> reconciled; cancelled before a file was exported. */
export const batchStatuses = ['drafted', 'frozen', 'signed_off', 'exported', 'reconciled', 'cancelled'] as const;
export type BatchStatus = (typeof batchStatuses)[number];

export type AbsentBatch = Readonly<{ status: 'absent' }>;

export type KnownBatch = Readonly<{
  status: BatchStatus;
  revision: number;
  batchId: string;
  unitId: string;
  title: string;
  /** Every line ever drafted, by aid. */
  lines: PersistentMap<BatchLine & Readonly<{ dropped: boolean; outcome?: LineOutcome }>>;
  /** Accounts that drafted or froze it. */
  preparedBy: readonly string[];
  signedOffBy?: string;
  resultIds: PersistentMap<true>;
  /** Rows that wait for a person. */
  unmatched: PersistentMap<UnmatchedRow>;
  paidFen: number;
  bouncedFen: number;
}>;

export type PaymentBatch = AbsentBatch | KnownBatch;
