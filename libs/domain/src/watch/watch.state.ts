import type { HardshipCause } from '../household/household.terms.js';
import type { Erasable } from '../household/household.facts.js';
import type { PersistentMap } from '../kernel/persistent-map.js';
import type { DutyRef, Evidence, Measure, Signal, SignalFigures } from './watch.events.js';
import type { RiskKind, Severity, WatchSource } from './watch.terms.js';

/** raised -> verified -> planned -> (followed up, again and again) -> cleared, relapsed, turned_into_case; rejected or ended on the way. */
export const watchStatuses = ['raised', 'verified', 'planned', 'cleared', 'relapsed', 'turned_into_case', 'rejected', 'ended'] as const;
export type WatchStatus = (typeof watchStatuses)[number];

export const openWatchStatuses = ['raised', 'verified', 'planned'] as const satisfies readonly WatchStatus[];

/** A signal as the stream keeps it; its figures read ERASED once their person's key is destroyed, and then count for nothing. */
export type KnownSignal = Omit<Signal, 'figures'> &
  Readonly<{
    figures: Erasable<SignalFigures>;
    revision: number;
    withdrawn: boolean;
    /** Heard before an earlier case ended: what was looked into then raises nothing anew. */
    settled: boolean;
  }>;

export type KnownFlag = Readonly<{
  flagNumber: number;
  watchNumber?: number;
  ruleId: string;
  severity: Severity;
  cause: HardshipCause;
  raisedOn: string;
  revision: number;
  signalIds: readonly string[];
  evidence: readonly Evidence[];
}>;

export type WatchCase = Readonly<{
  watchNumber: number;
  householdId: string;
  unitId: string;
  personId: string;
  status: WatchStatus;
  kind: RiskKind;
  severity: Severity;
  cause: HardshipCause;
  source: WatchSource;
  urgent: boolean;
  raisedOn: string;
  raisedRevision: number;
  /** Accounts that are to look into it. */
  assignees: readonly string[];
  /** Accounts that raised, verified or followed up: none of them may clear the risk or confirm the relapse. */
  enteredBy: readonly string[];
  verifiedOn?: string;
  /** As found at home; unknown before. */
  hasLabour?: boolean;
  measures: readonly (Erasable<Measure> | (Measure & Readonly<{ deliveredOn?: string }>))[];
  /** First day of the unbroken run of follow-ups that found the household stable. */
  stableSince?: string;
  lastFollowUpOn?: string;
  /** Duties that are still to be done, each with its day. */
  due: readonly DutyRef[];
  /** `<duty> <reference> <dueOn> <stage>` of what was reminded of; `<duty> <reference> <dueOn>` of what was escalated. */
  reminded: readonly string[];
  escalated: readonly string[];
  /** Where an overdue duty went; absent while nothing is escalated. */
  escalatedToUnitId?: string;
  endedOn?: string;
}>;

/** Everything heard of a household, and its watch cases; at most the last one is open. */
export type Watch = Readonly<{
  /** Of the last event folded, -1 before the first. */
  revision: number;
  signals: PersistentMap<KnownSignal>;
  flags: readonly KnownFlag[];
  cases: readonly WatchCase[];
}>;
