import type { AppliedCap } from '../aid/aid.decision.js';
import type { AidRequest } from '../aid/aid.events.js';
import type { Decider } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { requirePositive } from '../kernel/guards.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import { Refusal, require } from '../kernel/refusal.js';
import { capsLeft, doubleOf, yearOf } from './claims.js';
import type { EntitlementCommand, EntitlementCommandData } from './entitlement.commands.js';
import type { EntitlementEvent, EntitlementEventData } from './entitlement.events.js';
import type { Claim, Entitlement } from './entitlement.state.js';

type Data = EntitlementCommandData;
type Decisions = {
  [Type in keyof Data]: (data: Data[Type], state: Entitlement) => readonly EntitlementEvent[];
};

const claimOf = ({ claims }: Entitlement, aidId: string): Claim => {
  const claim = claims.get(aidId);
  if (!claim) throw new Refusal('claim-unknown', { aidId });
  return claim;
};

/** What the aid is counted against. @throws {Refusal} `double-aid`, `over-cap` with the first cap it passes */
const counted = (state: Entitlement, { request, decision }: Data['ClaimEntitlement']): readonly AppliedCap[] => {
  const double = doubleOf(state, request);
  require(double === undefined, 'double-aid', { item: request.item, aidId: double?.aidId });
  const { amountFen } = request;
  const caps = capsLeft(state, decision.limits, request);
  const passed = caps.find(({ leftFen }) => amountFen > leftFen);
  if (passed) {
    const { capId, limitFen, usedFen, leftFen } = passed;
    throw new Refusal('over-cap', { capId, limitFen, usedFen, amountFen, leftFen });
  }
  return caps;
};

const claimFields = ({ request, decision }: Data['ClaimEntitlement'], caps: readonly AppliedCap[]) => {
  const { aidId, payeePersonId, amountFen } = request;
  return { aidId, payeePersonId, year: yearOf(request), amountFen, request, decision, caps };
};

/** Words that may be erased meanwhile say nothing about whether it is the same request. */
const asked = ({ payeeName: _name, statement: _statement, ...rest }: AidRequest) => rest;

/** @throws {Refusal} `claim-released` (given back before), `aid-already-claimed` (with other content), `invalid-amount`, `double-aid`, `over-cap` */
const claimEntitlement: Decisions['ClaimEntitlement'] = (data, state) => {
  const { request } = data;
  const before = state.claims.get(request.aidId);
  if (before) {
    require(before.amountFen > 0, 'claim-released', { aidId: request.aidId });
    require(before.round > 1 || sameValue(asked(before.request), asked(request)), 'aid-already-claimed', { aidId: request.aidId });
    return [];
  }
  requirePositive({ amountFen: request.amountFen });
  return [{ type: 'EntitlementClaimed', data: claimFields(data, counted(state, data)) }];
};

/** Counted anew without itself. @throws {Refusal} `claim-unknown`, `wrong-round`, `claim-released`, `invalid-amount`, `double-aid`, `over-cap` */
const reviseClaim: Decisions['ReviseClaim'] = (data, state) => {
  const { request, round } = data;
  const before = claimOf(state, request.aidId);
  if (round <= before.round) return [];
  require(round === before.round + 1, 'wrong-round', { round, expected: before.round + 1 });
  require(before.amountFen > 0, 'claim-released', { aidId: request.aidId });
  requirePositive({ amountFen: request.amountFen });
  return [{ type: 'ClaimRevised', data: { round, ...claimFields(data, counted(state, data)) } }];
};

/** @throws {Refusal} `claim-unknown`, `invalid-amount`, `release-above-claim` */
const releaseClaim: Decisions['ReleaseClaim'] = ({ aidId, cause, amountFen, releaseId }, state) => {
  const { amountFen: leftFen } = claimOf(state, aidId);
  const releasedFen = amountFen ?? leftFen;
  if (state.releases.has(releaseId) || (amountFen === undefined && leftFen === 0)) return [];
  requirePositive({ amountFen: releasedFen });
  require(releasedFen <= leftFen, 'release-above-claim', { amountFen: releasedFen, leftFen });
  return [{ type: 'ClaimReleased', data: { aidId, releaseId, amountFen: releasedFen, cause } }];
};

/** @throws {Refusal} `claim-unknown` */
const recordClaimPaid: Decisions['RecordClaimPaid'] = ({ aidId, paidOn }, state) => {
  const claim = claimOf(state, aidId);
  return claim.paidOn === undefined ? [{ type: 'ClaimPaid', data: { aidId, amountFen: claim.amountFen, paidOn } }] : [];
};

/** One function per command; a command without its entry does not compile. */
const entitlementDecisions: Decisions = {
  ClaimEntitlement: claimEntitlement,
  ReviseClaim: reviseClaim,
  ReleaseClaim: releaseClaim,
  RecordClaimPaid: recordClaimPaid,
};

const decide = <Type extends keyof Data>(
  { type, data }: Readonly<{ type: Type; data: Data[Type] }>,
  state: Entitlement,
): readonly EntitlementEvent[] => entitlementDecisions[type](data, state);

const withClaim = (state: Entitlement, aidId: string, change: (claim: Claim) => Claim): Entitlement => {
  const claim = state.claims.get(aidId);
  return claim ? { ...state, claims: state.claims.set(aidId, change(claim)) } : state;
};

const claimFrom = ({ aidId, request, caps, year, amountFen }: EntitlementEventData['EntitlementClaimed'], round: number): Claim => ({
  aidId,
  round,
  request,
  caps,
  year,
  amountFen,
});

const evolve = (state: Entitlement, { type, data }: EntitlementEvent): Entitlement => {
  switch (type) {
    case 'EntitlementClaimed':
      return { ...state, claims: state.claims.set(data.aidId, claimFrom(data, 1)) };
    case 'ClaimRevised':
      return { ...state, claims: state.claims.set(data.aidId, claimFrom(data, data.round)) };
    case 'ClaimReleased': {
      const released = withClaim(state, data.aidId, (claim) => ({ ...claim, amountFen: claim.amountFen - data.amountFen }));
      return { ...released, releases: released.releases.set(data.releaseId, true) };
    }
    case 'ClaimPaid':
      return withClaim(state, data.aidId, (claim) => ({ ...claim, paidOn: data.paidOn }));
  }
};

/** What a household's caps were used for, item by item and year by year: stream `entitlement-<householdId>`. */
export const entitlement: Decider<Entitlement, EntitlementCommand, EntitlementEvent> = {
  category: 'entitlement',
  initial: { claims: PersistentMap.empty(), releases: PersistentMap.empty() },
  decide,
  evolve,
};
