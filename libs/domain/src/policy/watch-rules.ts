import type { DataSource, HardshipCause } from '../household/household.terms.js';
import type { FeedKind, Severity, SignalKind } from '../watch/watch.terms.js';

/**
 * Whose files a rule is about: those that left difficulty (脱困), those in the register, those found close to the line without being
 * eligible (`not_eligible`, `marginal_risk`; turned away or not), or all that are known and have not ended (注销, merged).
 */
export const ruleScopes = ['left_difficulty', 'registered', 'marginal', 'any'] as const;
export type RuleScope = (typeof ruleScopes)[number];

/** A test of one mark of a signal: one of the values, or a whole number of at least so much. */
export type MarkTest = Readonly<{ mark: string; oneOf: readonly string[] }> | Readonly<{ mark: string; atLeast: number }>;

/**
 * Which signals count: of one kind, passing all tests of `where`, heard no later than `heardWithinDays` after they happened, and
 * happened at most `withinDays` before the newest of those that the rule looks at. Months count as their first day, which lie at
 * least 28 days apart: `withinDays: 27` is a month's own bills.
 */
type Counted = Readonly<{ signal: SignalKind; withinDays: number; heardWithinDays: number; where: readonly MarkTest[] }>;

/** One thing that has to hold; sums are of the amounts that signals carry. */
export type RiskCondition =
  | (Counted & Readonly<{ kind: 'signal_sum'; atLeastFen: number }>)
  | (Counted & Readonly<{ kind: 'signal_count'; atLeast: number }>)
  /** Net income per person of the last classification, in percent of the line of its day; at most this much. */
  | Readonly<{ kind: 'net_income'; atMostPercentOfLine: number }>
  /** The yearly check is this many days late or more. */
  | Readonly<{ kind: 'verification_overdue'; byDays: number }>
  /** The last aid was paid at least this many days ago. */
  | Readonly<{ kind: 'aid_ended'; sinceDays: number }>;

/** What a flag leads to: a watch case, or a new check of the file (a second home says nothing of a risk). */
export const ruleEffects = ['watch', 'recheck'] as const;
export type RuleEffect = (typeof ruleEffects)[number];

/** 预警规则: all of `needs` together raise a flag. `source` is the document, or says that it is a policy parameter. */
export type RiskRule = Readonly<{
  ruleId: string;
  /** In words, for the sentence that explains a flag. */
  title: string;
  scope: RuleScope;
  effect: RuleEffect;
  needs: readonly RiskCondition[];
  severity: Severity;
  cause: HardshipCause;
  source: string;
}>;

export type Term = Readonly<{ days: number; counts: 'working_days' | 'calendar_days'; source: string }>;

/** A column kept as a mark; with `values`, only these words are known, each with what it is kept as. */
export type MarkColumn = Readonly<{ mark: string; column: string; values?: Readonly<Record<string, string>> }>;

/**
 * Which column of a department's file says what: data, so that a department may change its form. `date` may hold a day or a month
 * (whose first day counts). Rows count as a signal where `signalWhenAny` is empty or one of its tests holds.
 */
export type FeedMapping = Readonly<{
  feed: FeedKind;
  department: string;
  /** What a household has to have authorised (授权书) before the department's rows about it are taken in. */
  needs: DataSource;
  name: string;
  idNumber: string;
  date?: string;
  amountYuan?: string;
  marks: readonly MarkColumn[];
  signalWhenAny: readonly MarkTest[];
}>;

/** What carries no source of its own; `sources` names one for each. */
export const sourcedWatchRules = [
  'feeds',
  'importedFilesCountAsAuthorised',
  'minimumVisitors',
  'followUpMonths',
  'stableMonths',
  'reviewMonths',
  'remindDaysBefore',
  'massRelapseBasisPoints',
  'leadKeepDays',
] as const;
export type SourcedWatchRule = (typeof sourcedWatchRules)[number];

/** 动态监测: everything that differs by place or year. */
export type WatchRules = Readonly<{
  rules: readonly RiskRule[];
  feeds: readonly FeedMapping[];
  /** Files taken over from the system before were authorised under its rules (授权书 stands on its form). */
  importedFilesCountAsAuthorised: boolean;
  /** From the clue to the visit at home. */
  verify: Term;
  minimumVisitors: number;
  /** From the visit to the plan. */
  plan: Term;
  /** From a flag that asks for it to the new check of the file. */
  recheck: Term;
  /** Months between two looks, by severity. */
  followUpMonths: Readonly<Record<Severity, number>>;
  /** Months of steady income above the line before a risk may be cleared. */
  stableMonths: number;
  /** A case still under watch after so many months is looked at anew. */
  reviewMonths: number;
  /** A duty is near its day this many working days before. */
  remindDaysBefore: number;
  /** After which what is overdue goes to the unit above. */
  escalate: Term;
  /** 规模性返困: share of closed files reopened within twelve months, in hundredths of a percent, at which a county's figure alarms. */
  massRelapseBasisPoints: number;
  /** Days for which somebody without a file is remembered. */
  leadKeepDays: number;
  /** Documents for what carries no source of its own. */
  sources: Readonly<Record<SourcedWatchRule, string>>;
}>;
