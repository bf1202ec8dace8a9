import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { AidCommandData } from './aid.commands.js';
import type { AidEvent, AidRequest } from './aid.events.js';
import type { Aid } from './aid.state.js';
import { aboutOf, standing, stages, known, requireAidRules, requireOtherPart, requireSinceProposal } from './guards.js';

type Data = AidCommandData;

/** Words that may be erased meanwhile say nothing about whether it is the same request. */
const asked = ({ payeeName: _name, statement: _statement, ...rest }: AidRequest) => rest;

/** @throws {Refusal} `aid-already-proposed` (with other content), the codes of `aidRules` */
export const proposeAid = (data: Data['ProposeAid'], state: Aid, context: Context): AidEvent[] => {
  const { decision, caps, ...request } = data;
  if (state.status !== 'absent') {
    require(sameValue(asked(state.firstRequest), asked(request)), 'aid-already-proposed', { aidId: request.aidId });
    return [];
  }
  requireAidRules(request, decision, context);
  return [{ type: 'AidProposed', data: { ...request, round: 1, decision, caps }, ...effective(request.proposedOn, context) }];
};

/**
 * A changed request opens the next round; nothing else changes an amount. Household and payee's household stay.
 * @throws {Refusal} `aid-absent`, `wrong-round`, `aid-not-returned`, `self-approval`, the codes of `aidRules`
 */
export const reviseAid = (data: Data['ReviseAid'], state: Aid, context: Context): AidEvent[] => {
  const { round, decision, caps, ...request } = data;
  const before = known(state);
  if (round <= before.round) return [];
  require(round === before.round + 1, 'wrong-round', { round, expected: before.round + 1 });
  const aid = standing(state, stages.returned);
  require(request.householdId === aid.request.householdId, 'household-differs');
  requireOtherPart(aid, context.by, 'proposed');
  requireAidRules(request, decision, context);
  return [{ type: 'AidRevised', data: { ...request, round, decision, caps }, ...effective(request.proposedOn, context) }];
};

/** @throws {Refusal} `aid-absent`, `aid-not-proposed`, `self-approval`, dates, `date-before-proposal` */
export const reviewAid = ({ reviewedOn }: Data['ReviewAid'], state: Aid, context: Context): AidEvent[] => {
  const aid = standing(state, stages.proposed);
  requireOtherPart(aid, context.by, 'reviewed');
  requireSinceProposal(aid, reviewedOn, context);
  return [{ type: 'AidReviewed', data: { ...aboutOf(aid), reviewedOn }, ...effective(reviewedOn, context) }];
};

/** @throws {Refusal} `aid-absent`, `aid-not-open`, `self-approval`, dates, `date-before-proposal`, `explanation-missing` */
export const returnAid = ({ returnedOn, explanation }: Data['ReturnAid'], state: Aid, context: Context): AidEvent[] => {
  const aid = standing(state, stages.returnable);
  require(!aid.proposedBy.includes(context.by), 'self-approval', { part: 'proposed' });
  requireSinceProposal(aid, returnedOn, context);
  requireText(explanation, 'explanation');
  return [{ type: 'AidReturned', data: { ...aboutOf(aid), returnedOn, explanation }, ...effective(returnedOn, context) }];
};
