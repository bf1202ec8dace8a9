import type { AidRules } from './aid-rules.js';
import type { WatchRules } from './watch-rules.js';

/** What a policy says. Places and years differ, so every figure here is dated data, never a constant in code. */

export type Comparison = '<' | '<=';

export const difficultyCategories = ['deeply_difficult', 'relatively_difficult', 'accident_impoverished', 'not_eligible'] as const;
export type DifficultyCategory = (typeof difficultyCategories)[number];

export type NotEligibleReason = 'excluded' | 'marginal_risk' | 'above_lines';

/** Minimum-allowance line (低保) of an area, in fen per person and month. `area` is a region-code prefix: '4104' the city, '410481' one county. */
export type AllowanceLine = Readonly<{ area: string; effectiveFrom: string; monthlyFen: number; source: string }>;

/** Net income compared with a multiple (in percent: 200 = twice) of the line. */
export type LineTest = Readonly<{ multiplePercent: number; comparison: Comparison }>;

export type ExclusionRule = 'homes' | 'motor_vehicle' | 'controlling_shareholder' | 'high_fee_schooling';

/** Steps a file must have behind it before it can be approved. */
export type RequiredStep = 'authorisation' | 'survey' | 'notice' | 'review' | 'data_match';

export type Rules = Readonly<{
  lines: readonly AllowanceLine[];
  windowMonths: number;
  deep: LineTest;
  relative: LineTest;
  /** Upper line of 边缘易致困户: not eligible, but to be watched. */
  marginal: LineTest;
  /** 意外致困: loss after compensation compared with this share of a year's income. */
  accident: Readonly<{ sharePercent: number; comparison: '>' | '>=' }>;
  exclusions: readonly ExclusionRule[];
  homesExcludedFrom: number;
  requiredSteps: readonly RequiredStep[];
  noticeDays: number;
  noticeCounts: 'working_days' | 'calendar_days';
  surveyWithinDays: number;
  minimumSurveyors: number;
  reverifyMonths: number;
  /** 脱困 only after this many consecutive months in which the `exit` test no longer holds: it describes still being in difficulty. */
  exitStableMonths: number;
  exit: LineTest;
  /** Absent in versions that say nothing about aid: no aid can be decided under them. */
  aid?: AidRules;
  /** Absent in versions that say nothing about monitoring: no feed is taken in and no risk is judged under them. */
  watch?: WatchRules;
}>;

/** `<policyId>@<number>`: names exactly the rules a decision used. */
export type PolicyVersion = string;
