import type { EventMeta } from '#domain/kernel/decider';
import type { WatchEventData } from '#domain/watch/watch.events';

export type WatchTold = Readonly<{ type: keyof WatchEventData; data: object; meta?: Partial<EventMeta> }>;

const about = { householdId: 'h1', unitId: 'U1', personId: 'p1' } as const;
const ofCase = { ...about, watchNumber: 1 } as const;

const figures = { amountFen: 2_400_000, marks: { care: 'inpatient' } };
const finding = { condition: 'signal_sum', figures: { sumFen: 2_400_000, atLeastFen: 2_000_000 } };

const usual: WatchEventData = {
  SignalReceived: {
    ...{ householdId: 'h1', unitId: 'U1' },
    signal: {
      ...{ signalId: 's1', personId: 'p1', kind: 'medical_cost', department: '市医疗保障局', figures },
      ...{ happenedOn: '2024-02-20', receivedOn: '2024-03-01', feedId: 'feed-1', row: 7 },
    },
  },
  SignalWithdrawn: { ...about, signalId: 's1', withdrawnOn: '2024-03-02', explanation: '医保局更正' },
  FlagRaised: {
    ...about,
    ...{ flagNumber: 1, watchNumber: 1, ruleId: 'illness', title: '住院自付超过2万元', policyVersion: 'pingdingshan@3' },
    ...{ raisedOn: '2024-03-01', severity: 'red', cause: 'critical_illness', signalIds: ['s1'], evidence: [], findings: [finding] },
  },
  FlagSupported: {
    ...{ ...ofCase, flagNumber: 1, signalIds: ['s2'], evidence: [], findings: [finding], supportedOn: '2024-03-05' },
  },
  WatchRaised: {
    ...ofCase,
    ...{ kind: 'unstable_exit_household', severity: 'yellow', cause: 'critical_illness', source: 'rule', urgent: false },
    ...{ raisedOn: '2024-03-01', verifyDueOn: '2024-03-16', reviewDueOn: '2025-03-01', statement: '住院两个月' },
  },
  WatchSharpened: {
    ...ofCase,
    ...{ severity: 'red', previous: 'yellow', cause: 'natural_disaster', flagNumber: 2, changedOn: '2024-03-05' },
  },
  WatchMarkedUrgent: { ...ofCase, markedOn: '2024-03-02', explanation: '家中断粮' },
  WatchAssigned: { ...ofCase, assignees: ['caseworker-1', 'caseworker-2'], assignedOn: '2024-03-02' },
  WatchVerified: {
    ...ofCase,
    ...{ visitedOn: '2024-03-10', visitors: ['caseworker-1', 'caseworker-2'], findings: '家中无人照料', severity: 'yellow' },
    ...{ cause: 'critical_illness', hasLabour: true, withinTerm: true, planDueOn: '2024-03-25' },
  },
  WatchRejected: { ...ofCase, rejectedOn: '2024-03-10', reasonKind: 'not_at_risk', explanation: '已有商业保险' },
  MeasuresPlanned: {
    ...ofCase,
    plannedOn: '2024-03-15',
    measures: [
      { measureId: 'm1', kind: 'medical', dueOn: '2024-04-15', description: '协助报销' },
      { measureId: 'm2', kind: 'aid', dueOn: '2024-04-10', description: '医疗救助', aidId: 'a1' },
    ],
    followUpDueOn: '2024-06-15',
  },
  MeasureDelivered: { ...ofCase, measureId: 'm1', deliveredOn: '2024-04-01', outcome: '已报销' },
  MeasureDropped: { ...ofCase, measureId: 'm2', droppedOn: '2024-04-02', explanation: '已由保险赔付' },
  FollowedUp: {
    ...ofCase,
    ...{ followedUpOn: '2024-06-15', method: 'visit', findings: '恢复上班', severity: 'green', stable: true, nextDueOn: '2024-12-15' },
  },
  RiskCleared: {
    ...ofCase,
    ...{ clearedOn: '2024-12-15', stableSince: '2024-06-15', stableMonths: 6, explanation: '费用结清', policyVersion: 'pingdingshan@3' },
  },
  RelapseConfirmed: { ...ofCase, confirmedOn: '2024-04-20', circumstances: '收入中断' },
  WatchTurnedIntoCase: { ...ofCase, turnedOn: '2024-04-20', evidence: { stream: 'household-h1', revision: 9 } },
  WatchEnded: { ...ofCase, endedOn: '2024-04-20', ending: 'file_cancelled' },
  KeptUnderWatch: { ...ofCase, reviewedOn: '2025-02-20', explanation: '仍在治疗', nextReviewDueOn: '2026-02-20' },
  WatchMoved: { ...ofCase, unitId: 'U2', fromUnitId: 'U1', movedOn: '2024-04-01' },
  ReminderRecorded: { ...ofCase, duty: 'verification', dueOn: '2024-03-16', stage: 'overdue', remindedOn: '2024-03-17' },
  WatchEscalated: { ...ofCase, duty: 'verification', dueOn: '2024-03-16', toUnitId: 'T1', escalatedOn: '2024-03-23' },
};

/** An event of the watch over household `h1`; what is not given is as in a case of illness raised on 1 March 2024. */
export const watchEvent = <Type extends keyof WatchEventData>(
  type: Type,
  data: Partial<WatchEventData[Type]> = {},
  meta: Partial<EventMeta> = {},
): WatchTold => ({ type, data: { ...usual[type], ...data }, meta });

/** One of each, in the order of the union. */
export const everyWatchEvent: readonly WatchTold[] = (Object.keys(usual) as (keyof WatchEventData)[]).map((type) => watchEvent(type));

/** What nobody but who asks for the case may read. */
export const wordsAboutPeople = [
  '24000',
  '2400000',
  '2_400_000',
  '家中无人照料',
  '恢复上班',
  '收入中断',
  '住院两个月',
  '家中断粮',
  '已由保险赔付',
  '医保局更正',
  '协助报销',
];
