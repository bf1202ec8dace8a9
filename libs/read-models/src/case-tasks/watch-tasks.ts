import { ERASED } from '#domain/kernel/message';
import type { Measure, WatchEventData } from '#domain/watch/watch.events';
import { watchDuties, type WatchDuty } from '#domain/watch/watch.terms';
import type { WatchSeen } from '../watch-folds.js';
import { closes, opens, subject, watchTaskRoles, type Change, type Subject, type TaskKind, type WatchTaskKind } from './task-row.js';

const kinds = Object.keys(watchTaskRoles) as WatchTaskKind[];

const kindOf = {
  verification: 'watch_to_verify',
  plan: 'watch_plan_due',
  measure: 'measure_to_deliver',
  follow_up: 'follow_up_due',
  yearly_review: 'watch_review_due',
} as const satisfies Record<WatchDuty, WatchTaskKind>;

const duties = new Map<string, WatchDuty>(watchDuties.map((duty) => [kindOf[duty], duty]));

/** The duty of a watch case that a kind of task stands for; undefined for tasks of other things. */
export const dutyOf = (kind: TaskKind): WatchDuty | undefined => duties.get(kind);

type Changes = { readonly [Type in keyof WatchEventData]: (data: WatchEventData[Type]) => readonly Change[] };

const none = (): readonly Change[] => [];
const allClose = (): readonly Change[] => kinds.map((kind) => closes(kind));

/** What was planned reads as a mark once its person's key is destroyed, and then nothing is known to be due. */
const measuresOf = (measures: readonly Measure[]): readonly Measure[] => ((measures as unknown) === ERASED ? [] : measures);

const changes: Changes = {
  SignalReceived: none,
  SignalWithdrawn: none,
  // Each such flag is a thing of its own to look into; looking into the file settles them together.
  FlagRaised: ({ flagNumber, recheckDueOn }) =>
    recheckDueOn === undefined ? [] : [opens('file_to_recheck', undefined, recheckDueOn, String(flagNumber))],
  FlagSupported: none,
  WatchRaised: ({ unitId, verifyDueOn, reviewDueOn }) => [
    opens('watch_to_assign', unitId),
    opens('watch_to_verify', unitId, verifyDueOn),
    opens('watch_review_due', unitId, reviewDueOn),
  ],
  WatchSharpened: ({ unitId, followUpDueOn }) => (followUpDueOn === undefined ? [] : [opens('follow_up_due', unitId, followUpDueOn)]),
  WatchMarkedUrgent: none,
  WatchAssigned: () => [closes('watch_to_assign')],
  WatchVerified: ({ unitId, planDueOn }) => [
    closes('watch_to_assign'),
    closes('watch_to_verify'),
    ...(planDueOn === undefined ? [] : [opens('watch_plan_due', unitId, planDueOn)]),
  ],
  WatchRejected: allClose,
  MeasuresPlanned: ({ unitId, measures, followUpDueOn }) => [
    closes('watch_plan_due'),
    ...measuresOf(measures).map(({ measureId, dueOn }) => opens('measure_to_deliver', unitId, dueOn, measureId)),
    opens('follow_up_due', unitId, followUpDueOn),
  ],
  MeasureDelivered: ({ measureId }) => [closes('measure_to_deliver', measureId)],
  MeasureDropped: ({ measureId }) => [closes('measure_to_deliver', measureId)],
  FollowedUp: ({ unitId, nextDueOn }) => [opens('follow_up_due', unitId, nextDueOn)],
  RiskCleared: allClose,
  RelapseConfirmed: allClose,
  WatchTurnedIntoCase: allClose,
  WatchEnded: allClose,
  KeptUnderWatch: ({ unitId, nextReviewDueOn }) => [opens('watch_review_due', unitId, nextReviewDueOn)],
  WatchMoved: ({ unitId, movedOn }) => kinds.map((kind) => ({ kind, does: 'move', unitId, on: movedOn })),
  ReminderRecorded: ({ duty, reference = '', stage }) => [{ kind: kindOf[duty], does: 'remind', reference, stage }],
  WatchEscalated: ({ duty, reference = '', toUnitId, escalatedOn }) => [
    { kind: kindOf[duty], does: 'escalate', reference, toUnitId, on: escalatedOn },
  ],
};

const changesFor = <Type extends keyof WatchEventData>({ type, data }: Readonly<{ type: Type; data: WatchEventData[Type] }>) =>
  changes[type](data);

/** What an event of a household's watch changes in its duties. */
export const changesOfWatch = (event: WatchSeen): readonly Change[] => changesFor(event);

export const watchOf = ({ data }: WatchSeen): Subject =>
  subject(data.householdId, { householdId: data.householdId, watchNumber: 'watchNumber' in data ? (data.watchNumber ?? null) : null });
