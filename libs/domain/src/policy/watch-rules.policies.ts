import { dataSources, hardshipCauses } from '../household/household.terms.js';
import { feedKinds, severities, signalKinds } from '../watch/watch.terms.js';
import { isText, isWhole, type Check } from './checks.js';
import {
  ruleEffects,
  ruleScopes,
  sourcedWatchRules,
  type FeedMapping,
  type MarkColumn,
  type MarkTest,
  type RiskCondition,
  type RiskRule,
  type Term,
  type WatchRules,
} from './watch-rules.js';

const FEN_MAX = Number.MAX_SAFE_INTEGER;
const DAYS_MAX = 3650;
const RULES_MAX = 200;
const NEEDS_MAX = 8;
const TESTS_MAX = 8;
const MARKS_MAX = 20;
const WORDS_MAX = 100;
const WORD_MAX = 100;
const SOURCE_MAX = 500;
const RULE_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const MARK = /^[a-z][a-zA-Z0-9_]{0,39}$/;

const isSource = (text: string): boolean => isText(text, SOURCE_MAX);
const isWord = (text: string): boolean => isText(text, WORD_MAX);
const isUnique = <Item>(items: readonly Item[]): boolean => new Set(items).size === items.length;

const isTest = (test: MarkTest): boolean => {
  if (!MARK.test(test.mark) || 'atLeast' in test === 'oneOf' in test) return false;
  if ('atLeast' in test) return isWhole(test.atLeast, 0, FEN_MAX);
  return isWhole(test.oneOf.length, 1, WORDS_MAX) && isUnique(test.oneOf) && test.oneOf.every(isWord);
};

/** Absent where a draft names a condition of signals without saying which of them count. */
const areTests = (tests: readonly MarkTest[] | undefined): boolean =>
  tests !== undefined && tests.length <= TESTS_MAX && tests.every(isTest);

/** A test that asks for what the department's file cannot say would be a rule that never holds, and nobody would notice. */
const canPass =
  (marks: readonly MarkColumn[]) =>
  (test: MarkTest): boolean => {
    const column = marks.find(({ mark }) => mark === test.mark);
    if (!column) return false;
    const kept = column.values && Object.values(column.values);
    return !kept || ('oneOf' in test && test.oneOf.every((value) => kept.includes(value)));
  };

type Signals = Extract<RiskCondition, { signal: unknown }>;

const isHeardOf = ({ signal, where, kind }: Signals, feeds: readonly FeedMapping[]): boolean => {
  const mapping = feeds.find(({ feed }) => feed === signal);
  return !mapping || (where.every(canPass(mapping.marks)) && (kind === 'signal_count' || mapping.amountYuan !== undefined));
};

const signalChecks = (field: string, condition: Signals, feeds: readonly FeedMapping[]): Check[] => [
  [`${field}.signal`, signalKinds.includes(condition.signal)],
  [`${field}.withinDays`, isWhole(condition.withinDays, 0, DAYS_MAX)],
  [`${field}.heardWithinDays`, isWhole(condition.heardWithinDays, 0, DAYS_MAX)],
  [`${field}.where`, areTests(condition.where) && isHeardOf(condition, feeds)],
];

const conditionChecks = (field: string, condition: RiskCondition, feeds: readonly FeedMapping[]): Check[] => {
  switch (condition.kind) {
    case 'signal_sum':
      return [...signalChecks(field, condition, feeds), [`${field}.atLeastFen`, isWhole(condition.atLeastFen, 1, FEN_MAX)]];
    case 'signal_count':
      return [...signalChecks(field, condition, feeds), [`${field}.atLeast`, isWhole(condition.atLeast, 1, 1000)]];
    case 'net_income':
      return [[`${field}.atMostPercentOfLine`, isWhole(condition.atMostPercentOfLine, 1, 1000)]];
    case 'verification_overdue':
      return [[`${field}.byDays`, isWhole(condition.byDays, 1, DAYS_MAX)]];
    case 'aid_ended':
      return [[`${field}.sinceDays`, isWhole(condition.sinceDays, 1, DAYS_MAX)]];
  }
};

const ruleChecks =
  ({ rules, feeds }: WatchRules) =>
  (rule: RiskRule, place: number): Check[] => {
    const field = `rules.watch.rules.${place}`;
    const isFirst = rules.findIndex(({ ruleId }) => ruleId === rule.ruleId) === place;
    return [
      [`${field}.ruleId`, RULE_ID.test(rule.ruleId) && isFirst],
      [`${field}.title`, isText(rule.title, 200)],
      [`${field}.scope`, ruleScopes.includes(rule.scope)],
      [`${field}.effect`, ruleEffects.includes(rule.effect)],
      [`${field}.needs`, isWhole(rule.needs.length, 1, NEEDS_MAX)],
      ...rule.needs.flatMap((condition, at) => conditionChecks(`${field}.needs.${at}`, condition, feeds)),
      [`${field}.severity`, severities.includes(rule.severity)],
      [`${field}.cause`, hardshipCauses.includes(rule.cause)],
      [`${field}.source`, isSource(rule.source)],
    ];
  };

const areKept = (values: Readonly<Record<string, string>>): boolean =>
  isWhole(Object.keys(values).length, 1, WORDS_MAX) && Object.entries(values).every((pair) => pair.every(isWord));

const markChecks = (field: string, { mark, column, values }: MarkColumn, place: number, marks: readonly MarkColumn[]): Check[] => [
  [`${field}.mark`, MARK.test(mark) && marks.findIndex((other) => other.mark === mark) === place],
  [`${field}.column`, isWord(column)],
  [`${field}.values`, values === undefined || areKept(values)],
];

const feedChecks = (mapping: FeedMapping, place: number, feeds: readonly FeedMapping[]): Check[] => {
  const field = `rules.watch.feeds.${place}`;
  const { feed, marks, signalWhenAny } = mapping;
  return [
    [`${field}.feed`, feedKinds.includes(feed) && feeds.findIndex((other) => other.feed === feed) === place],
    [`${field}.department`, isWord(mapping.department)],
    [`${field}.needs`, dataSources.includes(mapping.needs)],
    [`${field}.name`, isWord(mapping.name)],
    [`${field}.idNumber`, isWord(mapping.idNumber)],
    [`${field}.date`, mapping.date === undefined || isWord(mapping.date)],
    [`${field}.amountYuan`, mapping.amountYuan === undefined || isWord(mapping.amountYuan)],
    [`${field}.marks`, marks.length <= MARKS_MAX],
    ...marks.flatMap((mark, at) => markChecks(`${field}.marks.${at}`, mark, at, marks)),
    [`${field}.signalWhenAny`, areTests(signalWhenAny) && signalWhenAny.every(canPass(marks))],
  ];
};

const termChecks = (name: 'verify' | 'plan' | 'recheck' | 'escalate', { days, counts, source }: Term): Check[] => [
  [`rules.watch.${name}.days`, isWhole(days, 1, 365)],
  [`rules.watch.${name}.counts`, ['working_days', 'calendar_days'].includes(counts)],
  [`rules.watch.${name}.source`, isSource(source)],
];

/** The worse the risk, the more often somebody looks in. */
const rhythmChecks = ({ followUpMonths: { red, yellow, green } }: WatchRules): Check[] => [
  ['rules.watch.followUpMonths.red', isWhole(red, 1, 24)],
  ['rules.watch.followUpMonths.yellow', isWhole(yellow, red, 24)],
  ['rules.watch.followUpMonths.green', isWhole(green, yellow, 24)],
];

/** What a policy says about monitoring, field by field. */
export const watchRuleChecks = (watch: WatchRules): Check[] => [
  ['rules.watch.rules', isWhole(watch.rules.length, 0, RULES_MAX)],
  ...watch.rules.flatMap(ruleChecks(watch)),
  ...watch.feeds.flatMap(feedChecks),
  ...termChecks('verify', watch.verify),
  ...termChecks('plan', watch.plan),
  ...termChecks('recheck', watch.recheck),
  ...termChecks('escalate', watch.escalate),
  ['rules.watch.minimumVisitors', isWhole(watch.minimumVisitors, 1, 10)],
  ...rhythmChecks(watch),
  ['rules.watch.stableMonths', isWhole(watch.stableMonths, 1, 60)],
  ['rules.watch.reviewMonths', isWhole(watch.reviewMonths, 1, 60)],
  ['rules.watch.remindDaysBefore', isWhole(watch.remindDaysBefore, 0, 60)],
  ['rules.watch.massRelapseBasisPoints', isWhole(watch.massRelapseBasisPoints, 0, 10_000)],
  ['rules.watch.leadKeepDays', isWhole(watch.leadKeepDays, 1, 365)],
  ...sourcedWatchRules.map((rule): Check => [`rules.watch.sources.${rule}`, isSource(watch.sources[rule])]),
];
