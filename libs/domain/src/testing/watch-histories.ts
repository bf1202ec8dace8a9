import fc from 'fast-check';
import { addDays } from '../kernel/calendar.js';
import type { Context } from '../kernel/decider.js';
import { Refusal } from '../kernel/refusal.js';
import type { WatchCommand } from '../watch/watch.commands.js';
import type { Signal, WatchEvent } from '../watch/watch.events.js';
import { watch } from '../watch/watch.js';
import { lastCase, openCase, type Watch } from '../watch/watch.state.js';
import { severities } from '../watch/watch.terms.js';
import { bill, command, file, measure, policyVersion, receive, signal, terms, watchRules } from './sample-watch.js';
import { testContext } from './scenario.js';

export type Recorded = Readonly<{ event: WatchEvent; by: string }>;
export type Watched = { state: Watch; today: string; recorded: Recorded[] };

const FIRST_DAY = '2022-03-01';
export const stableMonths = 2;
const { followUpMonths } = watchRules;

/** What somebody tries, on the day it then is. */
export type Try = Readonly<{ by: string; afterDays: number; asked: (today: string, state: Watch) => WatchCommand }>;

const contextOn = (today: string, by: string): Context => ({ ...testContext, by, today, at: `${today}T02:00:00.000Z` });

export const folded = (events: readonly Recorded[]): Watch =>
  events.reduce((state, { event, by }) => watch.evolve(state, event, contextOn(FIRST_DAY, by)), watch.initial);

/** Decides as the server does: a refusal changes nothing. Answers what happened. */
export const attempt = (watched: Watched, { by, afterDays, asked }: Try): readonly WatchEvent[] => {
  watched.today = addDays(watched.today, afterDays);
  try {
    const events = watch.decide(asked(watched.today, watched.state), watched.state, contextOn(watched.today, by));
    for (const event of events) {
      watched.recorded.push({ event, by });
      watched.state = watch.evolve(watched.state, event, contextOn(watched.today, by));
    }
    return events;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [];
  }
};

export const told = ({ kind, id, fen }: Readonly<{ kind: Signal['kind']; id: number; fen: number }>, today: string): Signal => {
  const days = { happenedOn: addDays(today, -id), receivedOn: today };
  if (kind === 'medical_cost') return bill(`bill-${id}`, fen, days);
  return signal(`${kind}-${id}`, kind, { ...days, figures: { marks: { homes: '2' } } });
};

const kinds = fc.constantFrom<Signal['kind'][]>('medical_cost', 'medical_cost', 'unemployment', 'disaster', 'property');
export const signals = fc.record({ kind: kinds, id: fc.nat(9), fen: fc.constantFrom(100_000, 250_000, 600_000) });
const severity = fc.constantFrom(...severities);
const measureId = fc.nat(2).map((number) => `m${number}`);
const mostly = fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) });

const dutyOf = (state: Watch, at: number) => {
  const due = openCase(state)?.due ?? [];
  const { duty, reference, dueOn } = due[at % Math.max(due.length, 1)] ?? { duty: 'plan', dueOn: FIRST_DAY };
  return { duty, ...(reference !== undefined && { reference }), dueOn };
};

type Asked = Try['asked'];
const watchNumber = (state: Watch): number => lastCase(state)?.watchNumber ?? 1;

const heard = [
  signals.map(
    (each): Asked =>
      (today) =>
        receive(told(each, today)),
  ),
  fc.nat(9).map(
    (id): Asked =>
      () =>
        command('WithdrawSignal', { signalId: `bill-${id}`, principalPersonId: 'p1', unitId: 'U1', explanation: '更正' }),
  ),
  fc.nat(3).map((aid): Asked => {
    const lastAid = { paidOn: addDays(FIRST_DAY, aid * 60), evidence: { stream: `aid-${aid}`, revision: 6 } };
    return (today) => command('ReviewRisk', { file: file({ lastAid }), terms: terms(today) });
  }),
  fc.record({ severity, urgent: fc.boolean() }).map((said): Asked => {
    const raised = { file: file(), kind: 'unstable_exit_household', cause: 'accident', source: 'caseworker', statement: '来访' } as const;
    return (today) => command('RaiseWatch', { ...raised, ...said, terms: terms(today) });
  }),
] as const;

const handled = [
  fc.constant<Asked>((today) => command('AssignWatch', { assignees: ['a1'], assignedOn: today })),
  fc.record({ severity, hasLabour: mostly }).map((found): Asked => {
    const visit = { visitors: ['a1', 'a2'], findings: '见到本人', cause: 'accident', minimumVisitors: 2 } as const;
    return (today) => command('VerifyWatch', { ...visit, ...found, visitedOn: today, planDueOn: addDays(today, 14) });
  }),
  measureId.map(
    (id): Asked =>
      (today) =>
        command('PlanMeasures', { plannedOn: today, measures: [measure(id, { dueOn: addDays(today, 20) })], followUpMonths }),
  ),
  measureId.map(
    (id): Asked =>
      (today) =>
        command('DeliverMeasure', { measureId: id, deliveredOn: today }),
  ),
  fc.record({ severity, stable: mostly, hasLabour: fc.option(mostly, { nil: undefined }) }).map(
    ({ hasLabour, ...found }): Asked =>
      (today) =>
        command('FollowUp', {
          followedUpOn: today,
          method: 'visit',
          findings: '见到本人',
          ...found,
          ...(hasLabour !== undefined && { hasLabour }),
          followUpMonths,
        }),
  ),
] as const;

const changed = [
  fc.constant<Asked>((today) => command('MarkUrgent', { markedOn: today, explanation: '断粮' })),
  measureId.map(
    (id): Asked =>
      (today) =>
        command('DropMeasure', { measureId: id, droppedOn: today, explanation: '不再需要' }),
  ),
] as const;

const ended = [
  mostly.map((costsSettled): Asked => {
    return (today) => command('ClearRisk', { clearedOn: today, costsSettled, stableMonths, explanation: '稳定', policyVersion });
  }),
  fc.constant<Asked>((today) =>
    command('ConfirmRelapse', { confirmedOn: today, circumstances: '再次住院', fileStatus: 'left_difficulty' }),
  ),
  fc.constant<Asked>((today) => command('RejectWatch', { rejectedOn: today, reasonKind: 'not_confirmed', explanation: '不实' })),
  fc.constant<Asked>((today) => command('TurnIntoCase', { turnedOn: today, evidence: { stream: 'household-h1', revision: 3 } })),
  fc.constant<Asked>((today) => command('EndWatch', { endedOn: today, ending: 'file_cancelled' })),
] as const;

const kept = [
  fc.constant<Asked>((today) => command('KeepUnderWatch', { reviewedOn: today, explanation: '未稳定', reviewMonths: 12 })),
  fc.constantFrom('U1', 'U2').map(
    (toUnitId): Asked =>
      (today) =>
        command('MoveWatch', { toUnitId, movedOn: today }),
  ),
  fc.record({ at: fc.nat(5), stage: fc.constantFrom('due_soon' as const, 'overdue' as const) }).map(
    ({ at, stage }): Asked =>
      (today, state) =>
        command('RecordReminder', { watchNumber: watchNumber(state), due: dutyOf(state, at), stage, remindedOn: today }),
  ),
  fc.record({ at: fc.nat(5), toUnitId: fc.constantFrom('T1', 'C1') }).map(
    ({ at, toUnitId }): Asked =>
      (today, state) =>
        command('EscalateWatch', { watchNumber: watchNumber(state), due: dutyOf(state, at), toUnitId, escalatedOn: today }),
  ),
] as const;

const clerks = fc.constantFrom('a1', 'a2');
const anybody = fc.constantFrom('a1', 'a2', 'b1', 'b2', 'system:reactions');
const afterDays = fc.constantFrom(0, 1, 7, 20, 35);

const anything: fc.Arbitrary<readonly Try[]> = fc
  .record({
    by: anybody,
    afterDays,
    asked: fc.oneof(
      { weight: 6, arbitrary: fc.oneof(...heard) },
      { weight: 8, arbitrary: fc.oneof(...handled) },
      { weight: 2, arbitrary: fc.oneof(...ended) },
      { weight: 2, arbitrary: fc.oneof(...changed) },
      { weight: 4, arbitrary: fc.oneof(...kept) },
    ),
  })
  .map((each) => [each]);

const goingWell = mostly.map(
  (stable): Asked =>
    (today) =>
      command('FollowUp', { followedUpOn: today, method: 'visit', findings: '见到本人', severity: 'green', stable, followUpMonths }),
);

/** A case that goes its usual way up to a decision, which chance alone would hardly ever bring about. */
const course: fc.Arbitrary<readonly Try[]> = fc.tuple(
  fc.record({ by: clerks, afterDays, asked: heard[3] }),
  fc.record({ by: clerks, afterDays: fc.constantFrom(1, 7), asked: handled[1] }),
  fc.record({ by: clerks, afterDays: fc.constantFrom(0, 1, 7), asked: handled[2] }),
  ...Array.from({ length: 3 }, () => fc.record({ by: clerks, afterDays: fc.constantFrom(0, 1, 20), asked: handled[3] })),
  ...Array.from({ length: 4 }, () => fc.record({ by: clerks, afterDays: fc.constantFrom(20, 27, 30), asked: goingWell })),
  fc.record({ by: anybody, afterDays: fc.constantFrom(0, 7, 30), asked: ended[0] }),
);

/** Up to some hundred tries of one household, by two clerks, two who decide, and the system. */
export const histories = fc
  .array(fc.oneof({ weight: 6, arbitrary: anything }, { weight: 1, arbitrary: course }), { minLength: 20, maxLength: 80, size: 'max' })
  .map((chunks) => chunks.flat());

export const begun = (): Watched => ({ state: watch.initial, today: FIRST_DAY, recorded: [] });

export const lived = (tried: readonly Try[]): Watched => {
  const watched = begun();
  for (const each of tried) attempt(watched, each);
  return watched;
};
