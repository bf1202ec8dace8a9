import { ERASED } from '../kernel/message.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import type { DutyRef, WatchEventData } from './watch.events.js';
import type { KnownMeasure, OpenDuty, WatchCase, WatchStatus } from './watch.state.js';
import type { WatchDuty } from './watch.terms.js';

/** Events that change nothing but the case they are about. */
export type CaseEvent = Exclude<
  keyof WatchEventData,
  'SignalReceived' | 'SignalWithdrawn' | 'FlagRaised' | 'FlagSupported' | 'WatchRaised'
>;
type CaseFold<Data> = (watchCase: WatchCase, data: Data, by: string) => WatchCase;
type CaseFolds = { readonly [Type in CaseEvent]: CaseFold<WatchEventData[Type]> };

const without = (due: readonly OpenDuty[], duty: WatchDuty, reference?: string): OpenDuty[] =>
  due.filter((open) => open.duty !== duty || open.reference !== reference);

const byDay = (one: OpenDuty, other: OpenDuty): number => (one.dueOn === other.dueOn ? 0 : one.dueOn < other.dueOn ? -1 : 1);

/** The duty with this day: what was said of it stays where the day is the same, and goes where it has another one. */
const withDuty = (due: readonly OpenDuty[], { duty, reference, dueOn }: DutyRef): OpenDuty[] => {
  const standing = due.find((open) => open.duty === duty && open.reference === reference && open.dueOn === dueOn);
  const added = standing ?? { duty, ...(reference !== undefined && { reference }), dueOn, reminded: [], escalatedTo: [] };
  return [...without(due, duty, reference), added].sort(byDay);
};

const onDuty = (watchCase: WatchCase, { duty, reference, dueOn }: DutyRef, change: (open: OpenDuty) => OpenDuty): WatchCase => ({
  ...watchCase,
  due: watchCase.due.map((open) => (open.duty === duty && open.reference === reference && open.dueOn === dueOn ? change(open) : open)),
});

const withPeople = (people: readonly string[], ...added: readonly string[]): readonly string[] => [...new Set([...people, ...added])];

const ended = (watchCase: WatchCase, status: WatchStatus, endedOn: string): WatchCase => ({ ...watchCase, status, endedOn, due: [] });

/** The run of stable looks is broken: by one that was not, or by a warning. */
export const broken = ({ stableSince: _stableSince, ...rest }: WatchCase): WatchCase => rest;

/** An unbroken run goes on, begins, or is broken. */
const stability = (watchCase: WatchCase, stable: boolean, on: string): WatchCase =>
  stable ? { ...watchCase, stableSince: watchCase.stableSince ?? on } : broken(watchCase);

const verified: CaseFold<WatchEventData['WatchVerified']> = (watchCase, data, by) => {
  const { visitedOn, severity, cause, hasLabour, visitors, planDueOn } = data;
  const due = without(watchCase.due, 'verification');
  return {
    ...watchCase,
    status: watchCase.status === 'raised' ? 'verified' : watchCase.status,
    severity,
    cause,
    hasLabour,
    verifiedOn: visitedOn,
    enteredBy: withPeople(watchCase.enteredBy, by, ...visitors),
    due: planDueOn === undefined ? due : withDuty(due, { duty: 'plan', dueOn: planDueOn }),
  };
};

const planned: CaseFold<WatchEventData['MeasuresPlanned']> = (watchCase, data, by) => {
  const { plannedOn, followUpDueOn } = data;
  const measures: readonly KnownMeasure[] = (data.measures as unknown) === ERASED ? [] : data.measures;
  const due = measures.reduce<readonly OpenDuty[]>(
    (open, { measureId, dueOn }) => withDuty(open, { duty: 'measure', reference: measureId, dueOn }),
    withDuty(without(watchCase.due, 'plan'), { duty: 'follow_up', dueOn: followUpDueOn }),
  );
  return {
    ...watchCase,
    status: 'planned',
    plannedOn: watchCase.plannedOn ?? plannedOn,
    measures: measures.reduce((known, measure) => known.set(measure.measureId, measure), watchCase.measures),
    enteredBy: withPeople(watchCase.enteredBy, by),
    due,
  };
};

const delivered: CaseFold<WatchEventData['MeasureDelivered']> = (watchCase, { measureId, deliveredOn, aidId }, by) => {
  const measure = watchCase.measures.get(measureId);
  const done = measure && { ...measure, deliveredOn, ...(aidId !== undefined && { aidId }) };
  return {
    ...watchCase,
    measures: done ? watchCase.measures.set(measureId, done) : watchCase.measures,
    enteredBy: withPeople(watchCase.enteredBy, by),
    due: without(watchCase.due, 'measure', measureId),
  };
};

const dropped: CaseFold<WatchEventData['MeasureDropped']> = (watchCase, { measureId, droppedOn }, by) => {
  const measure = watchCase.measures.get(measureId);
  return {
    ...watchCase,
    measures: measure ? watchCase.measures.set(measureId, { ...measure, droppedOn }) : watchCase.measures,
    enteredBy: withPeople(watchCase.enteredBy, by),
    due: without(watchCase.due, 'measure', measureId),
  };
};

const sharpened: CaseFold<WatchEventData['WatchSharpened']> = (watchCase, { severity, cause, followUpDueOn }) => ({
  ...broken(watchCase),
  severity,
  cause,
  due: followUpDueOn === undefined ? watchCase.due : withDuty(watchCase.due, { duty: 'follow_up', dueOn: followUpDueOn }),
});

const followedUp: CaseFold<WatchEventData['FollowedUp']> = (watchCase, data, by) => {
  const { followedUpOn, severity, stable, hasLabour, nextDueOn } = data;
  return {
    ...stability(watchCase, stable, followedUpOn),
    severity,
    ...(hasLabour !== undefined && { hasLabour }),
    lastFollowUpOn: followedUpOn,
    enteredBy: withPeople(watchCase.enteredBy, by),
    due: withDuty(watchCase.due, { duty: 'follow_up', dueOn: nextDueOn }),
  };
};

/** Escalation begins anew above the new unit. */
const moved: CaseFold<WatchEventData['WatchMoved']> = (watchCase, { unitId }) => ({
  ...watchCase,
  unitId,
  due: watchCase.due.map((open) => ({ ...open, escalatedTo: [] })),
});

export const caseFolds: CaseFolds = {
  WatchSharpened: sharpened,
  WatchMarkedUrgent: (watchCase, _data, by) => ({ ...watchCase, urgent: true, enteredBy: withPeople(watchCase.enteredBy, by) }),
  WatchAssigned: (watchCase, { assignees }) => ({ ...watchCase, assignees }),
  WatchVerified: verified,
  MeasuresPlanned: planned,
  MeasureDelivered: delivered,
  MeasureDropped: dropped,
  FollowedUp: followedUp,
  WatchMoved: moved,
  KeptUnderWatch: (watchCase, { nextReviewDueOn }) => ({
    ...watchCase,
    due: withDuty(watchCase.due, { duty: 'yearly_review', dueOn: nextReviewDueOn }),
  }),
  ReminderRecorded: (watchCase, data) => onDuty(watchCase, data, (open) => ({ ...open, reminded: [...open.reminded, data.stage] })),
  WatchEscalated: (watchCase, data) => onDuty(watchCase, data, (open) => ({ ...open, escalatedTo: [...open.escalatedTo, data.toUnitId] })),
  WatchRejected: (watchCase, { rejectedOn }) => ended(watchCase, 'rejected', rejectedOn),
  RiskCleared: (watchCase, { clearedOn }) => ended(watchCase, 'cleared', clearedOn),
  RelapseConfirmed: (watchCase, { confirmedOn }) => ended(watchCase, 'relapsed', confirmedOn),
  WatchTurnedIntoCase: (watchCase, { turnedOn }) => ended(watchCase, 'turned_into_case', turnedOn),
  WatchEnded: (watchCase, { endedOn }) => ended(watchCase, 'ended', endedOn),
};

export const raisedCase = (data: WatchEventData['WatchRaised'], revision: number, by: string): WatchCase => {
  const { verifyDueOn, reviewDueOn, flagNumber: _flagNumber, statement: _statement, ...about } = data;
  const verification = withDuty([], { duty: 'verification', dueOn: verifyDueOn });
  return {
    ...about,
    status: 'raised',
    raisedRevision: revision,
    assignees: [],
    enteredBy: data.source === 'rule' ? [] : withPeople([], by),
    measures: PersistentMap.empty(),
    due: withDuty(verification, { duty: 'yearly_review', dueOn: reviewDueOn }),
  };
};
