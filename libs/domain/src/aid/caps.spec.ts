import fc from 'fast-check';
import type { Cap, CapLimit } from '../policy/aid-rules.js';
import { starterAidRules } from '../policy/starter-aid-rules.js';
import { starterRules } from '../policy/starter-policy.js';
import { classificationOf } from '../testing/sample-household.js';
import { documentLevelsFor, incomeWithAid, levelsFor, limitsFor, needsCost } from './caps.js';
import { approvalLevels } from './aid.terms.js';

const asked = { item: 'living_aid', area: '410481', onDate: '2022-03-01', category: 'deeply_difficult' } as const;
const rulesWith = (...caps: Cap[]) => ({ lines: starterRules.lines, aid: { ...starterAidRules, caps } });
const cap = (limit: CapLimit, change: Partial<Cap> = {}): Cap => ({
  capId: 'c',
  item: 'living_aid',
  per: 'time',
  limit,
  source: 'of the spec',
  ...change,
});
const limitFen = (limit: CapLimit, costFen?: number): number | undefined =>
  limitsFor(rulesWith(cap(limit)), { ...asked, ...(costFen !== undefined && { costFen }) })[0]?.limitFen;

const amounts = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });

describe('the upper limit of a cap', () => {
  it('is a fixed sum', () => expect(limitFen({ kind: 'fixed', fen: 300_000 })).toBe(300_000));

  it.each([
    ['2021-12-31', 59_000 * 12],
    ['2022-01-01', 63_000 * 12],
  ])('is months of the line of the day, on %s', (onDate, expected) => {
    const [limit] = limitsFor(rulesWith(cap({ kind: 'months_of_line', months: 12 })), { ...asked, onDate });
    expect(limit).toMatchObject({ limitFen: expected, figures: { months: 12, lineMonthlyFen: expected / 12 } });
  });

  it('is of the most specific area that has a line', () => {
    const county = { area: '410481', effectiveFrom: '2022-01-01', monthlyFen: 70_000, source: 'of the spec' };
    const rules = { ...rulesWith(cap({ kind: 'months_of_line', months: 10 })), lines: [...starterRules.lines, county] };
    expect(limitsFor(rules, asked)[0]?.limitFen).toBe(700_000);
    expect(limitsFor(rules, { ...asked, area: '410422' })[0]?.limitFen).toBe(630_000);
  });

  it.each([
    [100, 2_400_001, 2_400_001],
    [80, 999, 799],
    [80, 1000, 800],
    [1, 99, 0],
    [1, 100, 1],
    [0, 100, 0],
    [100, undefined, 0],
  ])('is %p percent of a cost of %p, rounded down', (percent, costFen, expected) =>
    expect(limitFen({ kind: 'share_of_cost', percent }, costFen)).toBe(expected),
  );

  it('is the greatest sum of whole fen that the share allows', () =>
    fc.assert(
      fc.property(amounts, fc.integer({ min: 0, max: 100 }), (costFen, percent) => {
        const limit = BigInt(limitFen({ kind: 'share_of_cost', percent }, costFen) ?? -1);
        const share = BigInt(costFen) * BigInt(percent);
        return limit * 100n <= share && (limit + 1n) * 100n > share;
      }),
    ));

  it('names what it was worked out from', () =>
    expect(limitsFor(rulesWith(cap({ kind: 'share_of_cost', percent: 80 })), { ...asked, costFen: 500 })).toEqual([
      { capId: 'c', per: 'time', limitFen: 400, figures: { percent: 80, costFen: 500 }, source: 'of the spec' },
    ]));

  it('refuses where there is no line for the day', () =>
    expect(() => limitsFor(rulesWith(), { ...asked, onDate: '2020-12-31' })).toThrow('no-line-for-date'));
});

describe('the caps that hold', () => {
  const forDeep = cap({ kind: 'fixed', fen: 1 }, { capId: 'deep', categories: ['deeply_difficult'] });
  const forAll = cap({ kind: 'fixed', fen: 2 }, { capId: 'all' });
  const forStudy = cap({ kind: 'fixed', fen: 3 }, { capId: 'study', item: 'study_aid' });
  const idsFor = (question: Parameters<typeof limitsFor>[1]) =>
    limitsFor(rulesWith(forDeep, forAll, forStudy), question).map(({ capId }) => capId);

  it('are those of the item and the category', () => {
    expect(idsFor(asked)).toEqual(['deep', 'all']);
    expect(idsFor({ ...asked, category: 'relatively_difficult' })).toEqual(['all']);
    expect(idsFor({ ...asked, item: 'study_aid' })).toEqual(['study']);
  });

  it('are all of the item’s for a household without a category', () => {
    const { category: _category, ...unknown } = asked;
    expect(idsFor(unknown)).toEqual(['deep', 'all']);
  });

  it('are none where the policy says nothing about aid', () => expect(limitsFor({ lines: starterRules.lines }, asked)).toEqual([]));

  it('tell whether the cost has to be named', () => {
    const share = cap({ kind: 'share_of_cost', percent: 50 }, { categories: ['relatively_difficult'] });
    const aid = { ...starterAidRules, caps: [share, forStudy] };
    expect(needsCost(aid, { ...asked, category: 'relatively_difficult' })).toBe(true);
    expect(needsCost(aid, asked)).toBe(false);
    expect(needsCost(aid, { ...asked, item: 'study_aid' })).toBe(false);
  });
});

describe('the levels a sum needs', () => {
  const thresholds = fc.array(amounts, { minLength: 4, maxLength: 4 }).map((sums) => [...sums].sort((one, other) => one - other));
  const stepsAt = (sums: readonly number[]) =>
    approvalLevels.map((level, place) => ({ level, aboveFen: sums[place] ?? 0, needsDocument: place > 1, source: 'of the spec' }));

  it('are exactly those whose threshold it is above', () =>
    fc.assert(
      fc.property(thresholds, amounts, (sums, amountFen) => {
        const needed = approvalLevels.filter((_, place) => amountFen > (sums[place] ?? 0));
        expect(levelsFor({ approvals: stepsAt(sums) }, amountFen)).toEqual(needed);
      }),
    ));

  it('never become fewer as the sum grows', () =>
    fc.assert(
      fc.property(thresholds, amounts, amounts, (sums, one, other) => {
        const levels = [Math.min(one, other), Math.max(one, other)].map((amountFen) => levelsFor({ approvals: stepsAt(sums) }, amountFen));
        expect(levels[1]).toEqual(expect.arrayContaining(levels[0] ?? []));
      }),
    ));

  it('come in their order, however the policy lists them', () =>
    expect(levelsFor({ approvals: stepsAt([0, 0, 0, 0]).reverse() }, 1)).toEqual([...approvalLevels]));

  it('name those that agree on paper', () => expect(documentLevelsFor({ approvals: stepsAt([0, 0, 0, 9]) }, 9)).toEqual(['province']));
});

describe('earlier aid as income', () => {
  // Net 800,000 fen for two people; the line of a year is 756,000 fen for each.
  const { inputs } = classificationOf();
  const withAid = (earlierAidFen: number) => incomeWithAid(inputs, earlierAidFen, starterRules, 'pingdingshan@1');

  it.each([
    [0, 'deeply_difficult'],
    [711_999, 'deeply_difficult'],
    [712_000, 'relatively_difficult'],
    [2_223_999, 'relatively_difficult'],
    [2_224_000, 'not_eligible'],
  ])('of %p fen leaves the household %s', (earlierAidFen, category) =>
    expect(withAid(earlierAidFen)).toEqual({ earlierAidFen, netFen: 800_000 + earlierAidFen, category }),
  );
});
