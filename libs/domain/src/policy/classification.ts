import { isCalendarDate } from '../kernel/calendar.js';
import { require, Refusal } from '../kernel/refusal.js';
import type {
  AllowanceLine,
  Comparison,
  DifficultyCategory,
  ExclusionRule,
  LineTest,
  NotEligibleReason,
  PolicyVersion,
  Rules,
} from './rules.js';

/** The five incomes of a household over the policy's window (a year), in fen. */
export type Incomes = Readonly<{ wageFen: number; businessFen: number; propertyFen: number; transferFen: number; otherFen: number }>;

/** The five rigid costs over the same window, in fen. */
export type RigidCosts = Readonly<{
  medicalFen: number;
  disabilityCareFen: number;
  schoolingFen: number;
  housingFen: number;
  employmentFen: number;
}>;

export type Assets = Readonly<{
  homes: number;
  motorVehicle: boolean;
  mobilityAidVehicle: boolean;
  controllingShareholder: boolean;
  highFeeSchooling: boolean;
}>;

export type Accident = Readonly<{ kind: string; costFen: number; compensationFen: number }>;

/** Everything the rule looks at; stored in the event, so that the decision can be executed again years later. */
export type ClassificationInputs = Readonly<{
  area: string;
  /** The day whose line counts (date of application). */
  onDate: string;
  persons: number;
  incomes: Incomes;
  rigidCosts: RigidCosts;
  assets: Assets;
  accident?: Accident;
}>;

/** One rule's answer with its figures, in the order the rules were asked: what a caseworker reads as the reason. */
export type Finding = Readonly<{ rule: string; passed: boolean; figures: Readonly<Record<string, number | string>> }>;

export type Classification = Readonly<{
  policyVersion: PolicyVersion;
  inputs: ClassificationInputs;
  lineMonthlyFen: number;
  netFen: number;
  category: DifficultyCategory;
  reason?: NotEligibleReason;
  excludedBy: readonly ExclusionRule[];
  findings: readonly Finding[];
}>;

export type Classify = (inputs: ClassificationInputs, rules: Rules, policyVersion: PolicyVersion) => Classification;

/** How a household's net income stands to a line: what is compared with what, and whether the comparison holds. */
export type LineComparison = Readonly<{
  passed: boolean;
  netFen: number;
  comparison: Comparison;
  limitFen: number;
  multiplePercent: number;
}>;

const total = (amounts: Readonly<Record<string, number>>): number => Object.values(amounts).reduce((sum, amount) => sum + amount, 0);

/**
 * The whole fen that decide a comparison with `hundredths / 100` fen just as the exact value would: amounts are whole, so
 * below 1.5 means below 2, and up to 1.5 means up to 1.
 */
const wholeFen = (hundredths: bigint, comparison: '<' | '<=' | '>' | '>='): number => {
  const roundsUp = comparison === '<' || comparison === '>=';
  return Number((hundredths + (roundsUp ? 99n : 0n)) / 100n);
};

/**
 * Compares a household's net income over `months` with the line of as many months for as many `persons`, times the
 * test's multiple. BigInt, because the product may pass 2^53.
 */
export const compareWithLine = (
  netFen: number,
  against: Readonly<{ lineMonthlyFen: number; months: number; persons: number }>,
  { multiplePercent, comparison }: LineTest,
): LineComparison => {
  const lineFen = BigInt(against.lineMonthlyFen) * BigInt(against.months) * BigInt(against.persons);
  const limitFen = wholeFen(lineFen * BigInt(multiplePercent), comparison);
  return { passed: comparison === '<' ? netFen < limitFen : netFen <= limitFen, netFen, comparison, limitFen, multiplePercent };
};

/**
 * The allowance line of an area on a date: the most specific area that has one by then, and of its lines the latest.
 * @throws {Refusal} `no-line-for-date`
 */
export const lineFor = (rules: Pick<Rules, 'lines'>, area: string, onDate: string): AllowanceLine => {
  const candidates = rules.lines.filter((line) => area.startsWith(line.area) && line.effectiveFrom <= onDate);
  const [first, ...rest] = candidates;
  if (!first) throw new Refusal('no-line-for-date', { area, onDate });
  const outranks = (line: AllowanceLine, best: AllowanceLine) =>
    line.area.length === best.area.length ? line.effectiveFrom > best.effectiveFrom : line.area.length > best.area.length;
  return rest.reduce((best, line) => (outranks(line, best) ? line : best), first);
};

const yesNo = (value: boolean): string => (value ? 'yes' : 'no');

/** An exclusion is passed where it does not apply. One entry per rule of 不予认定 that a policy may list. */
const exclusions: Readonly<Record<ExclusionRule, (assets: Assets, rules: Rules) => Omit<Finding, 'rule'>>> = {
  homes: ({ homes }, { homesExcludedFrom }) => ({ passed: homes < homesExcludedFrom, figures: { homes, homesExcludedFrom } }),
  motor_vehicle: ({ motorVehicle, mobilityAidVehicle }) => ({
    passed: !motorVehicle || mobilityAidVehicle,
    figures: { motorVehicle: yesNo(motorVehicle), mobilityAidVehicle: yesNo(mobilityAidVehicle) },
  }),
  controlling_shareholder: ({ controllingShareholder }) => ({
    passed: !controllingShareholder,
    figures: { controllingShareholder: yesNo(controllingShareholder) },
  }),
  high_fee_schooling: ({ highFeeSchooling }) => ({ passed: !highFeeSchooling, figures: { highFeeSchooling: yesNo(highFeeSchooling) } }),
};

/** The loss that nobody has made good, compared with a share of the household's income (意外致困). */
const accidentFinding = ({ accident, incomes }: ClassificationInputs, { accident: { sharePercent, comparison } }: Rules): Finding => {
  if (!accident) return { rule: 'accident', passed: false, figures: { accident: 'none' } };
  const incomeFen = total(incomes);
  const lossFen = accident.costFen - accident.compensationFen;
  const limitFen = wholeFen(BigInt(incomeFen) * BigInt(sharePercent), comparison);
  const passed = comparison === '>' ? lossFen > limitFen : lossFen >= limitFen;
  return { rule: 'accident', passed, figures: { lossFen, comparison, limitFen, incomeFen, sharePercent } };
};

const findingsOf = (inputs: ClassificationInputs, rules: Rules, lineMonthlyFen: number, netFen: number): readonly Finding[] => {
  const against = { lineMonthlyFen, months: rules.windowMonths, persons: inputs.persons };
  const lineFinding = (rule: 'deep' | 'relative' | 'marginal'): Finding => {
    const { passed, ...figures } = compareWithLine(netFen, against, rules[rule]);
    return { rule, passed, figures };
  };
  return [
    ...rules.exclusions.map((rule) => ({ rule, ...exclusions[rule](inputs.assets, rules) })),
    lineFinding('deep'),
    lineFinding('relative'),
    accidentFinding(inputs, rules),
    lineFinding('marginal'),
  ];
};

const verdictOf = (passed: (rule: string) => boolean, excluded: boolean): { category: DifficultyCategory; reason?: NotEligibleReason } => {
  if (excluded) return { category: 'not_eligible', reason: 'excluded' };
  if (passed('deep')) return { category: 'deeply_difficult' };
  if (passed('relative')) return { category: 'relatively_difficult' };
  if (passed('accident')) return { category: 'accident_impoverished' };
  return { category: 'not_eligible', reason: passed('marginal') ? 'marginal_risk' : 'above_lines' };
};

/** Figures nobody could compute with; a sum past 2^53 would be rounded in silence. */
const requireComputable = ({ persons, onDate, assets, incomes, rigidCosts, accident }: ClassificationInputs): void => {
  const loss = accident ? { costFen: accident.costFen, compensationFen: accident.compensationFen } : {};
  const amount = (fen: number) => Number.isSafeInteger(fen) && fen >= 0;
  const checks = {
    persons: Number.isSafeInteger(persons) && persons >= 1,
    onDate: isCalendarDate(onDate),
    'assets.homes': amount(assets.homes),
    incomes: Object.values(incomes).every(amount) && amount(total(incomes)),
    rigidCosts: Object.values(rigidCosts).every(amount) && amount(total(rigidCosts)),
    accident: Object.values(loss).every(amount),
  };
  const fields = Object.entries(checks).flatMap(([field, holds]) => (holds ? [] : [field]));
  require(fields.length === 0, 'invalid-classification-inputs', { fields });
};

/**
 * The category of a household under a policy (three categories, one formula: the city's own definition of 深度, 相对 and
 * 意外致困, pdsgh.org node 16762; every figure is a policy parameter). All rules are asked and answer with their figures, so
 * that the reason can be read whatever the result; an exclusion then outweighs any income.
 * @throws {Refusal} `no-line-for-date`, `invalid-classification-inputs` with the fields
 */
export const classify: Classify = (inputs, rules, policyVersion) => {
  requireComputable(inputs);
  const { monthlyFen: lineMonthlyFen } = lineFor(rules, inputs.area, inputs.onDate);
  const netFen = total(inputs.incomes) - total(inputs.rigidCosts);
  const findings = findingsOf(inputs, rules, lineMonthlyFen, netFen);
  const passed = (rule: string) => findings.some((finding) => finding.rule === rule && finding.passed);
  const excludedBy = rules.exclusions.filter((rule) => !passed(rule));
  return { policyVersion, inputs, lineMonthlyFen, netFen, ...verdictOf(passed, excludedBy.length > 0), excludedBy, findings };
};
