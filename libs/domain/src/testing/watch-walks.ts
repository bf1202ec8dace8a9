import fc from 'fast-check';
import { addDays } from '../kernel/calendar.js';
import type { Context, EventMeta } from '../kernel/decider.js';
import { Refusal } from '../kernel/refusal.js';
import type { FileStanding, WatchCommand } from '../watch/watch.commands.js';
import type { WatchEvent } from '../watch/watch.events.js';
import { openCase, type Watch, type WatchCase } from '../watch/watch.state.js';
import { severities } from '../watch/watch.terms.js';
import { watch } from '../watch/watch.js';
import { bill, command, file, followUp, measure, plan, raise, receive, signal, terms, verify } from './sample-watch.js';

/** One attempt of a history: so many days after the one before, at one of the households. What it comes to depends on how the case stands. */
export type WatchStep = Readonly<{ days: number; household: number; action: number; choice: number }>;

/** Who asks for what. A decision may still refuse it. */
export type Asked = Readonly<{ command: WatchCommand; by: string }>;

/** Where an attempt is made: the household's file, the day, units that files move between, and a number that no other attempt has. */
export type Scene = Readonly<{ file: FileStanding; today: string; units: readonly string[]; number: number }>;

type Situation = Scene & Readonly<{ choice: number }>;

const severityOf = (choice: number) => severities[choice % severities.length]!;
const causes = ['critical_illness', 'laid_off', 'other'] as const;
const causeOf = (choice: number) => causes[choice % causes.length]!;

const planning = ({ today, choice, number }: Situation): WatchCommand =>
  plan({ plannedOn: today, measures: [measure(`m${number}`, { dueOn: addDays(today, choice % 50) })] });

const visiting = ({ today, choice }: Situation): WatchCommand => {
  const found = { severity: severityOf(choice), cause: causeOf(choice >> 2), hasLabour: choice % 5 !== 0 };
  return verify({ visitedOn: today, planDueOn: addDays(today, 10), ...found });
};

const dropping = (open: WatchCase | undefined, { today }: Situation): WatchCommand => {
  const waiting = open?.due.find(({ duty }) => duty === 'measure');
  return command('DropMeasure', { measureId: waiting?.reference ?? 'none', droppedOn: today, explanation: '不再需要' });
};

const delivering = ({ measures }: WatchCase, { today }: Situation): WatchCommand => {
  const waiting = [...measures.values()].find(({ deliveredOn, droppedOn }) => deliveredOn === undefined && droppedOn === undefined);
  return command('DeliverMeasure', { measureId: waiting?.measureId ?? 'none', deliveredOn: today });
};

const clearing = ({ today }: Situation): WatchCommand =>
  command('ClearRisk', { clearedOn: today, costsSettled: true, stableMonths: 0, explanation: '收入稳定', policyVersion: 'p@1' });

const lookingIn = ({ today, choice }: Situation): WatchCommand =>
  followUp(today, { severity: severityOf(choice), stable: choice % 4 !== 0 });

const keeping = ({ today }: Situation): WatchCommand =>
  command('KeepUnderWatch', { reviewedOn: today, explanation: '仍需关注', reviewMonths: 6 });

/** What somebody would do next with a case that goes well. */
const nextOf = (open: WatchCase, situation: Situation): Asked => {
  const { duty } = open.due[0] ?? {};
  if (open.status === 'raised') return { command: visiting(situation), by: 'caseworker-1' };
  if (open.status === 'verified') return { command: planning(situation), by: 'caseworker-1' };
  if (duty === 'yearly_review') return { command: keeping(situation), by: 'caseworker-1' };
  if (duty === 'measure') return { command: delivering(open, situation), by: 'caseworker-1' };
  if (open.stableSince === undefined) return { command: lookingIn(situation), by: 'caseworker-1' };
  return { command: clearing(situation), by: 'approver-1' };
};

type Attempt = (situation: Situation, open: WatchCase | undefined) => Asked;

const entered =
  (make: (situation: Situation) => WatchCommand): Attempt =>
  (situation) => ({ command: make(situation), by: 'caseworker-1' });
const decided =
  (make: (situation: Situation) => WatchCommand): Attempt =>
  (situation) => ({ command: make(situation), by: 'approver-1' });
const followed =
  (make: (situation: Situation) => WatchCommand): Attempt =>
  (situation) => ({ command: make(situation), by: 'system:reactions' });

const raising = entered(({ file: about, today, choice }) =>
  raise({ file: about, terms: terms(today), severity: severityOf(choice), cause: causeOf(choice), urgent: choice % 3 === 0 }),
);
const hearing = entered(({ file: about, today, choice, number }) => {
  const heard = { happenedOn: today, receivedOn: today };
  const isBill = choice % 2 === 0;
  return receive(
    isBill ? bill(`s${number}`, 400_000 + choice * 1_000, heard) : signal(`s${number}`, 'unemployment', heard),
    terms(today),
    about,
  );
});

const attempts: readonly Attempt[] = [
  raising,
  hearing,
  entered(visiting),
  entered(planning),
  entered(lookingIn),
  entered(({ today, choice }) => command('AssignWatch', { assignees: [`caseworker-${choice % 3}`], assignedOn: today })),
  entered(({ today }) => command('MarkUrgent', { markedOn: today, explanation: '断粮' })),
  (situation, open) => ({ command: dropping(open, situation), by: 'caseworker-1' }),
  decided(({ today }) => command('RejectWatch', { rejectedOn: today, reasonKind: 'not_at_risk', explanation: '已核实' })),
  decided(({ today }) => command('ConfirmRelapse', { confirmedOn: today, circumstances: '再次失业', fileStatus: 'left_difficulty' })),
  decided(keeping),
  followed(({ today }) => command('TurnIntoCase', { turnedOn: today, evidence: { stream: 'household-h1', revision: 1 } })),
  followed(({ today }) => command('EndWatch', { endedOn: today, ending: 'file_cancelled' })),
  followed(({ today, units, choice }) => command('MoveWatch', { toUnitId: units[choice % units.length]!, movedOn: today })),
];

/** Most attempts are what comes next, so that cases get on; the others are anything. */
export const askedFor = ({ action, choice }: WatchStep, state: Watch, scene: Scene): Asked => {
  const open = openCase(state);
  const situation = { ...scene, file: { ...scene.file, unitId: open?.unitId ?? scene.file.unitId }, choice };
  if (!open) return (action % 2 === 0 ? raising : hearing)(situation, open);
  const isNext = action % 4 !== 0;
  return isNext ? nextOf(open, situation) : attempts[(action >> 2) % attempts.length]!(situation, open);
};

export const watchSteps = (households: number, steps: number): fc.Arbitrary<readonly WatchStep[]> =>
  fc.array(
    fc.record({
      days: fc.constantFrom(0, 0, 1, 3, 12, 33, 70),
      household: fc.nat(households - 1),
      action: fc.nat(999),
      choice: fc.nat(999),
    }),
    { minLength: 1, maxLength: steps, size: 'max' },
  );

const UNITS = ['U0', 'U1', 'U2'];

/** An event with its place, as the log keeps it. */
export type Recorded = WatchEvent & Readonly<{ stream: string; revision: number; meta: EventMeta }>;

const contextOn = (today: string, by: string): Context => ({
  at: `${today}T02:00:00.000Z`,
  today,
  by,
  role: 'county_approver',
  unit: 'U1',
  requestId: 'r-1',
  correlationId: 'r-1',
});

/** The households' streams after the steps, in the order of recording; what was refused left nothing. */
export const recorded = (steps: readonly WatchStep[], firstDay: string): readonly Recorded[] => {
  const states = new Map<string, Watch>();
  const log: Recorded[] = [];
  let today = firstDay;
  for (const [number, step] of steps.entries()) {
    today = addDays(today, step.days);
    const householdId = `h${step.household}`;
    let state = states.get(householdId) ?? watch.initial;
    const about = file({ householdId, unitId: UNITS[step.household % UNITS.length]!, principalPersonId: `p-${householdId}` });
    const { command: wish, by } = askedFor(step, state, { file: about, today, units: UNITS, number });
    const context = contextOn(today, by);
    for (const event of decisionOf(wish, state, context)) {
      state = watch.evolve(state, event, context);
      log.push({ ...event, stream: `watch-${householdId}`, revision: state.revision, meta: context });
    }
    states.set(householdId, state);
  }
  return log;
};

const decisionOf = (wish: WatchCommand, state: Watch, context: Context): readonly WatchEvent[] => {
  try {
    return watch.decide(wish, state, context);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};
