import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAll, requirePast, requireText } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { Classification } from '../policy/classification.js';
import type { RequiredStep } from '../policy/rules.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent, StepEvidence } from './household.events.js';
import { approvalRules, outdatedInputs } from './household.policies.js';
import { stepsDone, type Household, type OpenHousehold, type Steps } from './household.state.js';
import { openFile, registeredFile, requireDayOfFile, requireDueAfter, requireOtherEyes } from './guards.js';

type Data = HouseholdCommandData;

const evidenceOf = (steps: Steps, requiredSteps: readonly RequiredStep[]): StepEvidence[] => {
  const done = stepsDone(steps);
  return requiredSteps.flatMap((step) => {
    const revision = done.get(step)?.revision;
    return revision === undefined ? [] : [{ step, revision }];
  });
};

/** Nothing is decided before the days on which the steps it relies on were done. @throws {Refusal} `date-before-steps` */
const requireAfterSteps = (decidedOn: string, { steps }: OpenHousehold, requiredSteps: readonly RequiredStep[]): void => {
  const done = stepsDone(steps);
  const later = requiredSteps.filter((step) => (done.get(step)?.on ?? decidedOn) > decidedOn);
  require(later.length === 0, 'date-before-steps', { decidedOn, later });
};

const classificationOf = ({ facts }: OpenHousehold): Classification => {
  if (!facts.classification) throw new Refusal('steps-missing', { missing: ['classification'] });
  return facts.classification;
};

/**
 * 审批: the approval names the steps it relied on, and the file is registered with it.
 * @throws {Refusal} `application-not-open`, `application-returned`, `four-eyes`, dates, `due-date-too-early`, the codes of
 * `approvalRules` (`steps-missing`, `objection-open`, `objection-upheld`, `data-match-hits-open`, `not-eligible`),
 * `date-before-steps`, `file-number-missing`
 */
export const approveHousehold = (data: Data['ApproveHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  require(household.status !== 'registered', 'application-not-open', { status: household.status });
  require(household.status !== 'returned', 'application-returned');
  requireOtherEyes(household, context);
  const { approvedOn, requiredSteps, reverifyDueOn, meeting } = data;
  requireDayOfFile(approvedOn, household, context);
  requireDueAfter(reverifyDueOn, approvedOn);
  requireAll(approvalRules, { household, requiredSteps });
  requireAfterSteps(approvedOn, household, requiredSteps);
  const { category, policyVersion } = classificationOf(household);
  const fileNumber = data.fileNumber ?? household.facts.fileNumber;
  require(fileNumber !== undefined, 'file-number-missing');
  const evidence = evidenceOf(household.steps, requiredSteps);
  const { unitId } = household.facts;
  return [
    {
      type: 'HouseholdApproved',
      data: { approvedOn, category, policyVersion, evidence, ...(meeting !== undefined && { meeting }) },
      ...effective(approvedOn, context),
    },
    {
      type: 'HouseholdRegistered',
      data: { unitId, registeredOn: approvedOn, fileNumber, reverifyDueOn },
      ...effective(approvedOn, context),
    },
  ];
};

/** @throws {Refusal} `household-closed`, `application-not-open`, `four-eyes`, dates, `explanation-missing` for `other` */
export const rejectApplication = (data: Data['RejectApplication'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  require(household.status !== 'registered', 'application-not-open', { status: household.status });
  requireOtherEyes(household, context);
  requireDayOfFile(data.rejectedOn, household, context);
  if (data.reasonKind === 'other') requireText(data.explanation, 'explanation');
  const { personId } = household.facts.principal;
  return [{ type: 'ApplicationRejected', data: { personId, ...data }, ...effective(data.rejectedOn, context) }];
};

/**
 * 临时档案转正: a temporary file may have been registered on fewer steps; now it needs them all.
 * @throws {Refusal} `household-not-registered`, `file-already-formal`, `four-eyes`, dates, `due-date-too-early`, codes of `approvalRules`,
 * `date-before-steps`
 */
export const makeFormal = (data: Data['MakeFormal'], state: Household, context: Context): HouseholdEvent[] => {
  const household = registeredFile(state);
  require(household.facts.temporary, 'file-already-formal');
  requireOtherEyes(household, context);
  const { madeFormalOn, requiredSteps, reverifyDueOn } = data;
  requireDayOfFile(madeFormalOn, household, context);
  requireDueAfter(reverifyDueOn, madeFormalOn);
  requireAll(approvalRules, { household, requiredSteps });
  requireAfterSteps(madeFormalOn, household, requiredSteps);
  const evidence = evidenceOf(household.steps, requiredSteps);
  const { unitId } = household.facts;
  return [{ type: 'HouseholdMadeFormal', data: { unitId, madeFormalOn, reverifyDueOn, evidence }, ...effective(madeFormalOn, context) }];
};

/** 录入. @throws {Refusal} `household-not-registered`, dates */
export const markEntered = (data: Data['MarkEntered'], state: Household, context: Context): HouseholdEvent[] => {
  const { enteredOn, nationalNumber } = registeredFile(state);
  if (enteredOn === data.enteredOn && nationalNumber === data.nationalNumber) return [];
  requirePast(data.enteredOn, context);
  return [{ type: 'HouseholdEntered', data, ...effective(data.enteredOn, context) }];
};

/** The rule must have looked at the facts as they are now. @throws {Refusal} `classification-inputs-differ` with the fields */
const requireCurrent = ({ facts }: OpenHousehold, classification: Classification): void => {
  const fields = outdatedInputs(facts, classification);
  require(fields.length === 0, 'classification-inputs-differ', { fields });
};

/** @throws {Refusal} `application-not-open` (a registered file is reclassified), `classification-inputs-differ` */
export const classifyHousehold = ({ classification }: Data['ClassifyHousehold'], state: Household): HouseholdEvent[] => {
  const household = openFile(state);
  require(household.status !== 'registered', 'application-not-open', { status: household.status });
  requireCurrent(household, classification);
  const { classification: before, unitId, principal } = household.facts;
  if (sameValue(before, classification)) return [];
  return [{ type: 'HouseholdClassified', data: { personId: principal.personId, unitId, classification } }];
};

/** @throws {Refusal} `household-not-registered`, `steps-missing`, `classification-inputs-differ` */
export const reclassifyHousehold = ({ classification }: Data['ReclassifyHousehold'], state: Household): HouseholdEvent[] => {
  const household = registeredFile(state);
  const before = classificationOf(household);
  requireCurrent(household, classification);
  if (sameValue(before, classification)) return [];
  const { unitId, principal } = household.facts;
  const data = { personId: principal.personId, unitId, classification, previousCategory: before.category };
  return [{ type: 'HouseholdReclassified', data }];
};
