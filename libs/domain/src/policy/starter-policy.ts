import type { Rules } from './rules.js';
import { starterAidRules } from './starter-aid-rules.js';
import { starterWatchRules } from './starter-watch-rules.js';

const SYNTHETIC = 'synthetic: the city has published no figure; replace it before real use';

/**
 * Rules to begin with, so that a new installation can classify at once. Each figure is a policy parameter that the city
 * should confirm by publishing a version of its own; the comment names what it was taken from.
 */
export const starterRules: Rules = {
  lines: [
    { area: '4104', effectiveFrom: '2021-01-01', monthlyFen: 59_000, source: SYNTHETIC },
    { area: '4104', effectiveFrom: '2022-01-01', monthlyFen: 63_000, source: SYNTHETIC },
  ],
  // 困难职工家庭认定标准, pdsgh.org node 16762: income of 12 months, strictly below the line and below twice the line.
  windowMonths: 12,
  deep: { multiplePercent: 100, comparison: '<' },
  relative: { multiplePercent: 200, comparison: '<' },
  // Proposed here: the union texts name 边缘易致困户 without a line.
  marginal: { multiplePercent: 300, comparison: '<' },
  // Qingdao: cost or loss above 80 % of a year's household income; the city's own page states no share.
  accident: { sharePercent: 80, comparison: '>' },
  // Xingtai 2021-07-09, list of 不予认定; the floor-area condition beside the second home is left out.
  exclusions: ['homes', 'motor_vehicle', 'controlling_shareholder', 'high_fee_schooling'],
  homesExcludedFrom: 2,
  // 申请 with 授权书, 入户调查, 公示, 复核, 信息比对, 审批, as practised by several city unions.
  requiredSteps: ['authorisation', 'survey', 'notice', 'review', 'data_match'],
  // A county union's rule: public notice of at least five working days.
  noticeDays: 5,
  noticeCounts: 'working_days',
  // Yiwu 2024: home survey within five days of the papers; two people, as in the rural peer system.
  surveyWithinDays: 5,
  minimumSurveyors: 2,
  // ACFTU archive rule of 2016: full clean-up at least once a year.
  reverifyMonths: 12,
  // Anhui, Jiangsu: per-capita income above the line for six consecutive months. At the line is not yet above it.
  exitStableMonths: 6,
  exit: { multiplePercent: 100, comparison: '<=' },
  aid: starterAidRules,
  watch: starterWatchRules,
};

/** What a first start drafts and publishes as `system:*` where no policy exists. */
export const starterPolicy = {
  policyId: 'pingdingshan',
  title: '平顶山市困难职工家庭认定（初始参数）',
  area: '4104',
  effectiveFrom: '2021-01-01',
  rules: starterRules,
} as const;
