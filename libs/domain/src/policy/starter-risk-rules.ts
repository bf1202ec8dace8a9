import { SCREENING, DEPARTMENTS, CROSS_MATCH, RURAL_2021, EXCLUSION, ARCHIVE, FOUNDING, PARAMETER } from './starter-watch-sources.js';
import type { RiskCondition, RiskRule } from './watch-rules.js';

const YUAN = 100;
const YEAR = 365;

type Signals = Extract<RiskCondition, { signal: unknown }>;
type Counted = Partial<Pick<Signals, 'withinDays' | 'heardWithinDays' | 'where'>>;

/** Over a year, heard within a year, whatever its marks, unless said otherwise. */
const sum = (signal: Signals['signal'], atLeastYuan: number, counted: Counted = {}): RiskCondition => ({
  kind: 'signal_sum',
  signal,
  withinDays: YEAR,
  heardWithinDays: YEAR,
  where: [],
  ...counted,
  atLeastFen: Math.round(atLeastYuan * YUAN),
});

const heard = (signal: Signals['signal'], counted: Counted = {}): RiskCondition => ({
  kind: 'signal_count',
  signal,
  withinDays: YEAR,
  heardWithinDays: YEAR,
  where: [],
  ...counted,
  atLeast: 1,
});

const marked = (mark: string, ...oneOf: readonly string[]): Counted => ({ where: [{ mark, oneOf }] });
const INPATIENT = marked('care', 'inpatient');
const ONE_MONTH = { withinDays: 27, heardWithinDays: 92 };

const illness: readonly RiskRule[] = [
  {
    ruleId: 'medical-inpatient',
    title: '一年内住院自付费用较大',
    scope: 'any',
    effect: 'watch',
    needs: [sum('medical_cost', 20_000, INPATIENT)],
    severity: 'yellow',
    cause: 'critical_illness',
    source: SCREENING,
  },
  {
    ruleId: 'medical-inpatient-left',
    title: '脱困户一年内住院自付费用较大',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [sum('medical_cost', 5000, INPATIENT)],
    severity: 'yellow',
    cause: 'critical_illness',
    source: SCREENING,
  },
  {
    ruleId: 'medical-outpatient-left',
    title: '脱困户单月门诊自付费用较大',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [sum('medical_cost', 500, { ...ONE_MONTH, ...marked('care', 'outpatient') })],
    severity: 'green',
    cause: 'critical_illness',
    source: SCREENING,
  },
  {
    ruleId: 'unemployment-and-illness',
    title: '失业且一年内住院自付费用较大',
    scope: 'any',
    effect: 'watch',
    needs: [heard('unemployment'), sum('medical_cost', 5000, INPATIENT)],
    severity: 'red',
    cause: 'critical_illness',
    source: `${CROSS_MATCH}; the sum as for households that left difficulty: ${PARAMETER}`,
  },
  {
    ruleId: 'severe-disability',
    title: '新评定一级、二级残疾',
    scope: 'any',
    effect: 'watch',
    needs: [heard('disability', marked('grade', '1', '2'))],
    severity: 'yellow',
    cause: 'no_work_capacity',
    source: `${DEPARTMENTS}; the grades: ${PARAMETER}`,
  },
  {
    ruleId: 'disability-left',
    title: '脱困户新评定残疾',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [heard('disability')],
    severity: 'yellow',
    cause: 'no_work_capacity',
    source: DEPARTMENTS,
  },
];

const unemploymentOf = (scope: 'left_difficulty' | 'marginal' | 'registered', title: string, severity: RiskRule['severity']): RiskRule => ({
  ruleId: `unemployment-${scope === 'left_difficulty' ? 'left' : scope}`,
  title,
  scope,
  effect: 'watch',
  needs: [heard('unemployment', { heardWithinDays: 180 })],
  severity,
  cause: 'laid_off',
  source: `${DEPARTMENTS}; the severity: ${PARAMETER}`,
});

const livelihood: readonly RiskRule[] = [
  unemploymentOf('left_difficulty', '脱困户成员登记失业', 'yellow'),
  unemploymentOf('marginal', '边缘户成员登记失业', 'yellow'),
  unemploymentOf('registered', '在档困难职工家庭成员登记失业', 'green'),
  {
    ruleId: 'wage-arrears',
    title: '一年内被拖欠工资较多',
    scope: 'any',
    effect: 'watch',
    needs: [sum('wage_arrears', 10_000)],
    severity: 'yellow',
    cause: 'other',
    source: `${FOUNDING}; the sum: ${PARAMETER}`,
  },
  {
    ruleId: 'schooling-cost',
    title: '一学年自付教育费用超过一万元',
    scope: 'any',
    effect: 'watch',
    needs: [sum('schooling', 10_000.01, { withinDays: 300 })],
    severity: 'green',
    cause: 'child_schooling',
    source: SCREENING,
  },
  {
    ruleId: 'disaster-loss',
    title: '因灾损失较大',
    scope: 'any',
    effect: 'watch',
    needs: [sum('disaster', 10_000)],
    severity: 'yellow',
    cause: 'natural_disaster',
    source: `${DEPARTMENTS}; the sum: ${PARAMETER}`,
  },
  {
    ruleId: 'disaster-heavy-loss',
    title: '因灾损失重大',
    scope: 'any',
    effect: 'watch',
    needs: [sum('disaster', 30_000)],
    severity: 'red',
    cause: 'natural_disaster',
    source: `${DEPARTMENTS}; the sum: ${PARAMETER}`,
  },
  {
    ruleId: 'allowance-stopped-registered',
    title: '在档困难职工家庭停发低保',
    scope: 'registered',
    effect: 'watch',
    needs: [heard('minimum_allowance', { heardWithinDays: 180, ...marked('allowance', 'stopped') })],
    severity: 'yellow',
    cause: 'other',
    source: `${CROSS_MATCH}; ${PARAMETER}`,
  },
  {
    ruleId: 'allowance-stopped-left',
    title: '脱困户停发低保',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [heard('minimum_allowance', { heardWithinDays: 180, ...marked('allowance', 'stopped') })],
    severity: 'yellow',
    cause: 'other',
    source: `${CROSS_MATCH}; ${PARAMETER}`,
  },
  {
    ruleId: 'allowance-granted-left',
    title: '脱困户重新纳入低保',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [heard('minimum_allowance', { heardWithinDays: 180, ...marked('allowance', 'granted') })],
    severity: 'red',
    cause: 'other',
    source: `${CROSS_MATCH}; ${PARAMETER}`,
  },
];

const nearTheLine: readonly RiskRule[] = [
  {
    ruleId: 'marginal-near-line',
    title: '人均纯收入接近两倍低保标准',
    scope: 'marginal',
    effect: 'watch',
    needs: [{ kind: 'net_income', atMostPercentOfLine: 220 }],
    severity: 'green',
    cause: 'other',
    source: `${FOUNDING}; the share: ${PARAMETER}`,
  },
  {
    ruleId: 'marginal-illness',
    title: '边缘户一年内住院自付费用较大',
    scope: 'marginal',
    effect: 'watch',
    needs: [{ kind: 'net_income', atMostPercentOfLine: 250 }, sum('medical_cost', 5000, INPATIENT)],
    severity: 'yellow',
    cause: 'critical_illness',
    source: `${SCREENING}; the share: ${PARAMETER}`,
  },
  {
    ruleId: 'near-line-after-aid',
    title: '脱困户收入接近低保标准且帮扶已结束',
    scope: 'left_difficulty',
    effect: 'watch',
    needs: [
      { kind: 'net_income', atMostPercentOfLine: 150 },
      { kind: 'aid_ended', sinceDays: 90 },
    ],
    severity: 'green',
    cause: 'other',
    source: `${FOUNDING}; share and days: ${PARAMETER}`,
  },
];

const ownKnowledge: readonly RiskRule[] = [
  {
    ruleId: 'self-report',
    title: '家庭自行申报困难',
    scope: 'any',
    effect: 'watch',
    needs: [heard('self_report')],
    severity: 'yellow',
    cause: 'other',
    source: `${RURAL_2021}: 农户自主申报; the severity: ${PARAMETER}`,
  },
  {
    ruleId: 'visit-finding',
    title: '走访发现生活状况变差',
    scope: 'any',
    effect: 'watch',
    needs: [heard('visit_finding', marked('judgement', 'worse'))],
    severity: 'yellow',
    cause: 'other',
    source: `${RURAL_2021}: 基层干部排查; the severity: ${PARAMETER}`,
  },
];

const recheckOf = (ruleId: string, title: string, need: RiskCondition, source: string): RiskRule => ({
  ruleId,
  title,
  scope: 'registered',
  effect: 'recheck',
  needs: [need],
  severity: 'yellow',
  cause: 'other',
  source,
});

/** What says nothing of a risk, and asks for a new check of the file. */
const rechecks: readonly RiskRule[] = [
  recheckOf('property-homes', '名下有两套以上住房', heard('property', { where: [{ mark: 'homes', atLeast: 2 }] }), EXCLUSION),
  recheckOf('property-vehicle', '名下有机动车', heard('property', marked('motorVehicle', 'yes')), EXCLUSION),
  recheckOf('property-company', '名下有企业', heard('property', marked('company', 'yes')), EXCLUSION),
  recheckOf('verification-overdue', '年度核查逾期', { kind: 'verification_overdue', byDays: 30 }, `${ARCHIVE}; the days: ${PARAMETER}`),
  recheckOf('aid-ended', '在档困难职工家庭一年以上未获帮扶', { kind: 'aid_ended', sinceDays: YEAR }, PARAMETER),
];

/** What raises a flag to begin with; severities, and figures that no document states, are policy parameters. */
export const starterRiskRules: readonly RiskRule[] = [...illness, ...livelihood, ...nearTheLine, ...ownKnowledge, ...rechecks];
