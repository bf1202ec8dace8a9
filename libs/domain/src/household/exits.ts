import { addMonths } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import { compareWithLine } from '../policy/classification.js';
import type { LineTest } from '../policy/rules.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent, MonthAbove } from './household.events.js';
import type { MonthlyIncome } from './household.facts.js';
import { outdatedInputs } from './household.policies.js';
import { type ClosedHousehold, type Household, type OpenHousehold } from './household.state.js';
import { known, openFile, registeredFile, requireDayOfFile, requireOtherEyes } from './guards.js';

type Data = HouseholdCommandData;

const monthBefore = (month: string): string => addMonths(`${month}-01`, -1).slice(0, 7);

const isAbove = ({ incomeFen, lineMonthlyFen, persons }: MonthlyIncome, exit: LineTest): boolean =>
  !compareWithLine(incomeFen, { lineMonthlyFen, months: 1, persons }, exit).passed;

/**
 * The unbroken run of recorded months above the exit line up to the month of leaving, or up to the one before it where that
 * month has no record yet; newest last. `exit` says when a household is still in difficulty, so above means its test fails.
 */
export const monthsAbove = (incomes: Readonly<Record<string, MonthlyIncome>>, leftOn: string, exit: LineTest): MonthAbove[] => {
  const leaving = leftOn.slice(0, 7);
  const run: MonthAbove[] = [];
  let month = incomes[leaving] ? leaving : monthBefore(leaving);
  for (let income = incomes[month]; income && isAbove(income, exit); income = incomes[month]) {
    run.unshift({ ...income, perCapitaFen: Math.floor(income.incomeFen / income.persons) });
    month = monthBefore(month);
  }
  return run;
};

/**
 * 脱困: the cause is removed and the income has stayed above the line long enough (Anhui, Jiangsu: six months; a policy
 * parameter). The result is explained to the worker first, and who recorded the months does not close the file.
 * @throws {Refusal} `household-not-registered`, `four-eyes`, dates, `not-explained-yet`, `cause-not-removed`,
 * `months-above-line-insufficient`
 */
export const leaveDifficulty = (data: Data['LeaveDifficulty'], state: Household, context: Context): HouseholdEvent[] => {
  const household = registeredFile(state);
  requireOtherEyes(household, context);
  const { leftOn, explainedOn, causeRemoved, exit, exitStableMonths, policyVersion } = data;
  requireDayOfFile(leftOn, household, context);
  requireDayOfFile(explainedOn, household, context);
  require(explainedOn <= leftOn, 'not-explained-yet', { explainedOn, leftOn });
  require(causeRemoved.trim() !== '', 'cause-not-removed');
  const run = monthsAbove(household.monthlyIncomes, leftOn, exit);
  require(run.length >= exitStableMonths, 'months-above-line-insufficient', { months: run.length, exitStableMonths });
  const months = run.slice(run.length - exitStableMonths);
  const { personId } = household.facts.principal;
  return [
    {
      type: 'HouseholdLeftDifficulty',
      data: { personId, leftOn, explainedOn, causeRemoved, months, exit, exitStableMonths, policyVersion },
      ...effective(leftOn, context),
    },
  ];
};

/**
 * 注销: death, retirement or a move need no months above a line, a duplicate names the file that stays.
 * @throws {Refusal} `household-closed`, dates, `other-file-missing`, `explanation-missing` for `other`
 */
export const cancelHousehold = (data: Data['CancelHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  const household = openFile(state);
  requireDayOfFile(data.cancelledOn, household, context);
  const { otherHouseholdId } = data;
  const namesOther = otherHouseholdId !== undefined && otherHouseholdId !== household.householdId;
  require(data.reasonKind !== 'duplicate' || namesOther, 'other-file-missing');
  if (data.reasonKind === 'other') requireText(data.explanation, 'explanation');
  const { personId } = household.facts.principal;
  return [{ type: 'HouseholdCancelled', data: { personId, ...data }, ...effective(data.cancelledOn, context) }];
};

/** Each reason of 退档 has to be seen in the file itself. */
const requireGround = ({ facts, steps }: OpenHousehold, { reasonKind, explanation }: Data['WithdrawHousehold']): void => {
  switch (reasonKind) {
    case 'failed_data_check':
      return require(steps.matches.some(({ standing }) => standing === 'hits'), 'data-match-hits-missing');
    case 'not_eligible': {
      const { classification } = facts;
      const outdated = classification ? outdatedInputs(facts, classification) : ['classification'];
      const category = classification?.category ?? 'unclassified';
      return require(category === 'not_eligible' && outdated.length === 0, 'still-eligible', { category, outdated });
    }
    case 'false_statement':
    case 'other':
      return requireText(explanation, 'explanation');
  }
};

/**
 * 退档.
 * @throws {Refusal} `household-not-registered`, dates, `data-match-hits-missing`, `still-eligible`, `explanation-missing`
 */
export const withdrawHousehold = (data: Data['WithdrawHousehold'], state: Household, context: Context): HouseholdEvent[] => {
  const household = registeredFile(state);
  requireDayOfFile(data.withdrawnOn, household, context);
  requireGround(household, data);
  const { personId } = household.facts.principal;
  return [{ type: 'HouseholdWithdrawn', data: { personId, ...data }, ...effective(data.withdrawnOn, context) }];
};

/** @throws {Refusal} `household-absent`, `relapse-without-exit`, `person-erased` */
const leftDifficulty = (state: Household): ClosedHousehold => {
  const household = known(state);
  if (household.status !== 'closed') throw new Refusal('relapse-without-exit', { status: household.status });
  const { kind } = household.closing;
  require(kind === 'left_difficulty', 'relapse-without-exit', { status: 'closed', kind });
  require(household.facts.principal.name !== ERASED, 'person-erased');
  return household;
};

/**
 * 返困: only what was 脱困 can relapse, once per exit. The file lives on under its own number with its steps still to be taken anew.
 * @throws {Refusal} `household-absent`, `relapse-without-exit`, `person-erased`, dates, `date-before-exit`, `explanation-missing`
 */
export const reopenOnRelapse = (data: Data['ReopenOnRelapse'], state: Household, context: Context): HouseholdEvent[] => {
  const { closing, relapses, facts } = leftDifficulty(state);
  requirePast(data.reopenedOn, context);
  require(data.reopenedOn >= closing.on, 'date-before-exit', { reopenedOn: data.reopenedOn, leftOn: closing.on });
  requireText(data.circumstances, 'circumstances');
  const link = { personId: facts.principal.personId, unitId: facts.unitId, closedRevision: closing.revision, relapse: relapses + 1 };
  return [{ type: 'HouseholdReopened', data: { ...link, ...data }, ...effective(data.reopenedOn, context) }];
};
