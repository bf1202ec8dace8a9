import { sameValue } from '../kernel/equality.js';
import type { Answer } from '../kernel/guards.js';
import type { Classification } from '../policy/classification.js';
import type { RequiredStep } from '../policy/rules.js';
import type { HouseholdFacts } from './household.facts.js';
import { beganOn, stepsDone, type KnownHousehold } from './household.state.js';

/** What an approval needs besides its required steps. */
export type MissingStep = RequiredStep | 'classification';

type Approval = Readonly<{ household: KnownHousehold; requiredSteps: readonly RequiredStep[] }>;
export type ApprovalRule = (approval: Approval) => Answer;

/** Where a classification's inputs are not the facts of the file any more. An accident's kind is personal and decides nothing. */
export const outdatedInputs = (facts: HouseholdFacts, { inputs }: Classification): string[] => {
  const lossOf = (accident: HouseholdFacts['accident']) => accident && [accident.costFen, accident.compensationFen];
  const same = {
    persons: facts.members.length + 1 === inputs.persons,
    incomes: sameValue(facts.incomes, inputs.incomes),
    rigidCosts: sameValue(facts.rigidCosts, inputs.rigidCosts),
    assets: sameValue(facts.assets, inputs.assets),
    accident: sameValue(lossOf(facts.accident), lossOf(inputs.accident)),
  };
  return Object.entries(same).flatMap(([field, holds]) => (holds ? [] : [field]));
};

/** Of the facts as they are, and not by the line of a day before the application (or the relapse that stands for one). */
const isClassified = (household: KnownHousehold): boolean => {
  const { classification } = household.facts;
  return (
    classification !== undefined &&
    classification.inputs.onDate >= beganOn(household) &&
    outdatedInputs(household.facts, classification).length === 0
  );
};

/** The required steps not done yet, in the policy's order, and `classification` where there is none that counts. */
export const missingSteps = (household: KnownHousehold, requiredSteps: readonly RequiredStep[]): MissingStep[] => {
  const done = stepsDone(household.steps);
  return [...requiredSteps.filter((step) => !done.has(step)), ...(isClassified(household) ? [] : ['classification' as const])];
};

const stepsComplete: ApprovalRule = ({ household, requiredSteps }) => {
  const missing = missingSteps(household, requiredSteps);
  return missing.length > 0 ? { code: 'steps-missing', details: { missing } } : undefined;
};

const noOpenObjection: ApprovalRule = ({ household: { steps } }) => {
  const standing = steps.objections.filter(({ status }) => status !== 'dismissed');
  if (standing.length === 0) return undefined;
  return {
    code: standing.some(({ status }) => status === 'open') ? 'objection-open' : 'objection-upheld',
    details: { objections: standing.length },
  };
};

/** The last answer of each department counts; hits that were looked into and explained do not stand in the way. */
const noUnexplainedHits: ApprovalRule = ({ household: { steps } }) => {
  const last = new Map(steps.matches.map((match) => [match.source, match]));
  const sources = [...last.values()].filter(({ standing }) => standing === 'hits').map(({ source }) => source);
  return sources.length > 0 ? { code: 'data-match-hits-open', details: { sources } } : undefined;
};

const eligible: ApprovalRule = ({ household: { facts } }) => {
  const { category, reason } = facts.classification ?? {};
  return category === 'not_eligible' ? { code: 'not-eligible', details: { category, ...(reason && { reason }) } } : undefined;
};

/** A notice is over when its days are and nobody's objection stands. */
export const noticeRules: readonly ApprovalRule[] = [noOpenObjection];

/** 审批, in order of precedence. A file goes to the vote with its papers complete and a category it may be aided under. */
export const approvalRules: readonly ApprovalRule[] = [stepsComplete, noOpenObjection, noUnexplainedHits, eligible];
