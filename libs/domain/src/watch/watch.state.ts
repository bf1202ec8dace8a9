import type { HardshipCause } from '../household/household.terms.js';
import type { Erasable } from '../household/household.facts.js';
import type { PersistentMap } from '../kernel/persistent-map.js';
import type { DutyRef, Evidence, Measure, Signal, SignalFigures } from './watch.events.js';
import type { ReminderStage, RiskKind, Severity, WatchSource } from './watch.terms.js';

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
    /** Feeds whose word it was, and that took it back. */
    takenBackOf?: readonly string[];
    /** The last case that a flag with this signal raised or joined. */
    watchNumber?: number;
  }>;

export type KnownFlag = Readonly<{
  flagNumber: number;
  watchNumber?: number;
  ruleId: string;
  severity: Severity;
  cause: HardshipCause;
  raisedOn: string;
  revision: number;
  /** By signalId. */
  signalIds: PersistentMap<true>;
  evidence: readonly Evidence[];
  recheckDueOn?: string;
}>;

/** A duty still to be done, on its day. What was said of it goes with it once it is done or has another day. */
export type OpenDuty = DutyRef & Readonly<{ reminded: readonly ReminderStage[]; escalatedTo: readonly string[] }>;

export type KnownMeasure = Measure & Readonly<{ deliveredOn?: string; droppedOn?: string }>;

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
  /** Accounts that raised, visited, planned, delivered, dropped, followed up or called it urgent: none of them may reject, clear or confirm the relapse. */
  enteredBy: readonly string[];
  verifiedOn?: string;
  /** As found at home, or at a later look; unknown before. */
  hasLabour?: boolean;
  plannedOn?: string;
  /** By measureId. */
  measures: PersistentMap<KnownMeasure>;
  /** First day of the unbroken run of follow-ups that found the household stable, with no warning since. */
  stableSince?: string;
  lastFollowUpOn?: string;
  /** In the order of their days; at most one of each, measures by their id. */
  due: readonly OpenDuty[];
  endedOn?: string;
}>;

/** Everything heard of a household, and its watch cases; at most the last one is open. */
export type Watch = Readonly<{
  /** Absent before the first event. */
  householdId?: string;
  /** Of the last event folded, -1 before the first. */
  revision: number;
  signals: PersistentMap<KnownSignal>;
  /** By flagNumber. */
  flags: PersistentMap<KnownFlag>;
  /** The principal whose key was found destroyed: nothing more can be written about him. */
  erasedPersonId?: string;
  /** By watchNumber. */
  cases: PersistentMap<WatchCase>;
}>;

export const lastCase = ({ cases }: Watch): WatchCase | undefined => cases.get(String(cases.size));

/** The case that is open, if one is. */
export const openCase = (watch: Watch): WatchCase | undefined => {
  const last = lastCase(watch);
  return last && openWatchStatuses.some((status) => status === last.status) ? last : undefined;
};

/** True where a case that a flag named it in has ended: it was looked into, and raises nothing anew. */
export const isSettled = ({ cases }: Watch, { watchNumber }: KnownSignal): boolean =>
  watchNumber !== undefined && cases.get(String(watchNumber))?.endedOn !== undefined;

/** What a judgement looks at: not looked into by a case that ended, and not taken back. */
export function* countedSignals(watch: Watch): Generator<KnownSignal> {
  for (const signal of watch.signals.values()) if (!signal.withdrawn && !isSettled(watch, signal)) yield signal;
}

/** The unit above that the duty longest overdue went to last; absent while nothing is escalated. */
export const escalatedTo = ({ due }: WatchCase): string | undefined => due.find((duty) => duty.escalatedTo.length > 0)?.escalatedTo.at(-1);
