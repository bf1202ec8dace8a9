import { createRequire } from 'node:module';
import { addDays } from '#domain/kernel/calendar';
import type { Rules } from '#domain/policy/rules';

type Dates = Readonly<Record<string, string>>;

const require = createRequire(import.meta.url);

/**
 * The State Council's days off and the weekend days worked for them. Taken as data: the library's own functions ask which day it
 * is where the server stands, and west of Greenwich answer for another day.
 */
const { holidays, workdays } = require('chinese-days/dist/chinese-days.json') as Readonly<Record<'holidays' | 'workdays', Dates>>;

const isWeekend = (date: string): boolean => [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());

const isWorkingDay = (date: string): boolean => Object.hasOwn(workdays, date) || !(Object.hasOwn(holidays, date) || isWeekend(date));

/** The day `count` working days after `date`, by the State Council's holidays and make-up days; where those of a year are not published yet, by weekends alone. */
const addWorkingDays = (date: string, count: number): string => {
  let day = date;
  for (let left = count; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day)) left -= 1;
  }
  return day;
};

type Counting = Rules['noticeCounts'];

/** The last day of a term of so many days that began on `date`. */
export const termEndsOn = (date: string, days: number, counts: Counting): string =>
  counts === 'working_days' ? addWorkingDays(date, days) : addDays(date, days);

/** The first day on which a notice posted on `postedOn` may be taken down: its days are counted from the day after. */
export const noticeEndsOn = (postedOn: string, { noticeDays, noticeCounts }: Pick<Rules, 'noticeDays' | 'noticeCounts'>): string =>
  termEndsOn(postedOn, noticeDays, noticeCounts);
