import chineseDays from 'chinese-days';
import { addDays } from '#domain/kernel/calendar';
import type { Rules } from '#domain/policy/rules';

/** The day `count` working days after `date`, by the State Council's holidays and make-up days; where those of a year are not published yet, by weekends alone. */
export const addWorkingDays = (date: string, count: number): string => chineseDays.findWorkday(count, date);

/** The first day on which a notice posted on `postedOn` may be taken down: its days are counted from the day after. */
export const noticeEndsOn = (postedOn: string, { noticeDays, noticeCounts }: Pick<Rules, 'noticeDays' | 'noticeCounts'>): string =>
  noticeCounts === 'working_days' ? addWorkingDays(postedOn, noticeDays) : addDays(postedOn, noticeDays);
