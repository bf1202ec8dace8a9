import { addDays } from './calendar.js';

/** UTC times as ISO strings with milliseconds ('2022-03-01T02:00:00.000Z'), which sort as text; by arithmetic alone. */
const TIME = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})\.(\d{3})Z$/;

const DAY_SECONDS = 86_400;

const pad = (value: number): string => String(value).padStart(2, '0');

/** The time `seconds` after (or, negative, before) `time`. */
export const addSeconds = (time: string, seconds: number): string => {
  const match = TIME.exec(time);
  if (!match) throw new RangeError('not a UTC time with milliseconds');
  const [, date = '', hours, minutes, second, milliseconds] = match;
  const total = Number(hours) * 3600 + Number(minutes) * 60 + Number(second) + seconds;
  const days = Math.floor(total / DAY_SECONDS);
  const rest = total - days * DAY_SECONDS;
  return `${addDays(date, days)}T${pad(Math.floor(rest / 3600))}:${pad(Math.floor(rest / 60) % 60)}:${pad(rest % 60)}.${milliseconds}Z`;
};

const SHANGHAI_SECONDS = 8 * 3600;

/** The business day of a UTC time: the calendar day in Asia/Shanghai (UTC+8 all year). */
export const businessDayOf = (time: string): string => addSeconds(time, SHANGHAI_SECONDS).slice(0, 10);
