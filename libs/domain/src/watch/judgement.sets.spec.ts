import fc from 'fast-check';
import { ERASED } from '../kernel/message.js';
import { addDays } from '../kernel/calendar.js';
import type { RiskRule } from '../policy/watch-rules.js';
import { bill, clueOn, signal, terms } from '../testing/sample-watch.js';
import { wouldFlagAlone } from './judgement.js';
import type { KnownSignal } from './watch.state.js';
import { known, sum, count, rule, judged, holds, billOn } from '../testing/sample-judgement.js';

describe('one signal of somebody without a file', () => {
  const rules: readonly RiskRule[] = [
    rule([sum()], { ruleId: 'alone' }),
    rule([sum({ atLeastFen: 100 })], { ruleId: 'of-those-who-left', scope: 'left_difficulty' }),
    rule([sum({ atLeastFen: 100 })], { ruleId: 'new-check', effect: 'recheck' }),
    rule([sum({ atLeastFen: 100 }), count()], { ruleId: 'with-another' }),
    rule([sum({ atLeastFen: 100 }), { kind: 'aid_ended', sinceDays: 1 }], { ruleId: 'with-a-file' }),
    rule([sum({ atLeastFen: 100 })], { ruleId: 'a-little' }),
  ];
  it.each<[number, readonly string[]]>([
    [2_000_000, ['a-little', 'alone']],
    [1_999_999, ['a-little']],
    [99, []],
  ])('of %s fen is remembered for %j', (fen, expected) => {
    expect(wouldFlagAlone(bill('s1', fen), terms(clueOn, rules))).toEqual(expected);
  });
});

const heardSignals = fc
  .uniqueArray(
    fc.record({
      day: fc.nat({ max: 120 }),
      fen: fc.constantFrom(300_000, 500_000, 1_000_000, 1_700_000),
      job: fc.boolean(),
      late: fc.nat({ max: 70 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    drawn.map(({ day, fen, job, late }, place) => {
      const happenedOn = addDays('2021-11-01', day);
      const receivedOn = addDays(happenedOn, late);
      const signalId = `s${String(place).padStart(2, '0')}`;
      return known(job ? signal(signalId, 'unemployment', { happenedOn, receivedOn }) : bill(signalId, fen, { happenedOn, receivedOn }));
    }),
  );
const drawnRules = [rule([sum()], { ruleId: 'sum' }), rule([count(), sum({ atLeastFen: 800_000 })], { ruleId: 'both' })];

describe('a judgement', () => {
  it('is of the set of what was heard, in whatever order it stands', () => {
    fc.assert(
      fc.property(
        heardSignals.chain((signals) => fc.tuple(fc.constant(signals), fc.shuffledSubarray(signals, { minLength: signals.length }))),
        ([signals, shuffled]) => {
          expect(judged(drawnRules, shuffled)).toEqual(judged([...drawnRules].reverse(), signals));
        },
      ),
    );
  });

  /** What makes flags come out the same whichever feed comes first: the last signal of a window is named when it comes. */
  it('adds the same signals to a rule, one by one, as it names of all at once', () => {
    fc.assert(
      fc.property(heardSignals, (signals) => {
        for (const { ruleId } of drawnRules) {
          const named = new Set<string>();
          signals.forEach(({ signalId }, place) => {
            const judgement = judged(drawnRules, signals.slice(0, place + 1)).find((each) => each.rule.ruleId === ruleId);
            if (judgement?.signalIds.includes(signalId)) for (const id of judgement.signalIds) named.add(id);
          });
          const whole = judged(drawnRules, signals).find((each) => each.rule.ruleId === ruleId);
          expect([...named].sort()).toEqual(whole?.signalIds ?? []);
        }
      }),
    );
  });

  it('agrees with trying every window by hand', () => {
    const byHand = (signals: readonly KnownSignal[]): boolean => {
      const bills = signals.filter((heard) => heard.kind === 'medical_cost' && heard.receivedOn <= addDays(heard.happenedOn, 60));
      return bills.some(({ happenedOn: last }) => {
        const inside = bills.filter(({ happenedOn }) => happenedOn <= last && happenedOn >= addDays(last, -30));
        return inside.reduce((fen, { figures }) => fen + (figures === ERASED ? 0 : figures.amountFen!), 0) >= 2_000_000;
      });
    };
    fc.assert(fc.property(heardSignals, (signals) => expect(holds([sum()], signals)).toBe(byHand(signals))));
  });

  it('of fifty thousand signals takes one pass over them', () => {
    const many = Array.from({ length: 50_000 }, (_, place) => billOn(`s${place}`, addDays('2000-01-01', place % 8000), 1));
    const [judgement] = judged([rule([sum({ atLeastFen: 200 })])], many);
    expect(judgement!.findings[0]!.figures).toMatchObject({ amountFen: 217, signals: 217 });
  });
});
