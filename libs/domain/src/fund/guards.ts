import { isCalendarDate } from '../kernel/calendar.js';
import { sameValue } from '../kernel/equality.js';
import { requirePositive } from '../kernel/guards.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { FundOpening } from './fund.commands.js';
import type { FundConditions } from './fund.events.js';
import type { Fund, FundUseRecord, KnownFund } from './fund.state.js';

/** @throws {Refusal} `fund-absent` */
export const known = (fund: Fund): KnownFund => {
  if (fund.status === 'absent') throw new Refusal('fund-absent');
  return fund;
};

/** @throws {Refusal} `fund-closed` */
export const requireOpen = ({ status, closedOn }: KnownFund): void => require(status === 'open', 'fund-closed', { closedOn });

/**
 * True for a repeat of what `before` remembers under the id.
 * @throws {Refusal} `id-used-otherwise` where the id stands for something else
 */
export const isRepeat = <Content extends object>(before: Content | undefined, now: Content, id: string): boolean => {
  if (before === undefined) return false;
  require(sameValue(before, now), 'id-used-otherwise', { id });
  return true;
};

/** @throws {Refusal} `use-unknown` */
export const useOf = ({ uses }: KnownFund, useId: string): FundUseRecord => {
  const use = uses.get(useId);
  require(use !== undefined, 'use-unknown', { useId });
  return use;
};

/** A limit that is named has to be an amount. @throws {Refusal} `invalid-amount` */
export const requireConditions = ({ perAidMaxFen, perHouseholdMaxFen }: FundConditions): void =>
  requirePositive({
    ...(perAidMaxFen !== undefined && { perAidMaxFen }),
    ...(perHouseholdMaxFen !== undefined && { perHouseholdMaxFen }),
  });

/** @throws {Refusal} `invalid-date`, `period-reversed`, `invalid-amount`, `invalid-year` */
export const requireOpening = ({ validFrom, validUntil, conditions, year }: FundOpening): void => {
  require(isCalendarDate(validFrom) && isCalendarDate(validUntil), 'invalid-date');
  require(validFrom <= validUntil, 'period-reversed', { validFrom, validUntil });
  require(Number.isInteger(year) && year >= 1000 && year <= 9999, 'invalid-year', { year });
  requireConditions(conditions);
};

const lower = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.min(one, other);

/** The stricter of two words on each point. */
export const tightest = (one: FundConditions, other: FundConditions = {}): FundConditions => {
  const perAidMaxFen = lower(one.perAidMaxFen, other.perAidMaxFen);
  const perHouseholdMaxFen = lower(one.perHouseholdMaxFen, other.perHouseholdMaxFen);
  return {
    ...(perAidMaxFen !== undefined && { perAidMaxFen }),
    ...(perHouseholdMaxFen !== undefined && { perHouseholdMaxFen }),
  };
};
