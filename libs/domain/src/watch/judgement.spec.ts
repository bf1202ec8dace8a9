import { ERASED } from '../kernel/message.js';
import { addDays } from '../kernel/calendar.js';
import type { MarkTest, RiskCondition, RuleScope } from '../policy/watch-rules.js';
import { file, signal } from '../testing/sample-watch.js';
import { looksAtFacts, passesAny } from './judgement.js';
import type { FileStanding } from './watch.commands.js';
import type { KnownSignal } from './watch.state.js';
import { known, sum, count, rule, judged, holds, figuresOf, billOn, jobLost } from '../testing/sample-judgement.js';

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

  it('tells the figures of the later of two windows that are as strong', () => {
    const bills = [billOn('s1', '2021-05-01', 2_000_000), billOn('s2', '2022-02-20', 2_000_000)];
    expect(figuresOf([rule([sum()])], bills)).toMatchObject([[{ from: '2022-02-20', to: '2022-02-20' }]]);
  });

  it('does not rest on what carries no amount', () => {
    const bills = [billOn('s1', '2022-02-20', 2_000_000), known(signal('s2', 'medical_cost'))];
    expect(judged([rule([sum()])], bills)).toMatchObject([{ signalIds: ['s1'], findings: [{ figures: { signals: 1 } }] }]);
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

describe('a signal of somebody whose key is destroyed', () => {
  it('is not counted either', () => {
    const lost = jobLost('s1', '2022-02-20');
    expect([holds([count()], [lost]), holds([count()], [{ ...lost, figures: ERASED }])]).toEqual([true, false]);
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
  const turnedAway = file({ status: 'turned_away', category: 'not_eligible', reason: 'marginal_risk' });
  const withdrawn = file({ status: 'turned_away', category: 'deeply_difficult' });
  const cancelled = file({ status: 'ended', category: 'deeply_difficult' });
  const met = { left, difficult, unclassified, marginal, applicant, returned, turnedAway, wealthy, withdrawn };
  const files = { ...met, cancelled };
  it.each<[RuleScope, readonly string[]]>([
    ['left_difficulty', ['left']],
    ['registered', ['difficult']],
    ['marginal', ['marginal', 'applicant', 'returned', 'turnedAway']],
    ['any', Object.keys(met)],
  ])('%s is %j', (scope, expected) => {
    const judgedFiles = Object.entries(files).filter(
      ([, about]) => judged([rule([count()], { scope })], [jobLost('s1', '2022-02-20')], about).length === 1,
    );
    expect(judgedFiles.map(([name]) => name)).toEqual(expected);
  });
});
