/** Calendar dates as 'YYYY-MM-DD' strings, by arithmetic alone: pure code has no clock and no time zone. */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01 in the proleptic Gregorian calendar (the usual days-from-civil arithmetic). */
const dayNumberOf = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

const pad = (value: number, width: number): string => String(value).padStart(width, '0');

const fromDayNumber = (dayNumber: number): string => {
  const shifted = dayNumber + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth + (shiftedMonth < 10 ? 3 : -9);
  return `${pad(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4)}-${pad(month, 2)}-${pad(day, 2)}`;
};

const parts = (date: string): [number, number, number] => {
  const match = DATE.exec(date);
  if (!match) throw new RangeError(`not a calendar date: ${date.length > 10 ? 'too long' : date}`);
  return [Number(match[1]), Number(match[2]), Number(match[3])];
};

/** True where the text is YYYY-MM-DD and names a day that exists. */
export const isCalendarDate = (text: string): boolean => DATE.test(text) && fromDayNumber(dayNumberOf(...parts(text))) === text;

/** The day `days` after (or, negative, before) `date`. */
export const addDays = (date: string, days: number): string => fromDayNumber(dayNumberOf(...parts(date)) + days);

/** Days from `from` to `to`; negative where `to` lies before it. */
export const daysBetween = (from: string, to: string): number => dayNumberOf(...parts(to)) - dayNumberOf(...parts(from));

/** The same day `months` later; a day that the month lacks becomes its last (31 January + 1 month = 28 or 29 February). */
export const addMonths = (date: string, months: number): string => {
  const [year, month, day] = parts(date);
  const total = year * 12 + month - 1 + months;
  const first = dayNumberOf(Math.floor(total / 12), (total % 12) + 1, 1);
  const next = dayNumberOf(Math.floor((total + 1) / 12), ((total + 1) % 12) + 1, 1);
  return fromDayNumber(Math.min(first + day - 1, next - 1));
};
