import type { Context } from '../kernel/decider.js';
import { effective, requireAll, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import { noticeRules } from './household.policies.js';
import type { Household } from './household.state.js';
import { fileInSteps, requireDayOfFile, requireDueAfter } from './guards.js';

type Data = HouseholdCommandData;

/**
 * 公示: one at a time; a closed one is repeated only after a return has undone it.
 * @throws {Refusal} `application-not-open`, `notice-open`, `notice-already-closed`, dates, `due-date-too-early`, `explanation-missing`
 */
export const postPublicNotice = (data: Data['PostPublicNotice'], state: Household, context: Context): HouseholdEvent[] => {
  const household = fileInSteps(state);
  const { notice } = household.steps;
  if (notice) require(false, notice.closed ? 'notice-already-closed' : 'notice-open', { postedOn: notice.postedOn });
  const { postedOn, endsOn, place } = data;
  requireDayOfFile(postedOn, household, context);
  requireDueAfter(endsOn, postedOn);
  requireText(place, 'place');
  const { unitId } = household.facts;
  return [{ type: 'PublicNoticePosted', data: { unitId, postedOn, endsOn, place }, ...effective(postedOn, context) }];
};

/** 异议: from the posting of the notice until the file is decided. @throws {Refusal} `application-not-open`, `notice-not-posted`, dates */
export const raiseObjection = (data: Data['RaiseObjection'], state: Household, context: Context): HouseholdEvent[] => {
  const household = fileInSteps(state);
  const { notice, objections } = household.steps;
  const { objectionId, raisedOn, text } = data;
  require(notice !== undefined, 'notice-not-posted');
  if (objections.some((known) => known.objectionId === objectionId)) return [];
  requireDayOfFile(raisedOn, household, context);
  require(raisedOn >= notice.postedOn, 'date-before-notice', { raisedOn, postedOn: notice.postedOn });
  requireText(text, 'text');
  const { unitId, principal } = household.facts;
  return [
    {
      type: 'ObjectionRaised',
      data: { personId: principal.personId, unitId, objectionId, raisedOn, text },
      ...effective(raisedOn, context),
    },
  ];
};

/** @throws {Refusal} `application-not-open`, `objection-unknown`, `objection-already-resolved`, dates, `explanation-missing` */
export const resolveObjection = (data: Data['ResolveObjection'], state: Household, context: Context): HouseholdEvent[] => {
  const household = fileInSteps(state);
  const { objectionId, resolvedOn, outcome, findings } = data;
  const objection = household.steps.objections.find((known) => known.objectionId === objectionId);
  require(objection !== undefined, 'objection-unknown');
  if (objection.status === outcome) return [];
  require(objection.status === 'open', 'objection-already-resolved', { outcome: objection.status });
  requireDayOfFile(resolvedOn, household, context);
  requireText(findings, 'findings');
  const { personId } = household.facts.principal;
  return [{ type: 'ObjectionResolved', data: { personId, objectionId, resolvedOn, outcome, findings }, ...effective(resolvedOn, context) }];
};

/**
 * The notice may end on `endsOn` and no day before (the days are counted where the holidays are known).
 * @throws {Refusal} `application-not-open`, `notice-not-posted`, dates, `notice-too-short`, `objection-open`, `objection-upheld`
 */
export const closeNotice = ({ closedOn }: Data['CloseNotice'], state: Household, context: Context): HouseholdEvent[] => {
  const household = fileInSteps(state);
  const { notice } = household.steps;
  require(notice !== undefined, 'notice-not-posted');
  if (notice.closed) return [];
  requireDayOfFile(closedOn, household, context);
  require(closedOn >= notice.endsOn, 'notice-too-short', { closedOn, endsOn: notice.endsOn });
  requireAll(noticeRules, { household, requiredSteps: [] });
  const { unitId } = household.facts;
  return [{ type: 'PublicNoticeClosed', data: { unitId, closedOn }, ...effective(closedOn, context) }];
};
