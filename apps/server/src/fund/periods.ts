import type { FundPeriod } from '#domain/fund/fund.events';

/** First and last day of a year, by which money is kept unless its source says otherwise. */
export const calendarYear = (year: number): FundPeriod => ({ validFrom: `${year}-01-01`, validUntil: `${year}-12-31` });
