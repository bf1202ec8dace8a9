import { addDays } from '../kernel/calendar.js';
import { ERASED } from '../kernel/message.js';
import { fire, flag, heard, illness, joblessness } from '../testing/sample-flags.js';
import { keepsTheLaws } from '../testing/laws.js';
import {
  approver,
  bill,
  clear,
  command,
  confirmRelapse,
  deliver,
  file,
  followUp,
  givenWatch as given,
  happened,
  measure,
  nearlyCleared,
  ofCase,
  plan,
  planned,
  raise,
  raised,
  reaction,
  receive,
  signal,
  terms,
  today,
  verified,
  verify,
  type PastWatchEvent,
} from '../testing/sample-watch.js';
import { testContext } from '../testing/scenario.js';
import { watchPersonal, type WatchEvent } from './watch.events.js';
import { countedSignals, openCase, type Watch } from './watch.state.js';
import { watch } from './watch.js';

const verification = { duty: 'verification', dueOn: '2022-03-22' } as const;
const evidence = { stream: 'household-h1', revision: 12 };
const lastAid = { paidOn: '2022-03-01', evidence: { stream: 'aid-1', revision: 6 } };

/** The laws try commands in the context of the sample day. */
const context = { at: `${today}T02:00:00.000Z`, today };

keepsTheLaws(watch, watchPersonal, {
  ReceiveSignal: { after: [], command: receive(illness), context },
  WithdrawSignal: {
    after: [heard(illness)],
    command: { type: 'WithdrawSignal', data: { signalId: 's1', principalPersonId: 'p1', unitId: 'U1', explanation: '医保局更正' } },
    context,
  },
  ReviewRisk: { after: [], command: { type: 'ReviewRisk', data: { file: file({ lastAid }), terms: terms('2022-06-01') } }, context },
  RaiseWatch: { after: [], command: raise(), context },
  MarkUrgent: {
    after: [raised()],
    command: { type: 'MarkUrgent', data: { markedOn: '2022-03-02', explanation: '家中断粮' } },
    context,
  },
  AssignWatch: {
    after: [raised()],
    command: { type: 'AssignWatch', data: { assignees: ['a1'], assignedOn: '2022-03-02' } },
    context,
  },
  VerifyWatch: { after: [raised()], command: verify(), context },
  RejectWatch: {
    after: [raised()],
    command: { type: 'RejectWatch', data: { rejectedOn: '2022-04-20', reasonKind: 'not_confirmed', explanation: '费用已报销' } },
    context: { ...context, ...approver },
  },
  PlanMeasures: { after: [raised(), verified()], command: plan(), context },
  DeliverMeasure: { after: [raised(), verified(), planned()], command: deliver(), context },
  DropMeasure: {
    after: [raised(), verified(), planned()],
    command: { type: 'DropMeasure', data: { measureId: 'm1', droppedOn: '2022-04-01', explanation: '已由医保报销' } },
    context,
  },
  FollowUp: { after: [raised(), verified(), planned()], command: followUp('2022-06-15'), context },
  ClearRisk: { after: nearlyCleared, command: clear(), context: { ...context, ...approver } },
  ConfirmRelapse: { after: [raised(), verified()], command: confirmRelapse(), context: { ...context, ...approver } },
  TurnIntoCase: {
    after: [raised()],
    command: { type: 'TurnIntoCase', data: { turnedOn: '2022-05-01', evidence } },
    context: { ...context, ...reaction },
  },
  EndWatch: {
    after: [raised()],
    command: { type: 'EndWatch', data: { endedOn: '2022-05-01', ending: 'file_merged' } },
    context: { ...context, ...reaction },
  },
  KeepUnderWatch: {
    after: nearlyCleared,
    command: { type: 'KeepUnderWatch', data: { reviewedOn: '2023-03-01', explanation: '病情未稳定', reviewMonths: 12 } },
    context,
  },
  MoveWatch: {
    after: [raised()],
    command: { type: 'MoveWatch', data: { toUnitId: 'U2', movedOn: '2022-05-01' } },
    context: { ...context, ...reaction },
  },
  RecordReminder: {
    after: [raised()],
    command: { type: 'RecordReminder', data: { watchNumber: 1, due: verification, stage: 'overdue', remindedOn: '2022-03-23' } },
    context: { ...context, ...reaction },
  },
  EscalateWatch: {
    after: [raised()],
    command: { type: 'EscalateWatch', data: { watchNumber: 1, due: verification, toUnitId: 'C1', escalatedOn: '2022-03-31' } },
    context: { ...context, ...reaction },
  },
});

describe('a stream whose person was erased', () => {
  it('folds on, and what was planned is known no more', () => {
    const erasedPlan = { ...planned(), data: { ...planned().data, measures: ERASED } } as unknown as PastWatchEvent;
    const watchCase = openCase(given(raised(), verified(), erasedPlan).state())!;
    expect([...watchCase.measures]).toEqual([]);
    expect(watchCase.due.map(({ duty }) => duty)).toEqual(['follow_up', 'yearly_review']);
  });

  it('hears signals whose figures are gone, and counts them for nothing', () => {
    const gone = { ...heard(fire), data: { ...heard(fire).data, signal: { ...fire, figures: ERASED } } } as unknown as PastWatchEvent;
    const events = given(gone)
      .when(receive(bill('s8', 1)))
      .events();
    expect(events.map(({ type }) => type)).toEqual(['SignalReceived']);
  });

  it('still ends with its file', () => {
    const end = command('EndWatch', { endedOn: '2022-05-01', ending: 'file_cancelled' });
    expect(
      given(raised({ statement: ERASED }))
        .when(end, reaction)
        .events(),
    ).toHaveLength(1);
  });
});

/** Every object that a value is made of. */
const partsOf = (value: unknown, parts = new Set<object>()): Set<object> => {
  if (typeof value !== 'object' || value === null || parts.has(value)) return parts;
  parts.add(value);
  for (const inner of Object.values(value)) partsOf(inner, parts);
  return parts;
};

describe('folding one more event', () => {
  const evolve = (state: Watch, event: WatchEvent): Watch => watch.evolve(state, event, testContext);
  const support = { householdId: 'h1', unitId: 'U1', personId: 'p1', flagNumber: 1, evidence: [], findings: [], supportedOn: '2022-03-01' };
  const lookOn = (index: number): string => addDays('2022-06-15', index);
  const round = (index: number): WatchEvent[] => [
    heard(signal(`s-${index}`, 'unemployment')),
    happened('FlagSupported', { ...support, signalIds: [`s-${index}`] }),
    happened('MeasuresPlanned', { ...ofCase, plannedOn: '2022-03-15', measures: [measure(`m-${index}`)], followUpDueOn: lookOn(index) }),
    happened('MeasureDelivered', { ...ofCase, measureId: `m-${index}`, deliveredOn: '2022-04-01' }),
    happened('ReminderRecorded', { ...ofCase, duty: 'follow_up', dueOn: lookOn(index), stage: 'due_soon', remindedOn: '2022-06-12' }),
    happened('FollowedUp', {
      ...{ ...ofCase, followedUpOn: lookOn(index), method: 'visit', findings: '', severity: 'green', stable: true },
      nextDueOn: lookOn(index + 1),
    }),
  ];
  const after = (rounds: number): Watch =>
    Array.from({ length: rounds }, (_, index) => round(index))
      .flat()
      .reduce(evolve, [flag('jobless', 1, [joblessness]), raised()].reduce<Watch>(evolve, watch.initial));

  it.each([10, 5000])('makes no more than a handful of objects after %d rounds', (rounds) => {
    const before = after(rounds);
    const known = partsOf(before);
    const made = [...partsOf(round(rounds).reduce(evolve, before))].filter((part) => !known.has(part));
    expect(made.length).toBeLessThan(120);
    expect(Math.max(...made.map((part) => Object.keys(part).length))).toBeLessThan(60);
  });

  it('at the end of a case walks none of its signals', () => {
    const before = after(5000);
    const ended = evolve(before, happened('WatchEnded', { ...ofCase, endedOn: '2022-07-01', ending: 'file_merged' }));
    expect(ended.signals).toBe(before.signals);
    expect([...countedSignals(ended)]).toEqual([]);
  });
});
