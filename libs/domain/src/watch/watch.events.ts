import type { HardshipCause } from '../household/household.terms.js';
import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { PolicyVersion } from '../policy/rules.js';
import type {
  FollowUpMethod,
  MeasureKind,
  ReminderStage,
  RiskKind,
  Severity,
  SignalKind,
  WatchDuty,
  WatchEnding,
  WatchRejectionReason,
  WatchSource,
} from './watch.terms.js';

/** Figures and marks of a signal: health and property of a person. `marks` are named values (`care: inpatient`, `homes: 2`). */
export type SignalFigures = Readonly<{ amountFen?: number; marks: Readonly<Record<string, string>>; words?: string }>;

/**
 * What was heard of somebody in a household. `signalId` follows from what it says and from whom, so that the same row is heard
 * once, whichever file brings it. `receivedOn` is the business day its feed or report came in: judgement counts from it, so
 * that it comes out the same however late or often the signal is worked on.
 */
export type Signal = Readonly<{
  signalId: string;
  personId: string;
  kind: SignalKind;
  department: string;
  happenedOn: string;
  receivedOn: string;
  figures: SignalFigures;
  /** The feed and its row, where it came by one. */
  feedId?: string;
  row?: number;
  /** The lead it was heard by, before it was linked to the household. */
  leadId?: string;
}>;

/** An event elsewhere that a judgement looked at. */
export type Evidence = Readonly<{ stream: string; revision: number }>;

/** One condition's answer with its figures; personal where they come from bills. `condition` is its kind. */
export type RiskFinding = Readonly<{ condition: string; figures: Readonly<Record<string, number | string>> }>;

/** 帮扶措施. `measureId` is the client's, unique within the household's watch. */
export type Measure = Readonly<{
  measureId: string;
  kind: MeasureKind;
  dueOn: string;
  aidId?: string;
  department?: string;
  description: string;
}>;

/** Which duty of a case; `reference` is the measure's id where the duty is a measure. */
export type DutyRef = Readonly<{ duty: WatchDuty; reference?: string; dueOn: string }>;

type OfHousehold<Content> = Readonly<{ householdId: string; unitId: string; personId: string }> & Content;
type OfCase<Content> = OfHousehold<Readonly<{ watchNumber: number }> & Content>;

/**
 * What is heard of a household and done about it: the storage format of `watch-<householdId>`. A household has at most one
 * open watch case at a time; `watchNumber` counts them from 1, `flagNumber` its flags. `unitId` keeps the file at that time;
 * `personId` is the principal's: his key seals the words.
 */
export type WatchEventData = Readonly<{
  SignalReceived: Readonly<{ householdId: string; unitId: string; signal: Signal }>;
  /** 更正: the department or a person took it back; it counts in no later judgement. */
  SignalWithdrawn: OfHousehold<Readonly<{ signalId: string; withdrawnOn: string; explanation: string }>>;
  /**
   * 预警: a rule held, with its figures and what it looked at, so that it can be judged again years later. `watchNumber` is the case
   * it raised or joined; absent where the rule asks for a new check of the file instead of a watch case.
   */
  FlagRaised: OfHousehold<
    Readonly<{
      flagNumber: number;
      watchNumber?: number;
      ruleId: string;
      title: string;
      policyVersion: PolicyVersion;
      raisedOn: string;
      severity: Severity;
      cause: HardshipCause;
      signalIds: readonly string[];
      evidence: readonly Evidence[];
      findings: readonly RiskFinding[];
      /** Where the rule asks for a new check of the file: the day it is due. */
      recheckDueOn?: string;
    }>
  >;
  /**
   * More was heard that the same rule looks at, while the case was open: what is new to the flag, and the figures of all together.
   * `watchNumber` is the case of the flag, absent where it asks for a new check of the file.
   */
  FlagSupported: OfHousehold<
    Readonly<{
      flagNumber: number;
      watchNumber?: number;
      signalIds: readonly string[];
      evidence: readonly Evidence[];
      findings: readonly RiskFinding[];
      supportedOn: string;
    }>
  >;
  WatchRaised: OfCase<
    Readonly<{
      kind: RiskKind;
      severity: Severity;
      cause: HardshipCause;
      source: WatchSource;
      urgent: boolean;
      /** The day of the clue. */
      raisedOn: string;
      verifyDueOn: string;
      reviewDueOn: string;
      flagNumber?: number;
      statement?: string;
    }>
  >;
  /** A worse flag came while the case was open: severity and cause are the worst flag's (of equals, the first by rule id). */
  WatchSharpened: OfCase<
    Readonly<{
      severity: Severity;
      previous: Severity;
      cause: HardshipCause;
      flagNumber: number;
      changedOn: string;
      followUpDueOn?: string;
    }>
  >;
  /** 紧急: help comes first; the visit stays due. */
  WatchMarkedUrgent: OfCase<Readonly<{ markedOn: string; explanation: string }>>;
  WatchAssigned: OfCase<Readonly<{ assignees: readonly string[]; assignedOn: string }>>;
  /** 入户核实 by at least as many people as the policy says; visitors are account ids. `planDueOn` absent where measures were planned before. */
  WatchVerified: OfCase<
    Readonly<{
      visitedOn: string;
      visitors: readonly string[];
      findings: string;
      severity: Severity;
      cause: HardshipCause;
      hasLabour: boolean;
      withinTerm: boolean;
      planDueOn?: string;
    }>
  >;
  WatchRejected: OfCase<Readonly<{ rejectedOn: string; reasonKind: WatchRejectionReason; explanation: string }>>;
  MeasuresPlanned: OfCase<Readonly<{ plannedOn: string; measures: readonly Measure[]; followUpDueOn: string }>>;
  MeasureDelivered: OfCase<Readonly<{ measureId: string; deliveredOn: string; aidId?: string; outcome?: string }>>;
  /** Planned and not needed, or not possible, any more. */
  MeasureDropped: OfCase<Readonly<{ measureId: string; droppedOn: string; explanation: string }>>;
  FollowedUp: OfCase<
    Readonly<{
      followedUpOn: string;
      method: FollowUpMethod;
      findings: string;
      severity: Severity;
      /** Income above the line, costs under control. */
      stable: boolean;
      /** Where it is no longer as it was found at home. */
      hasLabour?: boolean;
      nextDueOn: string;
    }>
  >;
  /** 风险消除. */
  RiskCleared: OfCase<
    Readonly<{ clearedOn: string; stableSince: string; stableMonths: number; explanation: string; policyVersion: PolicyVersion }>
  >;
  /** 返困: the household's file is reopened by it. */
  RelapseConfirmed: OfCase<Readonly<{ confirmedOn: string; circumstances: string }>>;
  /** The household, not in the register until then, was registered as difficult: aid takes over. */
  WatchTurnedIntoCase: OfCase<Readonly<{ turnedOn: string; evidence: Evidence }>>;
  /** The file ended otherwise (注销, 退档, merged, rejected), and the case with it. */
  WatchEnded: OfCase<Readonly<{ endedOn: string; ending: WatchEnding }>>;
  /** Over a year under watch, looked at anew and kept. */
  KeptUnderWatch: OfCase<Readonly<{ reviewedOn: string; explanation: string; nextReviewDueOn: string }>>;
  /** The file went to another unit; `unitId` is the new one. */
  WatchMoved: OfCase<Readonly<{ fromUnitId: string; movedOn: string }>>;
  /** A day is near or gone by: recorded once for each duty, day and stage. */
  ReminderRecorded: OfCase<DutyRef & Readonly<{ stage: ReminderStage; remindedOn: string }>>;
  /** What is overdue went to the unit above, until it is done. */
  WatchEscalated: OfCase<DutyRef & Readonly<{ toUnitId: string; escalatedOn: string }>>;
}>;

export type WatchEvent = { [Type in keyof WatchEventData]: DomainEvent<Type, WatchEventData[Type]> }[keyof WatchEventData];

const sealed = (...fields: readonly string[]) => [{ subject: 'personId', fields }];

export const watchPersonal: PersonalFields<WatchEvent> = {
  SignalReceived: [{ subject: 'signal.personId', fields: ['signal.figures'] }],
  SignalWithdrawn: sealed('explanation'),
  FlagRaised: sealed('findings'),
  FlagSupported: sealed('findings'),
  WatchRaised: sealed('statement'),
  WatchSharpened: [],
  WatchMarkedUrgent: sealed('explanation'),
  WatchAssigned: [],
  WatchVerified: sealed('findings'),
  WatchRejected: sealed('explanation'),
  MeasuresPlanned: sealed('measures'),
  MeasureDelivered: sealed('outcome'),
  MeasureDropped: sealed('explanation'),
  FollowedUp: sealed('findings'),
  RiskCleared: sealed('explanation'),
  RelapseConfirmed: sealed('circumstances'),
  WatchTurnedIntoCase: [],
  WatchEnded: [],
  KeptUnderWatch: sealed('explanation'),
  WatchMoved: [],
  ReminderRecorded: [],
  WatchEscalated: [],
};
