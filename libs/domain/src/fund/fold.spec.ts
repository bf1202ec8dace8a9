import { opening, today } from '../testing/sample-fund.js';
import { testContext } from '../testing/scenario.js';
import type { FundEvent } from './fund.events.js';
import { fund } from './fund.js';
import type { Fund } from './fund.state.js';

const evolve = (state: Fund, event: FundEvent): Fund => fund.evolve(state, event, testContext);

/** Every object that a value is made of. */
const partsOf = (value: unknown, parts = new Set<object>()): Set<object> => {
  if (typeof value !== 'object' || value === null || parts.has(value)) return parts;
  parts.add(value);
  for (const inner of Object.values(value)) partsOf(inner, parts);
  return parts;
};

describe('folding one more event', () => {
  const use = (index: number) => ({ useKind: 'aid', useId: `aid-${index}`, item: 'living_aid', householdId: `h-${index}` }) as const;
  const pots = { availableFen: 0, reservedFen: 0, committedFen: 0 };
  const paying = (index: number): FundEvent[] => [
    { type: 'AmountReserved', data: { ...use(index), amountFen: 1, balances: pots, reservedOn: today, grant: { aidId: `aid-${index}` } } },
    { type: 'AmountCommitted', data: { ...use(index), amountFen: 1, balances: pots, committedOn: today, reference: 'b' } },
    { type: 'AmountPaid', data: { ...use(index), amountFen: 1, balances: pots, paidOn: today, voucher: 'v' } },
  ];
  const after = (uses: number): Fund =>
    Array.from({ length: uses }, (_, index) => paying(index))
      .flat()
      .reduce(evolve, evolve(fund.initial, { type: 'FundOpened', data: opening() }));

  it.each([10, 10_000])('makes no more than a handful of objects after %d aids', (uses) => {
    const before = after(uses);
    const known = partsOf(before);
    const made = [...partsOf(paying(uses).slice(0, 1).reduce(evolve, before))].filter((part) => !known.has(part));
    expect(made.length).toBeLessThan(80);
    expect(Math.max(...made.map((part) => Object.keys(part).length))).toBeLessThan(60);
  });
});
