import type { FundOpening } from '#domain/fund/fund.commands';
import type { FundKey } from '#domain/fund/fund.events';
import type { KnownFund } from '#domain/fund/fund.state';
import { fundIdOf } from '../platform/money/fund-id.js';
import { calendarYear } from './periods.js';

/** The fund that has this fund's money elsewhere or in another year, made as this one is where it does not exist yet. */
const alike = (state: KnownFund, change: Readonly<Partial<FundKey>>): FundOpening => {
  const { source, sourceLevel, purpose, unitId, year, validFrom, validUntil, conditions, carriesOver, nationalFilesOnly } = state;
  const key = { source, sourceLevel, purpose, unitId, year, ...change };
  return { fundId: fundIdOf(key), ...key, validFrom, validUntil, conditions, carriesOver, nationalFilesOnly };
};

/** The same money in another unit. */
export const inUnit = (state: KnownFund, unitId: string): FundOpening => alike(state, { unitId });

/** The same money in the year after. */
export const inNextYear = (state: KnownFund): FundOpening => ({
  ...alike(state, { year: state.year + 1 }),
  ...calendarYear(state.year + 1),
});
