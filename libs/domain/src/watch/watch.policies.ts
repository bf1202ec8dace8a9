import { addMonths } from '../kernel/calendar.js';
import type { Answer } from '../kernel/guards.js';
import type { FileStanding, WatchCommandData } from './watch.commands.js';
import type { WatchCase } from './watch.state.js';
import { severities, type RiskKind, type Severity } from './watch.terms.js';

/** True where `one` is the worse risk. */
export const isWorse = (one: Severity, other: Severity): boolean => severities.indexOf(one) < severities.indexOf(other);

type Clearing = Readonly<{ watchCase: WatchCase; asked: WatchCommandData['ClearRisk'] }>;
export type ClearingRule = (clearing: Clearing) => Answer;

const visitMade = ({ watchCase: { verifiedOn } }: Readonly<{ watchCase: WatchCase }>): Answer =>
  verifiedOn === undefined ? { code: 'visit-not-made', details: {} } : undefined;

/** Households without labour are helped and stay under watch; their risk is not marked as cleared (the rural peer's rule). */
const labourPresent: ClearingRule = ({ watchCase: { hasLabour } }) =>
  hasLabour === true ? undefined : { code: 'household-without-labour', details: {} };

const measuresDelivered: ClearingRule = ({ watchCase: { due } }) => {
  const outstanding = due.flatMap(({ duty, reference }) => (duty === 'measure' ? [reference] : []));
  return outstanding.length > 0 ? { code: 'measures-outstanding', details: { measureIds: outstanding } } : undefined;
};

/** Not to be marked while costs are not under control (the rural peer's rule). */
const costsAreSettled: ClearingRule = ({ asked: { costsSettled } }) =>
  costsSettled ? undefined : { code: 'costs-not-settled', details: {} };

/** Income steadily above the line for half a year or more (the rural peer's rule; the months are a policy parameter). */
const stableLongEnough: ClearingRule = ({ watchCase: { stableSince }, asked: { clearedOn, stableMonths } }) => {
  if (stableSince === undefined) return { code: 'not-stable-long-enough', details: { stableMonths } };
  const clearableOn = addMonths(stableSince, stableMonths);
  return clearableOn <= clearedOn ? undefined : { code: 'not-stable-long-enough', details: { stableSince, stableMonths, clearableOn } };
};

/** Half a year that nobody looked at is not known to have been stable: the last look that found it so is of the end of it. */
const lookedAtSince: ClearingRule = ({ watchCase: { stableSince, lastFollowUpOn }, asked: { stableMonths } }) => {
  if (stableSince === undefined || lastFollowUpOn === undefined) return undefined;
  const lookedAtFrom = addMonths(stableSince, stableMonths);
  const isSeen = lastFollowUpOn >= lookedAtFrom;
  return isSeen ? undefined : { code: 'not-looked-at-since', details: { stableSince, stableMonths, lookedAtFrom, lastFollowUpOn } };
};

const lookedInOnTime: ClearingRule = ({ watchCase: { due }, asked: { clearedOn } }) => {
  const overdue = due.find(({ duty, dueOn }) => duty === 'follow_up' && dueOn < clearedOn);
  return overdue && { code: 'follow-up-overdue', details: { dueOn: overdue.dueOn, clearedOn } };
};

/** 风险消除: what has to be so, in order of precedence. */
export const clearingRules: readonly ClearingRule[] = [
  visitMade,
  labourPresent,
  measuresDelivered,
  costsAreSettled,
  stableLongEnough,
  lookedAtSince,
  lookedInOnTime,
];

type Relapse = Readonly<{ watchCase: WatchCase; asked: WatchCommandData['ConfirmRelapse'] }>;
export type RelapseRule = (relapse: Relapse) => Answer;

/** 返困 is said of who left difficulty before; anybody else is registered for the first time. */
const leftDifficulty: RelapseRule = ({ asked: { fileStatus } }) =>
  fileStatus === 'left_difficulty' ? undefined : { code: 'file-did-not-leave-difficulty', details: { status: fileStatus } };

/** 返困: what has to be so, in order of precedence. */
export const relapseRules: readonly RelapseRule[] = [leftDifficulty, visitMade];

type Raising = Readonly<{ kind: RiskKind; file: FileStanding }>;
export type RaisingRule = (raising: Raising) => Answer;

/** Each kind is about files of another standing (脱困不稳定户 left difficulty, 边缘易致困户 were never in the register). */
const kindFitsFile: RaisingRule = ({ kind, file: { status, category } }) => {
  const isDifficult = status === 'registered' && category !== undefined && category !== 'not_eligible';
  const fits: Readonly<Record<RiskKind, boolean>> = {
    unstable_exit_household: status === 'left_difficulty',
    marginal_risk_household: status !== 'left_difficulty' && !isDifficult,
    sudden_hardship_household: true,
  };
  return fits[kind] ? undefined : { code: 'kind-does-not-fit-file', details: { kind, status, ...(category && { category }) } };
};

export const raisingRules: readonly RaisingRule[] = [kindFitsFile];

/** The kind of a case that a rule raises. */
export const kindOf = ({ status, category, reason }: FileStanding): RiskKind => {
  if (status === 'left_difficulty') return 'unstable_exit_household';
  return category === 'not_eligible' && reason === 'marginal_risk' ? 'marginal_risk_household' : 'sudden_hardship_household';
};
