import type { PersistentMap } from '../kernel/persistent-map.js';
import type { AppliedCap } from '../aid/aid.decision.js';
import type { AidRequest } from '../aid/aid.events.js';

/** One aid counted against the household's caps. `amountFen` is what still counts after releases; 0 where nothing does. */
export type Claim = Readonly<{
  aidId: string;
  round: number;
  /** What was asked for, in the round that counts. */
  request: AidRequest;
  /** The caps it was counted against, as they stood then. */
  caps: readonly AppliedCap[];
  year: number;
  amountFen: number;
  /** The day on which it reached the household. */
  paidOn?: string;
}>;

/** What a household was promised and given, aid by aid. */
export type Entitlement = Readonly<{ claims: PersistentMap<Claim>; releases: PersistentMap<true> }>;
