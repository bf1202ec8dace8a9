import type { Context } from '../kernel/decider.js';
import { isCalendarDate } from '../kernel/calendar.js';
import { requirePast } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { AidDecision, Approval } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import { aidRules } from './aid.policies.js';
import type { Aid, AidStatus, KnownAid } from './aid.state.js';
import type { ApprovalLevel } from './aid.terms.js';

/** @throws {Refusal} `aid-absent` */
export const known = (aid: Aid): KnownAid => {
  if (aid.status === 'absent') throw new Refusal('aid-absent');
  return aid;
};

type Stage = Readonly<{ code: string; statuses: readonly AidStatus[] }>;

/** Where an aid has to stand for what is asked of it, and the refusal where it stands elsewhere. */
export const stages = {
  proposed: { code: 'aid-not-proposed', statuses: ['proposed'] },
  returned: { code: 'aid-not-returned', statuses: ['returned'] },
  reviewed: { code: 'aid-not-reviewed', statuses: ['reviewed'] },
  returnable: { code: 'aid-not-open', statuses: ['proposed', 'reviewed'] },
  undecided: { code: 'aid-not-open', statuses: ['proposed', 'returned', 'reviewed'] },
  unpaid: { code: 'aid-not-open', statuses: ['proposed', 'returned', 'reviewed', 'granted'] },
  granted: { code: 'aid-not-granted', statuses: ['granted'] },
  inBatch: { code: 'aid-not-in-batch', statuses: ['in_batch'] },
  paid: { code: 'aid-not-paid', statuses: ['paid'] },
  withHousehold: { code: 'aid-not-paid', statuses: ['paid', 'received'] },
} satisfies Readonly<Record<string, Stage>>;

/** @throws {Refusal} `aid-absent`, else the code of the stage with the status that the aid is in */
export const standing = (state: Aid, { code, statuses }: Stage): KnownAid => {
  const aid = known(state);
  require(statuses.includes(aid.status), code, { status: aid.status });
  return aid;
};

/** What every event of an aid names. */
export const aboutOf = ({ request: { householdId, unitId, payeePersonId } }: KnownAid) => ({ householdId, unitId, payeePersonId });

/** The first rule that says no is the one that is answered. @throws {Refusal} the codes of `aidRules` */
export const requireAidRules = (request: AidRequest, decision: AidDecision, { today }: Context): void => {
  for (const { code, judge } of aidRules) {
    const figures = judge({ request, decision, today });
    if (figures) throw new Refusal(code, figures);
  }
};

type Part = 'proposed' | 'reviewed' | 'approved';

const partsOf = ({ proposedBy, reviewedBy, approvedBy }: KnownAid): Readonly<Record<Part, readonly string[]>> => ({
  proposed: proposedBy,
  reviewed: reviewedBy,
  approved: approvedBy,
});

/**
 * Whoever proposes, reviews and approves an aid (in any of its rounds) are different people. `own` is the part that the
 * person takes now and may have taken in an earlier round.
 * @throws {Refusal} `self-approval` with the part taken before
 */
export const requireOtherPart = (aid: KnownAid, by: string, own?: Part): void => {
  const taken = Object.entries(partsOf(aid)).find(([part, people]) => part !== own && people.includes(by));
  require(taken === undefined, 'self-approval', { part: taken?.[0] });
};

/** Each level is another person; somebody of an earlier round may agree again. @throws {Refusal} `self-approval` */
export const requireOwnApproval = (aid: KnownAid, by: string): void => {
  requireOtherPart(aid, by, 'approved');
  require(!aid.approvals.some((approval) => approval.by === by), 'self-approval', { part: 'approved' });
};

/** Of the levels that have to agree, those that have not yet in this round, from the lowest up. */
export const levelsDue = ({ approvals }: Pick<KnownAid, 'approvals'>, { levels }: Pick<AidDecision, 'levels'>): ApprovalLevel[] =>
  levels.filter((level) => !approvals.some((approval) => approval.level === level));

const ROLE_OF: Readonly<Record<ApprovalLevel, string>> = {
  county: 'county_approver',
  city: 'rights_dept_officer',
  province: 'rights_dept_officer',
  national: 'rights_dept_officer',
};

/**
 * The next level, spoken for by whoever may, on paper where the policy wants it, on a day since the proposal.
 * @throws {Refusal} `level-not-due`, `level-not-yours`, `self-approval`, `document-missing`, dates, `date-before-proposal`
 */
export const requireApproval = (aid: KnownAid, approval: Approval, decision: AidDecision, context: Context): void => {
  const { level, by, approvedOn, document } = approval;
  const due = levelsDue(aid, decision);
  require(due[0] === level, 'level-not-due', { level, due });
  require(context.role === ROLE_OF[level], 'level-not-yours', { level, role: context.role });
  requireOwnApproval(aid, by);
  const onPaper = document !== undefined && document.trim() !== '';
  require(onPaper || !decision.documentLevels.includes(level), 'document-missing', { level });
  requireSinceProposal(aid, approvedOn, context);
};

/** @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-proposal` */
export const requireSinceProposal = ({ request: { proposedOn } }: KnownAid, on: string, context: Context): void => {
  requirePast(on, context);
  require(on >= proposedOn, 'date-before-proposal', { on, proposedOn });
};

/** Days before money or goods went out are not days of theirs. @throws {Refusal} `invalid-date`, `date-in-future`, `date-before-payment` */
export const requireSincePayment = ({ paidOn }: KnownAid, on: string, context: Context): void => {
  requirePast(on, context);
  require(paidOn === undefined || on >= paidOn, 'date-before-payment', { on, paidOn });
};

/** Help first, papers after: the day by which they are due is named. @throws {Refusal} `due-date-missing`, `invalid-date`, `due-date-too-early` */
export const requireDueDay = (papersDueOn: string | undefined, from: string): void => {
  if (papersDueOn === undefined) throw new Refusal('due-date-missing');
  require(isCalendarDate(papersDueOn), 'invalid-date');
  require(papersDueOn >= from, 'due-date-too-early', { on: papersDueOn, from });
};
