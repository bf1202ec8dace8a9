import type { RiskCondition } from '#domain/policy/watch-rules';
import type { Evidence, RiskFinding } from '#domain/watch/watch.events';
import type { PolicyVersion } from '#domain/policy/rules';
import { yuan } from './case-timeline/words.js';
import { terms, type Language } from './terms.js';

/** A flag with all that its sentence says. `findings` is no list once the key of its person is destroyed. */
export type ToldFlag = Readonly<{
  ruleId: string;
  title: string;
  policyVersion: PolicyVersion;
  raisedOn: string;
  findings: readonly RiskFinding[] | string;
  /** Events of the household's watch that are the signals it rests on, by revision. */
  signalRevisions: readonly number[];
  evidence: readonly Evidence[];
}>;

type Sentence = Readonly<Record<Language, string>>;

/** What is said of each condition that held; `{name}` stands for one of its figures. */
const conditionSentences: Readonly<Record<RiskCondition['kind'], Sentence>> = {
  signal_sum: {
    zh: '{withinDays}天内{signal}{signals}条（{from}至{to}），合计{amountFen}元，达到{atLeastFen}元',
    en: '{signals} of {signal} within {withinDays} days ({from} to {to}) sum up to {amountFen} yuan, at least {atLeastFen} yuan',
  },
  signal_count: {
    zh: '{withinDays}天内{signal}{signals}条（{from}至{to}），达到{atLeast}条',
    en: '{signals} of {signal} within {withinDays} days ({from} to {to}), at least {atLeast}',
  },
  net_income: {
    zh: '{persons}人{windowMonths}个月纯收入{netFen}元，不高于低保标准（每人每月{lineMonthlyFen}元）的{atMostPercentOfLine}%，即{limitFen}元',
    en: 'net income of {netFen} yuan for {persons} people over {windowMonths} months is at most {atMostPercentOfLine} % of the line of {lineMonthlyFen} yuan per person and month, which is {limitFen} yuan',
  },
  verification_overdue: {
    zh: '年度复核应于{dueOn}完成，已逾期{daysLate}天，达到{byDays}天',
    en: 'the yearly check was due on {dueOn} and is {daysLate} days late, at least {byDays}',
  },
  aid_ended: {
    zh: '最近一次帮扶于{paidOn}发放，已过{days}天，达到{sinceDays}天',
    en: 'the last aid was paid on {paidOn}, {days} days ago, at least {sinceDays}',
  },
};

const frames: Readonly<Record<'flag' | 'erased' | 'watch' | 'household' | 'aid' | 'other' | 'and' | 'nothing', Sentence>> = {
  flag: {
    zh: '{raisedOn}预警：{title}（规则{ruleId}，政策{policyVersion}）。{findings}。依据：{evidence}。',
    en: 'Flagged on {raisedOn}: {title} (rule {ruleId}, policy {policyVersion}). {findings}. Evidence: {evidence}.',
  },
  erased: { zh: '数据已删除', en: 'The figures were erased' },
  watch: { zh: '监测记录第{revisions}条', en: 'watch record {revisions}' },
  household: { zh: '档案记录第{revisions}条', en: 'file record {revisions}' },
  aid: { zh: '帮扶记录第{revisions}条', en: 'aid record {revisions}' },
  other: { zh: '{category}记录第{revisions}条', en: '{category} record {revisions}' },
  and: { zh: '；', en: '; ' },
  nothing: { zh: '无', en: 'none' },
};

const filled = (sentence: Sentence, figures: Readonly<Record<string, string>>, language: Language): string =>
  sentence[language].replace(/\{(\w+)\}/g, (_match, name: string) => figures[name] ?? '');

const figureIn = (name: string, value: number | string, language: Language): string => {
  if (name === 'signal' && Object.hasOwn(terms.signalKind, value))
    return terms.signalKind[value as keyof typeof terms.signalKind][language];
  return typeof value === 'number' && name.endsWith('Fen') ? yuan(value) : String(value);
};

const isKnown = (condition: string): condition is RiskCondition['kind'] => Object.hasOwn(conditionSentences, condition);

/** A condition that this version does not know yet is told by its bare figures. */
const told = ({ condition, figures }: RiskFinding, language: Language): string => {
  const shown = Object.entries(figures).map(([name, value]) => [name, figureIn(name, value, language)] as const);
  if (isKnown(condition)) return filled(conditionSentences[condition], Object.fromEntries(shown), language);
  return `${condition} (${shown.map(([name, value]) => `${name} ${value}`).join(', ')})`;
};

const recordIn = (stream: string, revisions: string, language: Language): string => {
  const category = stream.slice(0, stream.indexOf('-'));
  const frame = category === 'watch' || category === 'household' || category === 'aid' ? frames[category] : frames.other;
  return filled(frame, { category, revisions }, language);
};

const evidenceIn = ({ signalRevisions, evidence }: ToldFlag, language: Language): string => {
  const separator = language === 'zh' ? '、' : ', ';
  const heard = signalRevisions.length === 0 ? [] : [recordIn('watch-', signalRevisions.join(separator), language)];
  const seen = evidence.map(({ stream, revision }) => recordIn(stream, String(revision), language));
  return [...heard, ...seen].join(frames.and[language]) || frames.nothing[language];
};

/** Why a flag was raised: rule, figures beside their thresholds, policy version, and the events it rests on; amounts in yuan. */
export const flagSentence = (flag: ToldFlag, language: Language): string => {
  const { raisedOn, title, ruleId, policyVersion, findings } = flag;
  const said =
    typeof findings === 'string' ? frames.erased[language] : findings.map((finding) => told(finding, language)).join(frames.and[language]);
  return filled(frames.flag, { raisedOn, title, ruleId, policyVersion, findings: said, evidence: evidenceIn(flag, language) }, language);
};
