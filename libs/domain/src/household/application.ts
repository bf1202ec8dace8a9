import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';
import type { Household } from './household.state.js';
import { causesSet } from './declarations.js';
import { fileInSteps, openFile, requireDayOfFile, requireDueAfter, requireOtherEyes, submittedFile } from './guards.js';

type Data = HouseholdCommandData;

/** 申报. @throws {Refusal} `household-exists`, `invalid-date`, `date-in-future`, `due-date-too-early`, then as for causes */
export const applyForHousehold = (data: Data['ApplyForHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  require(state.status === 'absent', 'household-exists', { status: state.status });
  const { causes, ...application } = data;
  requirePast(application.appliedOn, context);
  if (application.surveyDueOn !== undefined) requireDueAfter(application.surveyDueOn, application.appliedOn);
  return [
    { type: 'HouseholdApplied', data: { ...application, origin: 'application' }, ...effective(application.appliedOn, context) },
    ...(causes ? causesSet(causes) : []),
  ];
};

/**
 * 授权书: PIPL asks for separate consent, so the principal himself must have signed. The latest paper counts.
 * @throws {Refusal} `household-closed`, `invalid-date`, `date-in-future`, `authorisation-scope-missing`, `principal-not-signed`,
 * `signatory-unknown`
 */
export const authoriseDataChecks = (data: Data['AuthoriseDataChecks'], state: Household, context: Context): HouseholdEvent[] => {
  const { facts, steps } = openFile(state);
  const { scope, signedOn, signedBy } = data;
  requirePast(signedOn, context);
  require(scope.length > 0, 'authorisation-scope-missing');
  require(signedBy.includes(facts.principal.personId), 'principal-not-signed');
  const persons = [facts.principal, ...facts.members].map(({ personId }) => personId);
  const unknown = signedBy.filter((personId) => !persons.includes(personId)).length;
  require(unknown === 0, 'signatory-unknown', { unknown });
  const { authorisation } = steps;
  if (authorisation && authorisation.on === signedOn && sameValue([authorisation.scope, authorisation.signedBy], [scope, signedBy]))
    return [];
  return [{ type: 'DataChecksAuthorised', data: { scope, signedOn, signedBy }, ...effective(signedOn, context) }];
};

/**
 * 入户调查. The same person twice is one surveyor.
 * @throws {Refusal} `application-not-open`, dates, `too-few-surveyors`, `explanation-missing`
 */
export const recordHomeSurvey = (data: Data['RecordHomeSurvey'], state: Household, context: Context): HouseholdEvent[] => {
  const household = fileInSteps(state);
  const { surveyedOn, minimumSurveyors, findings } = data;
  requireDayOfFile(surveyedOn, household, context);
  const surveyors = [...new Set(data.surveyors)];
  require(surveyors.length >= minimumSurveyors, 'too-few-surveyors', { surveyors: surveyors.length, minimumSurveyors });
  requireText(findings, 'findings');
  const { survey } = household.steps;
  if (survey && survey.on === surveyedOn && sameValue(survey.surveyors, surveyors)) return [];
  const { personId } = household.facts.principal;
  return [{ type: 'HomeSurveyRecorded', data: { personId, surveyedOn, surveyors, findings }, ...effective(surveyedOn, context) }];
};

/** 审核. @throws {Refusal} `application-not-open`, `application-returned`, `four-eyes`, dates */
export const passReview = ({ reviewedOn }: Data['PassReview'], state: Household, context: Context): HouseholdEvent[] => {
  const household = submittedFile(state);
  requireOtherEyes(household, context);
  if (household.steps.review) return [];
  requireDayOfFile(reviewedOn, household, context);
  return [{ type: 'ReviewPassed', data: { unitId: household.facts.unitId, reviewedOn }, ...effective(reviewedOn, context) }];
};

/** 退回. @throws {Refusal} `household-closed`, `application-not-open`, `application-returned`, `four-eyes`, dates, `explanation-missing` */
export const returnForCorrection = (data: Data['ReturnForCorrection'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  require(household.status !== 'registered', 'application-not-open', { status: household.status });
  require(household.status !== 'returned', 'application-returned');
  requireOtherEyes(household, context);
  const { returnedOn, redo, reason } = data;
  requireDayOfFile(returnedOn, household, context);
  requireText(reason, 'reason');
  const { unitId } = household.facts;
  return [{ type: 'ReturnedForCorrection', data: { unitId, returnedOn, redo }, reason, ...effective(returnedOn, context) }];
};

/** @throws {Refusal} `application-not-returned`, dates */
export const resubmitApplication = (data: Data['ResubmitApplication'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  require(household.status === 'returned', 'application-not-returned', { status: household.status });
  const { resubmittedOn } = data;
  requireDayOfFile(resubmittedOn, household, context);
  const { unitId } = household.facts;
  return [{ type: 'ApplicationResubmitted', data: { unitId, resubmittedOn }, ...effective(resubmittedOn, context) }];
};

/**
 * 信息比对: no check without the signed authorisation, for the departments it names and from its day on (PIPL Art. 29).
 * @throws {Refusal} `household-closed`, `data-check-not-authorised`, dates, `explanation-missing` for hits, `data-match-exists`
 */
export const recordDataMatch = (data: Data['RecordDataMatch'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  const { facts, steps } = household;
  const { source, matchedOn, matchId } = data;
  const scope = steps.authorisation?.scope ?? [];
  require(scope.includes(source), 'data-check-not-authorised', { source, scope });
  requirePast(matchedOn, context);
  const signedOn = steps.authorisation?.on ?? matchedOn;
  require(matchedOn >= signedOn, 'data-check-not-authorised', { source, matchedOn, signedOn });
  if (data.result === 'hits') requireText(data.hits, 'hits');
  require(!steps.matches.some((match) => match.matchId === matchId), 'data-match-exists');
  const { unitId, principal } = facts;
  return [{ type: 'DataMatchRecorded', data: { personId: principal.personId, unitId, ...data }, ...effective(matchedOn, context) }];
};

/** @throws {Refusal} `household-closed`, `data-match-unknown`, `data-match-without-hits`, dates, `explanation-missing` */
export const explainDataMatch = (data: Data['ExplainDataMatch'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  const { matchId, explainedOn, explanation } = data;
  const match = household.steps.matches.find((known) => known.matchId === matchId);
  require(match !== undefined, 'data-match-unknown');
  if (match.standing === 'explained') return [];
  require(match.standing === 'hits', 'data-match-without-hits');
  requirePast(explainedOn, context);
  requireText(explanation, 'explanation');
  const { personId } = household.facts.principal;
  return [{ type: 'DataMatchExplained', data: { personId, matchId, explainedOn, explanation }, ...effective(explainedOn, context) }];
};
