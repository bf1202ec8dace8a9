import { addMonths } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { effective, requireAll, requirePast, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import { aboutOf, requireDueSince, requireOtherEyes, requireReadable, requireSinceClue, standing } from './guards.js';
import type { WatchCommandData } from './watch.commands.js';
import type { WatchEvent } from './watch.events.js';
import { raisingRules } from './watch.policies.js';
import { openCase, type Watch, type WatchCase } from './watch.state.js';

type Data = WatchCommandData;

/**
 * By somebody who knows the household, or by the household itself.
 * @throws {Refusal} `watch-already-open`, `person-erased`, dates, `kind-does-not-fit-file`, `explanation-missing`
 */
export const raiseWatch = (data: Data['RaiseWatch'], state: Watch, context: Context): WatchEvent[] => {
  const { file, terms, kind, severity, cause, source, urgent, statement } = data;
  const open = openCase(state);
  require(open === undefined, 'watch-already-open', { watchNumber: open?.watchNumber });
  requireReadable(state, file.principalPersonId);
  requirePast(terms.onDate, context);
  requireAll(raisingRules, { kind, file });
  requireText(statement, 'statement');
  const { householdId, unitId, principalPersonId: personId } = file;
  const days = { raisedOn: terms.onDate, verifyDueOn: terms.verifyDueOn, reviewDueOn: addMonths(terms.onDate, terms.rules.reviewMonths) };
  const about = { householdId, unitId, personId, watchNumber: state.cases.size + 1 };
  const said = { kind, severity, cause, source, urgent, ...days, statement };
  return [{ type: 'WatchRaised', data: { ...about, ...said }, ...effective(terms.onDate, context) }];
};

/**
 * Whoever raised it: measures may be planned and delivered before the visit, which stays due.
 * @throws {Refusal} `watch-not-open`, `person-erased`, dates, `date-before-clue`, `explanation-missing`
 */
export const markUrgent = (data: Data['MarkUrgent'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  if (watchCase.urgent) return [];
  requireSinceClue(data.markedOn, watchCase, context);
  requireText(data.explanation, 'explanation');
  return [{ type: 'WatchMarkedUrgent', data: { ...aboutOf(watchCase), ...data }, ...effective(data.markedOn, context) }];
};

const sameMembers = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((member) => other.includes(member));

/** @throws {Refusal} `watch-not-open`, `person-erased`, `assignees-missing`, dates, `date-before-clue` */
export const assignWatch = ({ assignees: named, assignedOn }: Data['AssignWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  const assignees = [...new Set(named)];
  require(assignees.length > 0, 'assignees-missing');
  requireSinceClue(assignedOn, watchCase, context);
  if (sameMembers(assignees, watchCase.assignees)) return [];
  return [{ type: 'WatchAssigned', data: { ...aboutOf(watchCase), assignees, assignedOn }, ...effective(assignedOn, context) }];
};

const verifyDueOn = ({ due }: WatchCase): string | undefined => due.find(({ duty }) => duty === 'verification')?.dueOn;

/**
 * 入户核实 by at least so many different people (two: the rural peer's rule; a policy parameter). Urgent cases may be visited after help began.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `watch-already-verified`, dates, `date-before-clue`, `too-few-visitors`,
 * `explanation-missing`, `due-date-too-early`
 */
export const verifyWatch = (data: Data['VerifyWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  const { minimumVisitors, planDueOn, visitedOn, findings, severity, cause, hasLabour } = data;
  const dueOn = verifyDueOn(watchCase);
  require(dueOn !== undefined, 'watch-already-verified', { verifiedOn: watchCase.verifiedOn });
  requireSinceClue(visitedOn, watchCase, context);
  const visitors = [...new Set(data.visitors)];
  require(visitors.length >= minimumVisitors, 'too-few-visitors', { visitors: visitors.length, minimumVisitors });
  requireText(findings, 'findings');
  requireDueSince(planDueOn, visitedOn);
  const found = { visitedOn, visitors, findings, severity, cause, hasLabour, withinTerm: visitedOn <= dueOn };
  const plan = watchCase.status === 'raised' ? { planDueOn } : {};
  return [{ type: 'WatchVerified', data: { ...aboutOf(watchCase), ...found, ...plan }, ...effective(visitedOn, context) }];
};

/**
 * At any stage, by somebody who entered nothing of the case.
 * @throws {Refusal} `watch-not-open`, `person-erased`, `four-eyes`, dates, `date-before-clue`, `explanation-missing`
 */
export const rejectWatch = (data: Data['RejectWatch'], state: Watch, context: Context): WatchEvent[] => {
  const watchCase = standing(state);
  requireOtherEyes(watchCase, context);
  requireSinceClue(data.rejectedOn, watchCase, context);
  requireText(data.explanation, 'explanation');
  return [{ type: 'WatchRejected', data: { ...aboutOf(watchCase), ...data }, ...effective(data.rejectedOn, context) }];
};
