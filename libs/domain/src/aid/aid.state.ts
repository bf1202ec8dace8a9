import type { AidDecision, AppliedCap, Approval } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';

/**
 * proposed -> reviewed -> (each level) -> granted -> in_batch -> paid -> received; goods go from granted to paid at the hand-over.
 * returned goes back to proposed; a bounce goes back to granted; rejected, cancelled and clawed_back are ends.
 */
export const aidStatuses = [
  'proposed',
  'returned',
  'reviewed',
  'granted',
  'in_batch',
  'paid',
  'received',
  'rejected',
  'cancelled',
  'claw_back_ordered',
  'clawed_back',
] as const;
export type AidStatus = (typeof aidStatuses)[number];

export type AbsentAid = Readonly<{ status: 'absent' }>;

export type KnownAid = Readonly<{
  status: AidStatus;
  revision: number;
  /** As it is asked for now. */
  request: AidRequest;
  /** As it was asked for first: a repeated proposal is known by it. */
  firstRequest: AidRequest;
  round: number;
  decision: AidDecision;
  caps: readonly AppliedCap[];
  /** Accounts that proposed or revised it. */
  proposedBy: readonly string[];
  /** Accounts that reviewed it, in any round. */
  reviewedBy: readonly string[];
  /** Of this round. */
  approvals: readonly Approval[];
  /** Accounts that ever approved it: none of them may pay. */
  approvedBy: readonly string[];
  /** The list it stands on, or was paid from. */
  batchId?: string;
  /** Every list it ever stood on, and those that bounced. */
  batchIds: readonly string[];
  bouncedBatchIds: readonly string[];
  grantedOn?: string;
  /** Set while the latest word of a bank is a bounce. */
  bounced: boolean;
  paidOn?: string;
  paidFen: number;
  clawBack?: Readonly<{ orderedFen: number; recoveredFen: number; recoveryIds: readonly string[] }>;
  papersDueOn?: string;
  papersCompletedOn?: string;
}>;

export type Aid = AbsentAid | KnownAid;
