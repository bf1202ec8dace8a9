import type { HardshipCause } from '#domain/household/household.terms';
import type { DutyRef, Measure, WatchEvent, WatchEventData } from '#domain/watch/watch.events';
import type { WatchStatus } from '#domain/watch/watch.state';
import type { Severity, WatchDuty } from '#domain/watch/watch.terms';

/** How the visit at home stands. */
export const visits = ['none', 'within_term', 'late'] as const;
export type Visit = (typeof visits)[number];

/** What is still to be done in a case, and by when. */
export type OpenDuty = DutyRef;

/** What an event changes; `duties` absent where they stay. */
type Change = Readonly<{
  state?: Partial<
    Readonly<{ unitId: string; severity: Severity; cause: HardshipCause; status: WatchStatus; urgent: boolean; visit: Visit }>
  >;
  duties?: readonly OpenDuty[];
  /** The case is under watch no more. */
  ends?: boolean;
}>;

type CourseType = Exclude<WatchEvent['type'], 'SignalReceived' | 'SignalWithdrawn' | 'FlagRaised' | 'FlagSupported' | 'WatchRaised'>;
type Courses = { readonly [Type in CourseType]: (data: WatchEventData[Type], duties: readonly OpenDuty[], status: WatchStatus) => Change };

const without = (duties: readonly OpenDuty[], duty: WatchDuty, reference?: string): readonly OpenDuty[] =>
  duties.filter((each) => each.duty !== duty || (reference !== undefined && each.reference !== reference));

const due = (duties: readonly OpenDuty[], duty: WatchDuty, dueOn: string | undefined): readonly OpenDuty[] =>
  dueOn === undefined ? duties : [...without(duties, duty), { duty, dueOn }];

/** What was planned reads as a mark once its person's key is destroyed, and then nothing is known to be due. */
const planned = (duties: readonly OpenDuty[], measures: readonly Measure[] | string): readonly OpenDuty[] =>
  (typeof measures === 'string' ? [] : measures).reduce<readonly OpenDuty[]>(
    (known, { measureId, dueOn }) => [...without(known, 'measure', measureId), { duty: 'measure', reference: measureId, dueOn }],
    duties,
  );

const ended = (status: WatchStatus) => (): Change => ({ state: { status }, duties: [], ends: true });
const unchanged = (): Change => ({});

const courses: Courses = {
  WatchSharpened: ({ severity, cause, followUpDueOn }, duties) => ({
    state: { severity, cause },
    duties: due(duties, 'follow_up', followUpDueOn),
  }),
  WatchMarkedUrgent: () => ({ state: { urgent: true } }),
  WatchAssigned: unchanged,
  WatchVerified: ({ severity, cause, withinTerm, planDueOn }, duties, status) => ({
    // Where help came first, what was planned stays planned.
    state: { severity, cause, visit: withinTerm ? 'within_term' : 'late', status: status === 'raised' ? 'verified' : status },
    duties: due(without(duties, 'verification'), 'plan', planDueOn),
  }),
  WatchRejected: ended('rejected'),
  MeasuresPlanned: ({ measures, followUpDueOn }, duties) => ({
    state: { status: 'planned' },
    duties: due(planned(without(duties, 'plan'), measures), 'follow_up', followUpDueOn),
  }),
  MeasureDelivered: ({ measureId }, duties) => ({ duties: without(duties, 'measure', measureId) }),
  MeasureDropped: ({ measureId }, duties) => ({ duties: without(duties, 'measure', measureId) }),
  FollowedUp: ({ severity, nextDueOn }, duties) => ({ state: { severity }, duties: due(duties, 'follow_up', nextDueOn) }),
  RiskCleared: ended('cleared'),
  RelapseConfirmed: ended('relapsed'),
  WatchTurnedIntoCase: ended('turned_into_case'),
  WatchEnded: ended('ended'),
  KeptUnderWatch: ({ nextReviewDueOn }, duties) => ({ duties: due(duties, 'yearly_review', nextReviewDueOn) }),
  WatchMoved: ({ unitId }) => ({ state: { unitId } }),
  ReminderRecorded: unchanged,
  WatchEscalated: unchanged,
};

/** What an event of a running case changes. */
export const afterCase = <Type extends CourseType>(
  { type, data }: Readonly<{ type: Type; data: WatchEventData[Type] }>,
  duties: readonly OpenDuty[],
  status: WatchStatus,
): Change => courses[type](data, duties, status);

/** What is to be done from the clue on. */
export const dutiesOf = ({ verifyDueOn, reviewDueOn }: WatchEventData['WatchRaised']): readonly OpenDuty[] => [
  { duty: 'verification', dueOn: verifyDueOn },
  { duty: 'yearly_review', dueOn: reviewDueOn },
];

/** The nearest day of all duties; null where nothing is to be done. */
export const nextDay = (duties: readonly OpenDuty[]): string | null =>
  duties.reduce<string | null>((nearest, { dueOn }) => (nearest === null || dueOn < nearest ? dueOn : nearest), null);
