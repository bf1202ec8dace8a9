import type { AidDecision } from '../aid/aid.decision.js';
import type { AidRequest } from '../aid/aid.events.js';
import type { Message } from '../kernel/message.js';
import type { ClaimReleaseCause } from './entitlement.events.js';

/** What may be asked of a household's entitlement. The limits to keep are those of `decision.limits`. */
export type EntitlementCommandData = Readonly<{
  ClaimEntitlement: Readonly<{ request: AidRequest; decision: AidDecision }>;
  /** `round` is the one of the aid that the revision opens. */
  ReviseClaim: Readonly<{ round: number; request: AidRequest; decision: AidDecision }>;
  /** All of the claim, or for a claw back the part of it that came in. */
  ReleaseClaim: Readonly<{ aidId: string; cause: ClaimReleaseCause; amountFen?: number; releaseId: string }>;
  RecordClaimPaid: Readonly<{ aidId: string; paidOn: string }>;
}>;

export type EntitlementCommand = {
  [Type in keyof EntitlementCommandData]: Message<Type, EntitlementCommandData[Type]>;
}[keyof EntitlementCommandData];
