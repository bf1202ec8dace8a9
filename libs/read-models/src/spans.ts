import type { EventMeta } from '#domain/kernel/decider';
import { businessDayOf } from '#domain/kernel/time';

/** The day on which what still lasts ends: after every day that can be asked for. */
export const LASTING = '9999-12-31';

/** From the first day of a state to the first day after it; days are days of recording, and a state is what a day ended in. */
export type Span = Readonly<{ from: string; until: string }>;

/**
 * The day by whose end an event counts: the business day of its recording, and never before what its stream had already
 * recorded. Clocks of two machines may differ, the order of a stream does not.
 */
export const countsFrom = ({ at }: EventMeta, last: string): string => {
  const day = businessDayOf(at);
  return day > last ? day : last;
};

/** Ends what lasted and goes on with `next`; what began on the same day did not last to the end of it. */
export const followedBy = <T extends Span>(spans: readonly T[], next: Omit<T, keyof Span>, from: string): readonly T[] => {
  const last = spans.at(-1);
  const before = spans.slice(0, -1);
  const ended = last && last.from < from ? [{ ...last, until: from }] : [];
  return [...before, ...ended, { ...next, from, until: LASTING } as T];
};

/** What a day ended in; undefined before the first span. */
export const spanOn = <T extends Span>(spans: readonly T[], day: string): T | undefined =>
  spans.findLast(({ from, until }) => from <= day && day < until);
