import { starterFeeds } from './starter-feeds.js';
import type { RiskCondition, RiskRule, WatchRules } from './watch-rules.js';

const YUAN = 100;
const YEAR = 365;

/** What each figure was taken from. The union texts ask for monitoring and name no figure; the rural peer system does. */
const SCREENING =
  '一省防返贫部门筛查预警: 医保每月5日前推送住院自付5000元（脱贫户）、20000元（其他）、门诊每月500元; 教育每年4月底前推送每学年自付10000元以上';
const DEPARTMENTS = '防返贫部门推送: 应急每次灾害后, 人社、残联、住建等每月底';
const CROSS_MATCH = '山西 2021-12-17: 民政平台与工会等十部门比对因病、因学、因残、失业, 分级预警';
const RURAL_2021 = '中农组发〔2021〕7号《关于健全防止返贫动态监测和帮扶机制的指导意见》';
const RURAL_TERM = `${RURAL_2021}的地方实施: 线索到认定一般不超过15天`;
const RURAL_VISIT = '防返贫入户核实: 至少两人';
const RURAL_CLEARING = '防返贫风险消除: 收入持续稳定半年以上';
const RURAL_REVIEW = '防返贫监测: 监测一年以上未消除风险的逐户核查';
const EXCLUSION = '邢台 2021-07-09 不予认定: 两套以上住房、机动车、企业实际控制人';
const ARCHIVE = '总工办〔2016〕36号: 档案每年至少清理一次';
const NATIONAL_FORM = '困难职工档案表（全国总工会）: 申报时签署授权书';
const FOUNDING = '平顶山市总工会通知（2021-12）: 常态化监测脱困不稳定户、边缘易致困户和因病因灾等基本生活严重困难户';
const PARAMETER = 'policy parameter, to be confirmed by the city: no document states a figure';

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

/**
 * Rules of monitoring to begin with: figures of the rural peer system where it publishes them, else proposed here and marked as
 * policy parameters. Each names its source.
 */
export const starterWatchRules: WatchRules = {
  rules: [...illness, ...livelihood, ...nearTheLine, ...ownKnowledge, ...rechecks],
  feeds: starterFeeds,
  importedFilesCountAsAuthorised: true,
  verify: { days: 15, counts: 'calendar_days', source: RURAL_TERM },
  minimumVisitors: 2,
  plan: { days: 10, counts: 'working_days', source: PARAMETER },
  recheck: { days: 30, counts: 'working_days', source: `总工办〔2016〕36号: 三十个工作日内更新; ${PARAMETER}` },
  followUpMonths: { red: 1, yellow: 3, green: 6 },
  stableMonths: 6,
  reviewMonths: 12,
  remindDaysBefore: 3,
  escalate: { days: 5, counts: 'working_days', source: PARAMETER },
  massRelapseBasisPoints: 300,
  leadKeepDays: 90,
  sources: {
    feeds: `${DEPARTMENTS}; the columns: the departments' own forms`,
    importedFilesCountAsAuthorised: NATIONAL_FORM,
    minimumVisitors: RURAL_VISIT,
    followUpMonths: `红黄绿分级（海口秀英）; the months: ${PARAMETER}`,
    stableMonths: RURAL_CLEARING,
    reviewMonths: RURAL_REVIEW,
    remindDaysBefore: PARAMETER,
    massRelapseBasisPoints: `守住不发生规模性返贫的底线（2021—2023年中央一号文件）; ${PARAMETER}`,
    leadKeepDays: PARAMETER,
  },
};
