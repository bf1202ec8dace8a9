import { addDays, daysBetween } from '../kernel/calendar.js';
import { ERASED } from '../kernel/message.js';
import { compareWithLine } from '../policy/classification.js';
import type { MarkTest, RiskCondition, RiskRule, RuleScope } from '../policy/watch-rules.js';
import { heldWindows, type HeardSignal, type SignalCondition } from './signal-window.js';
import type { FileStanding, WatchTerms } from './watch.commands.js';
import type { Evidence, RiskFinding, Signal } from './watch.events.js';
import type { KnownSignal } from './watch.state.js';

/**
 * A rule that holds: every signal it rests on (by id), the events of the file it looked at, and each of its conditions with the
 * figures that decided, in the order of the rule.
 */
export type Judgement = Readonly<{
  rule: RiskRule;
  signalIds: readonly string[];
  evidence: readonly Evidence[];
  findings: readonly RiskFinding[];
}>;

/** What a judgement needs of the policy of the day. */
export type JudgedBy = Pick<WatchTerms, 'rules' | 'onDate'>;

type FactCondition = Exclude<RiskCondition, SignalCondition>;
type FactAnswer = Readonly<{ finding: RiskFinding; evidence: Evidence }>;

const isDifficult = ({ category }: FileStanding): boolean => category !== undefined && category !== 'not_eligible';

/**
 * Whose files a rule is about. Somebody without a file is met by none but `any`, and a file that ended by none at all: nobody is left there
 * to look after, or he is looked after in another one.
 */
const inScope: Readonly<Record<RuleScope, (file: FileStanding | undefined) => boolean>> = {
  left_difficulty: (file) => file?.status === 'left_difficulty',
  registered: (file) => file?.status === 'registered' && isDifficult(file),
  marginal: (file) => file?.status !== 'left_difficulty' && file?.category === 'not_eligible' && file.reason === 'marginal_risk',
  any: () => true,
};

const WHOLE = /^\d{1,15}$/;

const passes =
  (marks: Readonly<Record<string, string>>) =>
  (test: MarkTest): boolean => {
    const value = marks[test.mark];
    if (value === undefined) return false;
    return 'oneOf' in test ? test.oneOf.includes(value) : WHOLE.test(value) && Number(value) >= test.atLeast;
  };

/** Whether a row's marks say something at all: one of the tests holds, or there is none. */
export const passesAny = (marks: Readonly<Record<string, string>>, tests: readonly MarkTest[]): boolean =>
  tests.length === 0 || tests.some(passes(marks));

const countsFor =
  ({ signal, heardWithinDays, where, kind }: SignalCondition) =>
  (heard: HeardSignal): boolean =>
    heard.kind === signal &&
    (kind === 'signal_count' || heard.figures.amountFen !== undefined) &&
    heard.receivedOn <= addDays(heard.happenedOn, heardWithinDays) &&
    where.every(passes(heard.figures.marks));

const incomeAnswer = (
  { atMostPercentOfLine }: FactCondition & { kind: 'net_income' },
  { income }: FileStanding,
): FactAnswer | undefined => {
  if (!income) return undefined;
  const { netFen, persons, windowMonths, lineMonthlyFen, evidence } = income;
  const test = { multiplePercent: atMostPercentOfLine, comparison: '<=' } as const;
  const { passed, limitFen } = compareWithLine(netFen, { lineMonthlyFen, months: windowMonths, persons }, test);
  const figures = { netFen, limitFen, atMostPercentOfLine, lineMonthlyFen, persons, windowMonths };
  return passed ? { finding: { condition: 'net_income', figures }, evidence } : undefined;
};

const overdueAnswer = (
  { byDays }: FactCondition & { kind: 'verification_overdue' },
  { reverify }: FileStanding,
  onDate: string,
): FactAnswer | undefined => {
  if (!reverify || onDate < addDays(reverify.dueOn, byDays)) return undefined;
  const { dueOn, evidence } = reverify;
  return { finding: { condition: 'verification_overdue', figures: { dueOn, daysLate: daysBetween(dueOn, onDate), byDays } }, evidence };
};

const aidAnswer = (
  { sinceDays }: FactCondition & { kind: 'aid_ended' },
  { lastAid }: FileStanding,
  onDate: string,
): FactAnswer | undefined => {
  if (!lastAid || onDate < addDays(lastAid.paidOn, sinceDays)) return undefined;
  const { paidOn, evidence } = lastAid;
  return { finding: { condition: 'aid_ended', figures: { paidOn, days: daysBetween(paidOn, onDate), sinceDays } }, evidence };
};

const answerOf = (condition: FactCondition, file: FileStanding | undefined, onDate: string): FactAnswer | undefined => {
  if (!file) return undefined;
  switch (condition.kind) {
    case 'net_income':
      return incomeAnswer(condition, file);
    case 'verification_overdue':
      return overdueAnswer(condition, file, onDate);
    case 'aid_ended':
      return aidAnswer(condition, file, onDate);
  }
};

const isOfSignals = (condition: RiskCondition): condition is SignalCondition =>
  condition.kind === 'signal_sum' || condition.kind === 'signal_count';

/** True where a rule looks at something of the file besides whose it is, so that it may come to hold without anything heard. */
export const looksAtFacts = ({ needs }: RiskRule): boolean => needs.some((need) => !isOfSignals(need));

const judgeRule = (
  rule: RiskRule,
  heard: readonly HeardSignal[],
  file: FileStanding | undefined,
  onDate: string,
): Judgement | undefined => {
  if (file?.status === 'ended' || !inScope[rule.scope](file)) return undefined;
  const answers = rule.needs.flatMap((need) => (isOfSignals(need) ? [] : [answerOf(need, file, onDate)]));
  const facts = answers.filter((answer) => answer !== undefined);
  if (facts.length < answers.length) return undefined;
  const conditions = rule.needs.filter(isOfSignals);
  const held = heldWindows(conditions.map((condition) => ({ condition, signals: heard.filter(countsFor(condition)) })));
  if (!held) return undefined;
  const [ofFacts, ofSignals] = [facts.map(({ finding }) => finding).values(), held.findings.values()];
  const findings = rule.needs.flatMap((need) => (isOfSignals(need) ? ofSignals : ofFacts).next().value ?? []);
  return { rule, signalIds: held.signalIds, evidence: facts.map(({ evidence }) => evidence), findings };
};

const judgeHeard = (heard: readonly HeardSignal[], file: FileStanding | undefined, { rules, onDate }: JudgedBy): readonly Judgement[] =>
  rules.rules
    .flatMap((rule) => judgeRule(rule, heard, file, onDate) ?? [])
    .sort((one, other) => (one.rule.ruleId < other.rule.ruleId ? -1 : 1));

/** Withdrawn, or of somebody whose key is destroyed: neither says anything any more. What was looked into is not asked about. */
const isCounted = (signal: KnownSignal): signal is KnownSignal & HeardSignal => !signal.withdrawn && signal.figures !== ERASED;

const byDay = (one: HeardSignal, other: HeardSignal): number => {
  if (one.happenedOn !== other.happenedOn) return one.happenedOn < other.happenedOn ? -1 : 1;
  return one.signalId < other.signalId ? -1 : 1;
};

/**
 * The rules that hold for a household, by rule id: a function of the set of what was heard, of the file and of the rules alone,
 * never of the order in which anything came. The figures of a judgement are those of its strongest window, and `signalIds` are the
 * signals of all its windows: so whatever is heard last in a window is named by the judgement that it makes hold.
 * Whether what was looked into before still counts is the caller's to say, by what he gives.
 */
export const judge = (signals: Iterable<KnownSignal>, file: FileStanding, by: JudgedBy): readonly Judgement[] =>
  judgeHeard([...signals].filter(isCounted).sort(byDay), file, by);

/** The rules for everybody, by id, that one signal alone makes a case of: who is no household's is remembered for these only. */
export const wouldFlagAlone = (signal: Signal, by: JudgedBy): readonly string[] =>
  judgeHeard([signal], undefined, by).flatMap(({ rule }) => (rule.effect === 'watch' ? [rule.ruleId] : []));
