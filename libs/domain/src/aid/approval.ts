import type { Context } from '../kernel/decider.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { Approval } from './aid.decision.js';
import type { AidCommandData, Grant } from './aid.commands.js';
import type { AidEvent } from './aid.events.js';
import { papersOutstanding } from './aid.policies.js';
import type { Aid, KnownAid } from './aid.state.js';
import {
  aboutOf,
  standing,
  stages,
  known,
  levelsDue,
  requireAidRules,
  requireApproval,
  requireDueDay,
  requireSinceProposal,
} from './guards.js';

type Data = AidCommandData;

/**
 * A level below the last agrees.
 * @throws {Refusal} `aid-absent`, `aid-not-reviewed`, codes of `requireApproval`, `level-is-last`, the codes of `aidRules`
 */
export const approveAid = (data: Data['ApproveAid'], state: Aid, context: Context): AidEvent[] => {
  const aid = standing(state, stages.reviewed);
  const { decision, ...agreed } = data;
  const approval: Approval = { ...agreed, by: context.by };
  requireApproval(aid, approval, decision, context);
  require(levelsDue(aid, decision).length > 1, 'level-is-last', { level: approval.level });
  requireAidRules(aid.request, decision, context);
  return [{ type: 'AidApproved', data: { ...aboutOf(aid), ...approval, decision }, ...effective(approval.approvedOn, context) }];
};

/** Set aside by whoever finds the reservation, and found again: the same level's word of the same round. */
const isGranted = (aid: KnownAid, { round, approval }: Grant): boolean =>
  aid.grantedOn !== undefined &&
  aid.round === round &&
  aid.approvals.some(({ level, by }) => level === approval.level && by === approval.by);

const grantedData = (aid: KnownAid, { approval, papersDueOn }: Grant) => {
  const { item, form, amountFen, fundId, lotId, quantity } = aid.request;
  return {
    ...aboutOf(aid),
    grantedOn: approval.approvedOn,
    ...{ item, form, amountFen, fundId },
    ...(lotId !== undefined && { lotId }),
    ...(quantity !== undefined && { quantity }),
    approvals: [...aid.approvals, approval],
    ...(papersDueOn !== undefined && { papersDueOn }),
  };
};

/**
 * The last level agrees, with the money or the goods set aside.
 * @throws {Refusal} `aid-absent`, `aid-not-reviewed`, `wrong-round`, codes of `requireApproval`, `level-not-last`, the codes of
 * `aidRules`, for urgent aid `due-date-missing`, `due-date-too-early`
 */
export const grantAid = (grant: Data['GrantAid'], state: Aid, context: Context): AidEvent[] => {
  if (isGranted(known(state), grant)) return [];
  const aid = standing(state, stages.reviewed);
  const { round, approval, decision, papersDueOn } = grant;
  require(aid.round === round, 'wrong-round', { round, expected: aid.round });
  requireApproval(aid, approval, decision, context);
  const due = levelsDue(aid, decision);
  require(due.length === 1, 'level-not-last', { level: approval.level, due });
  requireAidRules(aid.request, decision, context);
  if (papersDueOn !== undefined || (aid.request.urgent && papersOutstanding(decision))) requireDueDay(papersDueOn, approval.approvedOn);
  const day = effective(approval.approvedOn, context);
  return [
    { type: 'AidApproved', data: { ...aboutOf(aid), ...approval, decision }, ...day },
    { type: 'AidGranted', data: grantedData(aid, grant), ...day },
  ];
};

/** @throws {Refusal} `aid-absent`, `aid-not-open`, `self-approval`, dates, `explanation-missing` for `other` */
export const rejectAid = (data: Data['RejectAid'], state: Aid, context: Context): AidEvent[] => {
  if (known(state).status === 'rejected') return [];
  const aid = standing(state, stages.undecided);
  require(!aid.proposedBy.includes(context.by), 'self-approval', { part: 'proposed' });
  requireSinceProposal(aid, data.rejectedOn, context);
  if (data.reasonKind === 'other') requireText(data.explanation, 'explanation');
  return [{ type: 'AidRejected', data: { ...aboutOf(aid), ...data }, ...effective(data.rejectedOn, context) }];
};

/** Until money or goods are on their way. @throws {Refusal} `aid-absent`, `aid-in-batch`, `aid-not-open`, dates, `explanation-missing` for `other` */
export const cancelAid = (data: Data['CancelAid'], state: Aid, context: Context): AidEvent[] => {
  const { status, batchId } = known(state);
  if (status === 'cancelled') return [];
  require(status !== 'in_batch', 'aid-in-batch', { batchId });
  const aid = standing(state, stages.unpaid);
  requireSinceProposal(aid, data.cancelledOn, context);
  if (data.reasonKind === 'other') requireText(data.explanation, 'explanation');
  return [{ type: 'AidCancelled', data: { ...aboutOf(aid), ...data }, ...effective(data.cancelledOn, context) }];
};

/** @throws {Refusal} `aid-absent`, `no-papers-due`, dates */
export const completeAidPapers = ({ completedOn }: Data['CompleteAidPapers'], state: Aid, context: Context): AidEvent[] => {
  const aid = known(state);
  require(aid.papersDueOn !== undefined, 'no-papers-due');
  if (aid.papersCompletedOn !== undefined) return [];
  requirePast(completedOn, context);
  return [{ type: 'AidPapersCompleted', data: { ...aboutOf(aid), completedOn }, ...effective(completedOn, context) }];
};
