import type { AidRequest } from '../aid/aid.events.js';
import type { AidDecision, AppliedCap } from '../aid/aid.decision.js';
import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** Why a claim no longer counts. */
export type ClaimReleaseCause = 'rejected' | 'cancelled' | 'clawed_back';

/**
 * What a household's caps were used for: the storage format of `entitlement-<householdId>`. A claim is made before the aid
 * is proposed and carries the proposal, so that it can be completed though the process died between the two.
 */
export type EntitlementEventData = Readonly<{
  EntitlementClaimed: Readonly<{
    aidId: string;
    payeePersonId: string;
    year: number;
    amountFen: number;
    request: AidRequest;
    decision: AidDecision;
    caps: readonly AppliedCap[];
  }>;
  /** After a return the same aid is counted anew. */
  ClaimRevised: Readonly<{
    aidId: string;
    round: number;
    payeePersonId: string;
    year: number;
    amountFen: number;
    request: AidRequest;
    decision: AidDecision;
    caps: readonly AppliedCap[];
  }>;
  ClaimReleased: Readonly<{ aidId: string; releaseId: string; amountFen: number; cause: ClaimReleaseCause }>;
  /** Money or goods reached the household: from now on it may count as income. */
  ClaimPaid: Readonly<{ aidId: string; amountFen: number; paidOn: string }>;
}>;

export type EntitlementEvent = {
  [Type in keyof EntitlementEventData]: DomainEvent<Type, EntitlementEventData[Type]>;
}[keyof EntitlementEventData];

const asked = [{ subject: 'payeePersonId', fields: ['request.payeeName', 'request.statement'] }];

export const entitlementPersonal: PersonalFields<EntitlementEvent> = {
  EntitlementClaimed: asked,
  ClaimRevised: asked,
  ClaimReleased: [],
  ClaimPaid: [],
};
