import { addMonths } from '#domain/kernel/calendar';
import type { Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Problem } from '../platform/problem.js';
import { Day, UnitCode } from '../platform/query-fields.js';

/** Of which day, and of which units, a figure is. */
export class AsOfQuery extends AfterQuery {
  /** What was recorded by the end of this day; today where it is left out. A day still to come is refused. */
  @Day() readonly asOf?: string;
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
}

/**
 * The day asked for.
 * @throws {Problem} 400 `validation-failed` for a day still to come: nothing has been recorded of it.
 */
export const dayAsked = (asOf: string | undefined, { request: { today } }: Caller): string => {
  if (asOf === undefined || asOf <= today) return asOf ?? today;
  const field = { pointer: '/asOf', code: 'day-to-come', detail: `asOf must not be later than ${today}` };
  throw new Problem(400, 'validation-failed', {}, [field]);
};

/** First and last day of a month (`2022-03`), to compare days with: no day lies after the 31st. */
export const daysOfMonth = (month: string): Readonly<{ first: string; last: string }> => ({ first: `${month}-01`, last: `${month}-31` });

const MONTH = /^\d{4}-\d{2}$/;

/** So many months up to that of a day, the earliest first; fewer where the calendar does not reach back so far. */
export const monthsUpTo = (day: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => addMonths(`${day.slice(0, 7)}-01`, index + 1 - count).slice(0, 7)).filter((month) =>
    MONTH.test(month),
  );
