import { Injectable } from '@nestjs/common';
import { spanOn } from '#read-models/spans';
import { watchSpans, type WatchSpan, type WatchSpansRow } from '#read-models/watch-spans/watch-spans';
import type { Filter, ReadCollection } from '#read-store/port';
import { pagesOf } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import { daysOfMonth } from './as-of.js';

/** A watch case and what it was in when it is looked at. */
export type CaseSeen = Readonly<{ row: WatchSpansRow; span: WatchSpan }>;

/**
 * Which cases a figure is about, and when each is looked at: those under watch at the end of `day`; with `raisedIn` (a month) those
 * raised in it, as they were raised; with `endedIn` those ended in it, as they ended; with `watchedFrom` those under watch at any
 * time from that day to `day`, as they stood at its end. Nothing recorded after `day` counts.
 */
export type Selection = Readonly<{
  day: string;
  units: readonly string[] | undefined;
  raisedIn?: string | undefined;
  endedIn?: string | undefined;
  watchedFrom?: string | undefined;
}>;

/** The latest to end first: what ends while pages are read comes again further on, and nothing is passed over. */
export const BY_END = { field: 'until', direction: 'desc' } as const;

const earlier = (one: string, other: string): string => (one < other ? one : other);

/** When the cases began and ended that a selection is about. */
const daysOf = ({ day, raisedIn, endedIn, watchedFrom }: Selection): Filter => {
  if (raisedIn !== undefined) {
    const { first, last } = daysOfMonth(raisedIn);
    return { from: { gte: first, lte: earlier(last, day) }, until: { gte: first } };
  }
  if (endedIn !== undefined) {
    const { first, last } = daysOfMonth(endedIn);
    return { until: { gte: first, lte: earlier(last, day) } };
  }
  return { from: { lte: day }, until: watchedFrom === undefined ? { gt: day } : { gte: watchedFrom } };
};

/** Cases of the units, and those that moved between units, whose spans are looked at one by one. */
export const selected = (selection: Selection): Filter => ({
  ...(selection.units && { keptIn: { in: [...selection.units, null] } }),
  ...daysOf(selection),
});

const spanOf = ({ spans }: WatchSpansRow, { day, raisedIn, endedIn }: Selection): WatchSpan | undefined => {
  if (raisedIn !== undefined) return spans[0];
  return endedIn === undefined ? spanOn(spans, day) : spans.at(-1);
};

/** What a selected case was in; undefined where that was in a unit out of reach. */
export const seenBy = (selection: Selection): ((row: WatchSpansRow) => CaseSeen | undefined) => {
  const units = selection.units && new Set(selection.units);
  return (row) => {
    const span = spanOf(row, selection);
    return span && (units?.has(span.unitId) ?? true) ? { row, span } : undefined;
  };
};

/**
 * Watch cases of any day. A day costs what was under watch on it: an index leads to the cases that had not ended by then, and of
 * those only the ones begun by then are read; the log is never folded.
 */
@Injectable()
export class WatchDays {
  constructor(private readonly views: Views) {}

  rows(after?: string): Promise<ReadCollection<WatchSpansRow>> {
    return this.views.of(watchSpans.collection, after);
  }

  /** Each selected case once. */
  async *cases(selection: Selection, after?: string): AsyncGenerator<CaseSeen> {
    const seen = seenBy(selection);
    for await (const row of this.every(selected(selection), after)) {
      const found = seen(row);
      if (found) yield found;
    }
  }

  /** Rows under watch at any time from one day to another, each once, whatever unit they were in. */
  async *every(where: Filter, after?: string): AsyncGenerator<WatchSpansRow> {
    const known = new Set<string>();
    for await (const page of pagesOf(await this.rows(after), { where, sort: BY_END })) {
      for (const row of page) {
        if (known.has(row.caseId)) continue;
        known.add(row.caseId);
        yield row;
      }
    }
  }
}
