import { ERASED } from '#domain/kernel/message';
import type { Measure, WatchEventData } from '#domain/watch/watch.events';
import { term, type Parameter, type Words } from './words.js';

type ParametersOf = { readonly [Type in keyof WatchEventData]: (data: WatchEventData[Type]) => Words['parameters'] };

/** What was planned for somebody whose key is destroyed cannot be told any more. */
const kindsOf = (measures: readonly Measure[]): Parameter =>
  (measures as unknown) === ERASED ? ERASED : term('measureKind', ...new Set(measures.map(({ kind }) => kind)));

const yesOrNo = (list: 'labour' | 'stability', is: boolean): Parameter => term(list, is ? 'yes' : 'no');

/** No figure of a bill, no mark, and nothing that somebody wrote in his own words about a person: these are asked for with the case. */
const parametersOf: ParametersOf = {
  SignalReceived: ({ signal: { kind, department, happenedOn, receivedOn } }) => ({
    kind: term('signalKind', kind),
    department,
    happenedOn,
    receivedOn,
  }),
  SignalWithdrawn: ({ withdrawnOn }) => ({ withdrawnOn }),
  FlagRaised: ({ raisedOn, severity, title, policyVersion }) => ({ raisedOn, severity: term('severity', severity), title, policyVersion }),
  FlagSupported: ({ supportedOn, flagNumber }) => ({ supportedOn, flagNumber }),
  WatchRaised: ({ raisedOn, source, watchNumber, kind, severity, cause, verifyDueOn }) => ({
    raisedOn,
    source: term('watchSource', source),
    watchNumber,
    kind: term('riskKind', kind),
    severity: term('severity', severity),
    cause: term('cause', cause),
    verifyDueOn,
  }),
  WatchSharpened: ({ changedOn, previous, severity, cause }) => ({
    changedOn,
    previous: term('severity', previous),
    severity: term('severity', severity),
    cause: term('cause', cause),
  }),
  WatchMarkedUrgent: ({ markedOn }) => ({ markedOn }),
  WatchAssigned: ({ assignedOn, assignees }) => ({ assignedOn, assignees: assignees.length }),
  WatchVerified: ({ visitedOn, visitors, severity, cause, hasLabour }) => ({
    visitedOn,
    visitors: visitors.length,
    severity: term('severity', severity),
    cause: term('cause', cause),
    hasLabour: yesOrNo('labour', hasLabour),
  }),
  WatchRejected: ({ rejectedOn, reasonKind }) => ({ rejectedOn, reasonKind: term('watchRejection', reasonKind) }),
  MeasuresPlanned: ({ plannedOn, measures, followUpDueOn }) => ({ plannedOn, measures: kindsOf(measures), followUpDueOn }),
  MeasureDelivered: ({ deliveredOn }) => ({ deliveredOn }),
  MeasureDropped: ({ droppedOn }) => ({ droppedOn }),
  FollowedUp: ({ followedUpOn, method, severity, stable, nextDueOn }) => ({
    followedUpOn,
    method: term('followUpMethod', method),
    severity: term('severity', severity),
    stable: yesOrNo('stability', stable),
    nextDueOn,
  }),
  RiskCleared: ({ clearedOn, stableSince, stableMonths, policyVersion }) => ({ clearedOn, stableSince, stableMonths, policyVersion }),
  RelapseConfirmed: ({ confirmedOn }) => ({ confirmedOn }),
  WatchTurnedIntoCase: ({ turnedOn }) => ({ turnedOn }),
  WatchEnded: ({ endedOn, ending }) => ({ endedOn, ending: term('watchEnding', ending) }),
  KeptUnderWatch: ({ reviewedOn, nextReviewDueOn }) => ({ reviewedOn, nextReviewDueOn }),
  WatchMoved: ({ movedOn, fromUnitId, unitId: toUnitId }) => ({ movedOn, fromUnitId, toUnitId }),
  ReminderRecorded: ({ remindedOn, duty, stage, dueOn }) => ({
    remindedOn,
    duty: term('watchDuty', duty),
    stage: term('reminderStage', stage),
    dueOn,
  }),
  WatchEscalated: ({ escalatedOn, duty, dueOn, toUnitId }) => ({ escalatedOn, duty: term('watchDuty', duty), dueOn, toUnitId }),
};

/** What an event of a household's watch says, before it is put into a language. */
export const wordsOfWatch = <Type extends keyof WatchEventData>({
  type,
  data,
}: Readonly<{ type: Type; data: WatchEventData[Type] }>): Words => ({ key: type, parameters: parametersOf[type](data) });
