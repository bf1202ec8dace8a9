import { isCalendarDate } from '../kernel/calendar.js';
import { aidRuleChecks } from './aid-rules.policies.js';
import { isListOf, isText, isWhole, type Check } from './checks.js';
import type { PolicyContent } from './policy.events.js';
import type { AllowanceLine, ExclusionRule, LineTest, RequiredStep, Rules } from './rules.js';
import { watchRuleChecks } from './watch-rules.policies.js';

const EXCLUSIONS: readonly ExclusionRule[] = ['homes', 'motor_vehicle', 'controlling_shareholder', 'high_fee_schooling'];
const STEPS: readonly RequiredStep[] = ['authorisation', 'survey', 'notice', 'review', 'data_match'];
const MONTHLY_FEN_MAX = 100_000_000;
const LINES_MAX = 1000;

const isArea = (text: string): boolean => /^\d{2}(\d{2}){0,2}$/.test(text);

const lineChecks = (line: AllowanceLine, place: number, lines: readonly AllowanceLine[]): Check[] => {
  const isFirst = lines.findIndex(({ area, effectiveFrom }) => area === line.area && effectiveFrom === line.effectiveFrom) === place;
  return [
    [`rules.lines.${place}.area`, isArea(line.area)],
    [`rules.lines.${place}.effectiveFrom`, isCalendarDate(line.effectiveFrom) && isFirst],
    [`rules.lines.${place}.monthlyFen`, isWhole(line.monthlyFen, 1, MONTHLY_FEN_MAX)],
    [`rules.lines.${place}.source`, isText(line.source, 500)],
  ];
};

const testChecks = (name: 'deep' | 'relative' | 'marginal' | 'exit', { multiplePercent, comparison }: LineTest): Check[] => [
  [`rules.${name}.multiplePercent`, isWhole(multiplePercent, 1, 1000)],
  [`rules.${name}.comparison`, ['<', '<='].includes(comparison)],
];

const termChecks = (rules: Rules): Check[] => [
  ['rules.windowMonths', isWhole(rules.windowMonths, 1, 36)],
  ['rules.noticeDays', isWhole(rules.noticeDays, 1, 60)],
  ['rules.noticeCounts', ['working_days', 'calendar_days'].includes(rules.noticeCounts)],
  ['rules.surveyWithinDays', isWhole(rules.surveyWithinDays, 1, 365)],
  ['rules.minimumSurveyors', isWhole(rules.minimumSurveyors, 1, 10)],
  ['rules.reverifyMonths', isWhole(rules.reverifyMonths, 1, 60)],
  ['rules.exitStableMonths', isWhole(rules.exitStableMonths, 0, 60)],
];

/** A wider category below a narrower one would never be reached. */
const orderChecks = ({ deep, relative, marginal }: Rules): Check[] => [
  ['rules.relative.multiplePercent', relative.multiplePercent >= deep.multiplePercent],
  ['rules.marginal.multiplePercent', marginal.multiplePercent >= relative.multiplePercent],
];

const ruleChecks = (rules: Rules): Check[] => [
  ['rules.lines', isWhole(rules.lines.length, 1, LINES_MAX)],
  ...rules.lines.flatMap(lineChecks),
  ...testChecks('deep', rules.deep),
  ...testChecks('relative', rules.relative),
  ...testChecks('marginal', rules.marginal),
  ...testChecks('exit', rules.exit),
  ...orderChecks(rules),
  ['rules.accident.sharePercent', isWhole(rules.accident.sharePercent, 1, 1000)],
  ['rules.accident.comparison', ['>', '>='].includes(rules.accident.comparison)],
  ['rules.exclusions', isListOf(rules.exclusions, EXCLUSIONS)],
  ['rules.homesExcludedFrom', isWhole(rules.homesExcludedFrom, 1, 100)],
  ['rules.requiredSteps', isListOf(rules.requiredSteps, STEPS)],
  ...termChecks(rules),
  ...(rules.aid ? aidRuleChecks(rules.aid) : []),
  ...(rules.watch ? watchRuleChecks(rules.watch) : []),
];

/** The fields of a draft that could not be decided by, each once, as dotted paths; none where it may be published. */
export const invalidFieldsOf = ({
  policyId,
  title,
  area,
  effectiveFrom,
  rules,
}: PolicyContent & Readonly<{ policyId: string }>): string[] => {
  const checks: Check[] = [
    ['policyId', /^[a-z0-9][a-z0-9-]{0,39}$/.test(policyId)],
    ['title', isText(title, 200)],
    ['area', isArea(area)],
    ['effectiveFrom', isCalendarDate(effectiveFrom)],
    ...ruleChecks(rules),
  ];
  return [...new Set(checks.flatMap(([field, holds]) => (holds ? [] : [field])))];
};
