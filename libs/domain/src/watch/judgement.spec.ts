import fc from 'fast-check';
import { ERASED } from '../kernel/message.js';
import { addDays } from '../kernel/calendar.js';
import type { MarkTest, RiskCondition, RiskRule, RuleScope } from '../policy/watch-rules.js';
import { bill, clueOn, file, signal, terms } from '../testing/sample-watch.js';
import { judge, looksAtFacts, passesAny, wouldFlagAlone } from './judgement.js';
import type { FileStanding } from './watch.commands.js';
import type { Signal } from './watch.events.js';
import type { KnownSignal } from './watch.state.js';

const known = (heard: Signal, change: Partial<KnownSignal> = {}): KnownSignal => ({ ...heard, revision: 0, withdrawn: false, ...change });
const counted = { withinDays: 30, heardWithinDays: 60, where: [] as readonly MarkTest[] };
const sum = (change: Partial<RiskCondition & { kind: 'signal_sum' }> = {}): RiskCondition => ({
  kind: 'signal_sum',
  signal: 'medical_cost',
  atLeastFen: 2_000_000,
  ...counted,
  ...change,
});
const count = (change: Partial<RiskCondition & { kind: 'signal_count' }> = {}): RiskCondition => ({
  kind: 'signal_count',
  signal: 'unemployment',
  atLeast: 1,
  ...counted,
  ...change,
});
const rule = (needs: readonly RiskCondition[], change: Partial<RiskRule> = {}): RiskRule => ({
  ruleId: 'r1',
  title: '一条规则',
  scope: 'any',
  effect: 'watch',
  needs,
  severity: 'yellow',
  cause: 'critical_illness',
  source: 'of the spec',
  ...change,
});

const judged = (rules: readonly RiskRule[], signals: readonly KnownSignal[], about: FileStanding = file(), onDate = clueOn) =>
  judge(signals, about, terms(onDate, rules));
const holds = (needs: readonly RiskCondition[], signals: readonly KnownSignal[], about: FileStanding = file(), onDate = clueOn): boolean =>
  judged([rule(needs)], signals, about, onDate).length === 1;
const figuresOf = (...judgement: Parameters<typeof judged>) =>
  judged(...judgement).map(({ findings }) => findings.map(({ figures }) => figures));
const billOn = (signalId: string, happenedOn: string, amountFen: number, change: Partial<Signal> = {}): KnownSignal =>
  known(bill(signalId, amountFen, { happenedOn, receivedOn: addDays(happenedOn, 1), ...change }));
const jobLost = (signalId: string, happenedOn: string): KnownSignal =>
  known(signal(signalId, 'unemployment', { happenedOn, receivedOn: happenedOn }));

describe('a sum of signals', () => {
  it.each<[string, boolean, readonly number[]]>([
    ['at the limit by one bill', true, [2_000_000]],
    ['one fen below it', false, [1_999_999]],
    ['at the limit by two bills', true, [1_000_000, 1_000_000]],
    ['one fen below it by two', false, [1_000_000, 999_999]],
    ['of nothing', false, []],
  ])('%s: %s', (_name, expected, amounts) => {
    const bills = amounts.map((fen, place) => billOn(`s${place}`, '2022-02-20', fen));
    expect(holds([sum()], bills)).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['2022-01-21', true],
    ['2022-01-20', false],
  ])('counts from the newest of them back: with one of %s and one of 2022-02-20 %s', (day, expected) => {
    expect(holds([sum()], [billOn('s1', day, 1_000_000), billOn('s2', '2022-02-20', 1_000_000)])).toBe(expected);
  });

  it.each<[string, boolean]>([
    ['2022-04-21', true],
    ['2022-04-22', false],
  ])('counts what is heard in time: of 2022-02-20, on %s %s', (receivedOn, expected) => {
    expect(holds([sum()], [billOn('s1', '2022-02-20', 2_000_000, { receivedOn })])).toBe(expected);
  });

  it('is reached in a window long ago as well, and tells the figures of the strongest', () => {
    const bills = [billOn('s1', '2021-05-01', 1_500_000), billOn('s2', '2021-05-11', 600_000), billOn('s3', '2022-02-20', 100)];
    expect(figuresOf([rule([sum()])], bills)).toEqual([
      [
        {
          signal: 'medical_cost',
          amountFen: 2_100_000,
          atLeastFen: 2_000_000,
          signals: 2,
          withinDays: 30,
          from: '2021-05-01',
          to: '2021-05-11',
        },
      ],
    ]);
  });

  it('names the signals of every window that holds, by id, whichever tells the figures', () => {
    const bills = [
      billOn('s9', '2021-05-01', 2_000_000),
      billOn('s2', '2021-09-01', 1_999_999),
      billOn('s5', '2022-02-01', 1_500_000),
      billOn('s4', '2022-02-20', 900_000),
    ];
    const [judgement] = judged([rule([sum()])], bills);
    expect(judgement!.signalIds).toEqual(['s4', 's5', 's9']);
    expect(judgement!.findings[0]!.figures).toMatchObject({ amountFen: 2_400_000, to: '2022-02-20' });
  });

  it.each<[string, KnownSignal]>([
    ['of another kind', known(signal('s1', 'disaster', { figures: { amountFen: 9_000_000, marks: {} } }))],
    ['without an amount', known(signal('s1', 'medical_cost'))],
    ['taken back', { ...billOn('s1', '2022-02-20', 9_000_000), withdrawn: true }],
    ['of somebody whose key is destroyed', { ...billOn('s1', '2022-02-20', 9_000_000), figures: ERASED }],
  ])('leaves out what is %s', (_name, heard) => {
    expect(holds([sum()], [heard])).toBe(false);
  });
});

describe('a mark', () => {
  const marked = (marks: Readonly<Record<string, string>>) => [known(signal('s1', 'property', { figures: { marks } }))];
  const asked = (test: MarkTest) => [count({ signal: 'property', where: [test] })];
  it.each<[string, boolean, MarkTest, Readonly<Record<string, string>>]>([
    ['is one of the values', true, { mark: 'care', oneOf: ['inpatient'] }, { care: 'inpatient' }],
    ['is none of them', false, { mark: 'care', oneOf: ['inpatient'] }, { care: 'outpatient' }],
    ['is absent', false, { mark: 'care', oneOf: ['inpatient'] }, {}],
    ['is the number', true, { mark: 'homes', atLeast: 2 }, { homes: '2' }],
    ['is above it, though its text sorts below', true, { mark: 'homes', atLeast: 2 }, { homes: '10' }],
    ['is below it', false, { mark: 'homes', atLeast: 2 }, { homes: '1' }],
    ['is no number', false, { mark: 'homes', atLeast: 0 }, { homes: 'many' }],
    ['is an empty text', false, { mark: 'homes', atLeast: 0 }, { homes: '' }],
  ])('%s: %s', (_name, expected, test, marks) => {
    expect(holds(asked(test), marked(marks))).toBe(expected);
    expect(passesAny(marks, [test])).toBe(expected);
  });

  it('is not asked for where there is no test, and one of several suffices', () => {
    expect(passesAny({}, [])).toBe(true);
    const tests = [
      { mark: 'homes', atLeast: 2 },
      { mark: 'company', oneOf: ['yes'] },
    ];
    expect(passesAny({ homes: '0', company: 'yes' }, tests)).toBe(true);
    expect(passesAny({ homes: '0', company: 'no' }, tests)).toBe(false);
  });
});

describe('a number of signals', () => {
  it.each([
    [2, false],
    [3, true],
  ])('of at least three is %s: %s', (times, expected) => {
    const lost = Array.from({ length: times }, (_, place) => jobLost(`s${place}`, addDays('2022-02-01', place)));
    expect(holds([count({ atLeast: 3 })], lost)).toBe(expected);
  });
});

describe('several conditions', () => {
  const both = [count(), sum({ atLeastFen: 500_000 })];
  it.each<[string, boolean]>([
    ['2022-01-21', true],
    ['2022-01-20', false],
    ['2022-03-22', true],
    ['2022-03-23', false],
  ])('have to hold together: a job lost on %s beside a bill of 2022-02-20 %s', (day, expected) => {
    expect(holds(both, [jobLost('s1', day), billOn('s2', '2022-02-20', 500_000)])).toBe(expected);
  });

  it('are all named with their figures, in the order of the rule', () => {
    const about = file({ lastAid: { paidOn: '2021-11-01', evidence: { stream: 'aid-a1', revision: 4 } } });
    const needs: readonly RiskCondition[] = [count(), { kind: 'aid_ended', sinceDays: 90 }, sum({ atLeastFen: 500_000 })];
    const [judgement] = judged([rule(needs)], [jobLost('s2', '2022-02-19'), billOn('s1', '2022-02-20', 500_000)], about);
    expect(judgement).toMatchObject({ signalIds: ['s1', 's2'], evidence: [{ stream: 'aid-a1', revision: 4 }] });
    expect(judgement!.findings.map(({ condition }) => condition)).toEqual(['signal_count', 'aid_ended', 'signal_sum']);
  });

  it('do not hold while one of them does not', () => {
    expect(holds(both, [jobLost('s1', '2022-02-20')])).toBe(false);
    expect(holds([...both, { kind: 'aid_ended', sinceDays: 90 }], [jobLost('s1', '2022-02-20'), billOn('s2', '2022-02-20', 500_000)])).toBe(
      false,
    );
  });
});

describe('the file', () => {
  const evidence = { stream: 'household-h1', revision: 7 };
  const income = (netFen: number) => file({ income: { netFen, persons: 2, windowMonths: 12, lineMonthlyFen: 63_000, evidence } });
  const nearTheLine: readonly RiskCondition[] = [{ kind: 'net_income', atMostPercentOfLine: 220 }];
  it.each([
    [3_326_400, true],
    [3_326_401, false],
    [-100, true],
  ])('has a net income of %s fen against 220 % of twelve months for two people: %s', (netFen, expected) => {
    expect(holds(nearTheLine, [], income(netFen))).toBe(expected);
  });

  it('tells both sides of the comparison, and the event it stands in', () => {
    const [judgement] = judged([rule(nearTheLine)], [], income(3_326_400));
    expect(judgement).toEqual({
      rule: rule(nearTheLine),
      signalIds: [],
      evidence: [evidence],
      findings: [
        {
          condition: 'net_income',
          figures: {
            netFen: 3_326_400,
            limitFen: 3_326_400,
            atMostPercentOfLine: 220,
            lineMonthlyFen: 63_000,
            persons: 2,
            windowMonths: 12,
          },
        },
      ],
    });
  });

  const late: RiskCondition = { kind: 'verification_overdue', byDays: 30 };
  const ended: RiskCondition = { kind: 'aid_ended', sinceDays: 90 };
  it.each<[string, RiskCondition, FileStanding, string, boolean]>([
    ['30 days late', late, file({ reverify: { dueOn: '2022-01-30', evidence } }), '2022-03-01', true],
    ['29 days late', late, file({ reverify: { dueOn: '2022-01-30', evidence } }), '2022-02-28', false],
    ['never due', late, file(), '2022-02-28', false],
    ['90 days without aid', ended, file({ lastAid: { paidOn: '2021-12-01', evidence } }), '2022-03-01', true],
    ['89 days without aid', ended, file({ lastAid: { paidOn: '2021-12-01', evidence } }), '2022-02-28', false],
    ['never aided', ended, file(), '2022-02-28', false],
    ['never classified', nearTheLine[0]!, file(), '2022-02-28', false],
  ])('is %s', (_name, condition, about, onDate, expected) => {
    expect(holds([condition], [], about, onDate)).toBe(expected);
  });

  it('tells how many days it is late, and since when there was no aid', () => {
    const about = file({ reverify: { dueOn: '2022-01-01', evidence }, lastAid: { paidOn: '2021-11-01', evidence } });
    expect(figuresOf([rule([late, ended])], [], about)).toEqual([
      [
        { dueOn: '2022-01-01', daysLate: 59, byDays: 30 },
        { paidOn: '2021-11-01', days: 120, sinceDays: 90 },
      ],
    ]);
  });

  it('is looked at by rules that ask more than whose it is', () => {
    expect([rule([count()]), rule([count(), late])].map(looksAtFacts)).toEqual([false, true]);
  });
});

describe('the scope of a rule', () => {
  const left = file();
  const difficult = file({ status: 'registered', category: 'deeply_difficult' });
  const unclassified = file({ status: 'registered' });
  const marginal = file({ status: 'registered', category: 'not_eligible', reason: 'marginal_risk' });
  const applicant = file({ status: 'applied', category: 'not_eligible', reason: 'marginal_risk' });
  const returned = file({ status: 'returned', category: 'not_eligible', reason: 'marginal_risk' });
  const wealthy = file({ status: 'registered', category: 'not_eligible', reason: 'above_lines' });
  const cancelled = file({ status: 'closed_otherwise', category: 'deeply_difficult' });
  const files = { left, difficult, unclassified, marginal, applicant, returned, wealthy, cancelled };
  it.each<[RuleScope, readonly string[]]>([
    ['left_difficulty', ['left']],
    ['registered', ['difficult']],
    ['marginal', ['marginal', 'applicant']],
    ['any', Object.keys(files)],
  ])('%s is %j', (scope, expected) => {
    const met = Object.entries(files).filter(
      ([, about]) => judged([rule([count()], { scope })], [jobLost('s1', '2022-02-20')], about).length === 1,
    );
    expect(met.map(([name]) => name)).toEqual(expected);
  });
});

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
