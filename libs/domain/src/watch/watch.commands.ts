import type { HardshipCause } from '../household/household.terms.js';
import type { Message } from '../kernel/message.js';
import type { DifficultyCategory, NotEligibleReason, PolicyVersion } from '../policy/rules.js';
import type { WatchRules } from '../policy/watch-rules.js';
import type { DutyRef, Evidence, Measure, Signal } from './watch.events.js';
import type { FollowUpMethod, ReminderStage, RiskKind, Severity, WatchEnding, WatchRejectionReason, WatchSource } from './watch.terms.js';

/** The last classification, as far as a judgement of risk looks at it. */
export type IncomeStanding = Readonly<{
  /** Net income over the policy's window, for the whole household. */
  netFen: number;
  persons: number;
  windowMonths: number;
  lineMonthlyFen: number;
  evidence: Evidence;
}>;

/** What a judgement looks at in the household's file. Days are business days. */
export type FileStanding = Readonly<{
  householdId: string;
  unitId: string;
  principalPersonId: string;
  /** `turned_away`: rejected or withdrawn, while the household is still there; `ended`: cancelled (注销) or merged into another. */
  status: 'applied' | 'returned' | 'registered' | 'left_difficulty' | 'turned_away' | 'ended';
  category?: DifficultyCategory;
  reason?: NotEligibleReason;
  income?: IncomeStanding;
  /** The yearly check: the day it is due, and the event that set it. */
  reverify?: Readonly<{ dueOn: string; evidence: Evidence }>;
  lastAid?: Readonly<{ paidOn: string; evidence: Evidence }>;
  mainCause?: HardshipCause;
}>;

/** The rules that count, and the days that follow from them (in working days where the policy counts them so). */
export type WatchTerms = Readonly<{
  rules: WatchRules;
  policyVersion: PolicyVersion;
  /** The business day of judgement: when the signal came in, or today. */
  onDate: string;
  verifyDueOn: string;
  recheckDueOn: string;
}>;

/** Months between two follow-ups, by severity: from the policy of the day. */
export type FollowUpMonths = Readonly<Record<Severity, number>>;

/** What may be asked of a household's watch, by command name. */
export type WatchCommandData = Readonly<{
  /** Recorded once, and judged at once. */
  ReceiveSignal: Readonly<{ signal: Signal; file: FileStanding; terms: WatchTerms }>;
  WithdrawSignal: Readonly<{ signalId: string; principalPersonId: string; unitId: string; explanation: string }>;
  /**
   * Judged without anything heard: income against the lines, an overdue check, an aid that ended. `standingChanged`: other rules may be for
   * the file now, so what was heard before is judged by all of them, as if it were heard on that day.
   */
  ReviewRisk: Readonly<{ file: FileStanding; terms: WatchTerms; standingChanged?: true }>;
  RaiseWatch: Readonly<{
    file: FileStanding;
    terms: WatchTerms;
    kind: RiskKind;
    severity: Severity;
    cause: HardshipCause;
    source: Exclude<WatchSource, 'rule'>;
    urgent: boolean;
    statement: string;
  }>;
  MarkUrgent: Readonly<{ markedOn: string; explanation: string }>;
  AssignWatch: Readonly<{ assignees: readonly string[]; assignedOn: string }>;
  VerifyWatch: Readonly<{
    visitedOn: string;
    visitors: readonly string[];
    findings: string;
    severity: Severity;
    cause: HardshipCause;
    hasLabour: boolean;
    minimumVisitors: number;
    planDueOn: string;
  }>;
  RejectWatch: Readonly<{ rejectedOn: string; reasonKind: WatchRejectionReason; explanation: string }>;
  PlanMeasures: Readonly<{ plannedOn: string; measures: readonly Measure[]; followUpMonths: FollowUpMonths }>;
  DeliverMeasure: Readonly<{ measureId: string; deliveredOn: string; aidId?: string; outcome?: string }>;
  DropMeasure: Readonly<{ measureId: string; droppedOn: string; explanation: string }>;
  FollowUp: Readonly<{
    followedUpOn: string;
    method: FollowUpMethod;
    findings: string;
    severity: Severity;
    stable: boolean;
    hasLabour?: boolean;
    followUpMonths: FollowUpMonths;
  }>;
  ClearRisk: Readonly<{
    clearedOn: string;
    costsSettled: boolean;
    stableMonths: number;
    explanation: string;
    policyVersion: PolicyVersion;
  }>;
  ConfirmRelapse: Readonly<{ confirmedOn: string; circumstances: string; fileStatus: FileStanding['status'] }>;
  TurnIntoCase: Readonly<{ turnedOn: string; evidence: Evidence }>;
  EndWatch: Readonly<{ endedOn: string; ending: WatchEnding }>;
  KeepUnderWatch: Readonly<{ reviewedOn: string; explanation: string; reviewMonths: number }>;
  MoveWatch: Readonly<{ toUnitId: string; movedOn: string }>;
  RecordReminder: Readonly<{ watchNumber: number; due: DutyRef; stage: ReminderStage; remindedOn: string }>;
  EscalateWatch: Readonly<{ watchNumber: number; due: DutyRef; toUnitId: string; escalatedOn: string }>;
}>;

export type WatchCommand = { [Type in keyof WatchCommandData]: Message<Type, WatchCommandData[Type]> }[keyof WatchCommandData];
