import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { classify, compareWithLine, lineFor, type Assets, type ClassificationInputs } from './classification.js';
import type { Comparison, Rules } from './rules.js';
import { starterRules } from './starter-policy.js';

const noCosts = { medicalFen: 0, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 };
const noAssets: Assets = {
  homes: 1,
  motorVehicle: false,
  mobilityAidVehicle: false,
  controllingShareholder: false,
  highFeeSchooling: false,
};

/** Two persons under the line of 590 yuan: 1 x is 1,416,000 fen a year, 2 x 2,832,000, 3 x 4,248,000. */
const household = (wageFen: number, more: Partial<ClassificationInputs> = {}): ClassificationInputs => ({
  area: '410402',
  onDate: '2021-06-30',
  persons: 2,
  incomes: { wageFen, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 },
  rigidCosts: noCosts,
  assets: noAssets,
  ...more,
});

const inclusive: Rules = {
  ...starterRules,
  deep: { multiplePercent: 100, comparison: '<=' },
  relative: { multiplePercent: 200, comparison: '<=' },
  marginal: { multiplePercent: 300, comparison: '<=' },
};

const refusalOf = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error('was not refused');
};

describe('the category by income', () => {
  it.each([
    [1_415_999, 'deeply_difficult', undefined, 'deeply_difficult', undefined],
    [1_416_000, 'relatively_difficult', undefined, 'deeply_difficult', undefined],
    [1_416_001, 'relatively_difficult', undefined, 'relatively_difficult', undefined],
    [2_831_999, 'relatively_difficult', undefined, 'relatively_difficult', undefined],
    [2_832_000, 'not_eligible', 'marginal_risk', 'relatively_difficult', undefined],
    [2_832_001, 'not_eligible', 'marginal_risk', 'not_eligible', 'marginal_risk'],
    [4_247_999, 'not_eligible', 'marginal_risk', 'not_eligible', 'marginal_risk'],
    [4_248_000, 'not_eligible', 'above_lines', 'not_eligible', 'marginal_risk'],
    [4_248_001, 'not_eligible', 'above_lines', 'not_eligible', 'above_lines'],
  ])('of %d fen a year is %s (%s) strictly below, and %s (%s) up to the line', (wageFen, below, belowReason, upTo, upToReason) => {
    const strictly = classify(household(wageFen), starterRules, 'p@1');
    const upToLine = classify(household(wageFen), inclusive, 'p@1');
    expect([strictly.category, strictly.reason, upToLine.category, upToLine.reason]).toEqual([below, belowReason, upTo, upToReason]);
  });

  it('counts all five incomes and takes off all five rigid costs', () => {
    const incomes = { wageFen: 1_000_000, businessFen: 200_000, propertyFen: 30_000, transferFen: 4_000, otherFen: 500 };
    const rigidCosts = { medicalFen: 100_000, disabilityCareFen: 20_000, schoolingFen: 3_000, housingFen: 400, employmentFen: 50 };
    expect(classify(household(0, { incomes, rigidCosts }), starterRules, 'p@1').netFen).toBe(1_111_050);
  });

  it('is deeply difficult where the rigid costs exceed the income', () => {
    const result = classify(household(10_000, { rigidCosts: { ...noCosts, medicalFen: 3_000_000 } }), starterRules, 'p@1');
    expect([result.netFen, result.category]).toEqual([-2_990_000, 'deeply_difficult']);
  });

  it('uses the line of the day of application', () => {
    expect(classify(household(1_500_000, { onDate: '2021-12-31' }), starterRules, 'p@1').category).toBe('relatively_difficult');
    expect(classify(household(1_500_000, { onDate: '2022-01-01' }), starterRules, 'p@1').category).toBe('deeply_difficult');
  });
});

describe('an accident', () => {
  const accident = (costFen: number, compensationFen: number) => ({ kind: 'traffic', costFen, compensationFen });

  it.each([
    [3_999_999, 'not_eligible', 'not_eligible'],
    [4_000_000, 'not_eligible', 'accident_impoverished'],
    [4_000_001, 'accident_impoverished', 'accident_impoverished'],
  ])('with an uncovered loss of %d fen at an income of 5,000,000 is %s above 80 %%, %s from 80 %%', (lossFen, above, from) => {
    const inputs = household(5_000_000, { accident: accident(lossFen + 700, 700) });
    const fromShare: Rules = { ...starterRules, accident: { sharePercent: 80, comparison: '>=' } };
    expect(classify(inputs, starterRules, 'p@1').category).toBe(above);
    expect(classify(inputs, fromShare, 'p@1').category).toBe(from);
  });

  it.each([
    [4_000_000, 'not_eligible'],
    [4_000_001, 'accident_impoverished'],
  ])('with a loss of %d fen is compared with 80 %% of 5,000,001 without rounding it: %s', (lossFen, category) => {
    const inputs = household(5_000_001, { accident: accident(lossFen, 0) });
    const fromShare: Rules = { ...starterRules, accident: { sharePercent: 80, comparison: '>=' } };
    expect(classify(inputs, starterRules, 'p@1').category).toBe(category);
    expect(classify(inputs, fromShare, 'p@1').category).toBe(category);
  });

  it('gives way to the category by income', () => {
    expect(classify(household(2_000_000, { accident: accident(9_000_000, 0) }), starterRules, 'p@1').category).toBe('relatively_difficult');
  });
});

describe('an exclusion', () => {
  it.each<[Partial<Assets>, string[]]>([
    [{ homes: 1 }, []],
    [{ homes: 2 }, ['homes']],
    [{ motorVehicle: true }, ['motor_vehicle']],
    [{ motorVehicle: true, mobilityAidVehicle: true }, []],
    [{ controllingShareholder: true }, ['controlling_shareholder']],
    [{ highFeeSchooling: true }, ['high_fee_schooling']],
    [{ homes: 3, highFeeSchooling: true }, ['homes', 'high_fee_schooling']],
  ])('by %j outweighs even the deepest difficulty: %j', (assets, excludedBy) => {
    const result = classify(household(1, { assets: { ...noAssets, ...assets } }), starterRules, 'p@1');
    expect(result.excludedBy).toEqual(excludedBy);
    expect([result.category, result.reason]).toEqual(excludedBy.length ? ['not_eligible', 'excluded'] : ['deeply_difficult', undefined]);
  });

  it('counts only where the policy lists it', () => {
    const rules: Rules = { ...starterRules, exclusions: ['homes'] };
    expect(classify(household(1, { assets: { ...noAssets, motorVehicle: true } }), rules, 'p@1').category).toBe('deeply_difficult');
  });
});

describe('a classification', () => {
  it('keeps its inputs, the policy version, the line and what each rule found', () => {
    const inputs = household(2_000_000, { accident: { kind: 'traffic', costFen: 100, compensationFen: 40 } });
    expect(classify(inputs, starterRules, 'p@7')).toStrictEqual({
      policyVersion: 'p@7',
      inputs,
      lineMonthlyFen: 59_000,
      netFen: 2_000_000,
      category: 'relatively_difficult',
      excludedBy: [],
      findings: [
        { rule: 'homes', passed: true, figures: { homes: 1, homesExcludedFrom: 2 } },
        { rule: 'motor_vehicle', passed: true, figures: { motorVehicle: 'no', mobilityAidVehicle: 'no' } },
        { rule: 'controlling_shareholder', passed: true, figures: { controllingShareholder: 'no' } },
        { rule: 'high_fee_schooling', passed: true, figures: { highFeeSchooling: 'no' } },
        { rule: 'deep', passed: false, figures: { netFen: 2_000_000, comparison: '<', limitFen: 1_416_000, multiplePercent: 100 } },
        { rule: 'relative', passed: true, figures: { netFen: 2_000_000, comparison: '<', limitFen: 2_832_000, multiplePercent: 200 } },
        {
          rule: 'accident',
          passed: false,
          figures: { lossFen: 60, comparison: '>', limitFen: 1_600_000, incomeFen: 2_000_000, sharePercent: 80 },
        },
        { rule: 'marginal', passed: true, figures: { netFen: 2_000_000, comparison: '<', limitFen: 4_248_000, multiplePercent: 300 } },
      ],
    });
  });

  it('is the same again after its inputs and rules were stored as JSON', () => {
    const amounts = fc.integer({ min: 0, max: 6_000_000 });
    fc.assert(
      fc.property(amounts, amounts, fc.integer({ min: 1, max: 9 }), (wageFen, medicalFen, persons) => {
        const inputs = household(wageFen, { persons, rigidCosts: { ...noCosts, medicalFen } });
        const first = classify(inputs, starterRules, 'p@1');
        const stored = JSON.parse(JSON.stringify({ inputs: first.inputs, rules: starterRules })) as {
          inputs: ClassificationInputs;
          rules: Rules;
        };
        expect(classify(stored.inputs, stored.rules, 'p@1')).toStrictEqual(JSON.parse(JSON.stringify(first)));
      }),
    );
  });

  it.each<[string, Partial<ClassificationInputs>]>([
    ['persons', { persons: 0 }],
    ['persons', { persons: 1.5 }],
    ['onDate', { onDate: '2021-02-29' }],
    ['assets.homes', { assets: { ...noAssets, homes: -1 } }],
    ['incomes', { incomes: { ...household(0).incomes, otherFen: -1 } }],
    ['incomes', { incomes: { ...household(0).incomes, wageFen: Number.MAX_SAFE_INTEGER, otherFen: 1 } }],
    ['rigidCosts', { rigidCosts: { ...noCosts, housingFen: 0.5 } }],
    ['accident', { accident: { kind: 'fire', costFen: -1, compensationFen: 0 } }],
  ])('is refused for figures nobody can compute with, naming %s', (field, broken) => {
    const refusal = refusalOf(() => classify(household(0, broken), starterRules, 'p@1'));
    expect([refusal.code, refusal.details]).toEqual(['invalid-classification-inputs', { fields: [field] }]);
  });
});

describe('the line in force', () => {
  const line = (area: string, effectiveFrom: string, monthlyFen: number) => ({ area, effectiveFrom, monthlyFen, source: 'test' });
  const rules = {
    lines: [
      line('4104', '2022-01-01', 63_000),
      line('4104', '2021-01-01', 59_000),
      line('410481', '2021-07-01', 61_000),
      line('410481', '2023-01-01', 70_000),
    ],
  };

  it.each([
    ['410402', '2021-01-01', 59_000],
    ['410402', '2021-12-31', 59_000],
    ['410402', '2022-01-01', 63_000],
    ['410400', '2030-01-01', 63_000],
    ['410481', '2021-06-30', 59_000],
    ['410481', '2021-07-01', 61_000],
    ['410481', '2022-06-01', 61_000],
    ['410481', '2023-01-01', 70_000],
  ])('in %s on %s is %d fen', (area, onDate, monthlyFen) => expect(lineFor(rules, area, onDate).monthlyFen).toBe(monthlyFen));

  it.each([
    ['410402', '2020-12-31'],
    ['410100', '2022-01-01'],
    ['41', '2022-01-01'],
  ])('does not exist in %s on %s', (area, onDate) => {
    const refusal = refusalOf(() => lineFor(rules, area, onDate));
    expect([refusal.code, refusal.details]).toEqual(['no-line-for-date', { area, onDate }]);
  });
});

describe('the comparison with a line', () => {
  it('shows a limit in whole fen and decides as the exact product does', () => {
    const figures = fc.record({
      lineMonthlyFen: fc.integer({ min: 1, max: 9_007_199_254 }),
      months: fc.integer({ min: 1, max: 36 }),
      persons: fc.integer({ min: 1, max: 20 }),
    });
    const comparisons = fc.constantFrom<Comparison>('<', '<=');
    fc.assert(
      fc.property(
        figures,
        fc.integer({ min: 1, max: 1000 }),
        comparisons,
        fc.integer({ min: -2, max: 2 }),
        (against, multiplePercent, comparison, off) => {
          const exact = BigInt(against.lineMonthlyFen) * BigInt(against.months) * BigInt(against.persons) * BigInt(multiplePercent);
          const netFen = Number(exact / 100n) + off;
          fc.pre(Number.isSafeInteger(netFen));
          const net = BigInt(netFen) * 100n;
          expect(compareWithLine(netFen, against, { multiplePercent, comparison }).passed).toBe(
            comparison === '<' ? net < exact : net <= exact,
          );
        },
      ),
    );
  });
});
