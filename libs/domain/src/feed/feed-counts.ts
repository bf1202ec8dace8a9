import type { FeedCounts } from './feed.events.js';

export const noRows: FeedCounts = { rows: 0, matched: 0, leads: 0, repeated: 0, quiet: 0, faulty: 0 };

export const addCounts = (one: FeedCounts, other: FeedCounts): FeedCounts => ({
  rows: one.rows + other.rows,
  matched: one.matched + other.matched,
  leads: one.leads + other.leads,
  repeated: one.repeated + other.repeated,
  quiet: one.quiet + other.quiet,
  faulty: one.faulty + other.faulty,
});

/** Whether every row is counted once, as one thing. */
export const addUp = ({ rows, matched, leads, repeated, quiet, faulty }: FeedCounts): boolean =>
  [rows, matched, leads, repeated, quiet, faulty].every((count) => Number.isSafeInteger(count) && count >= 0) &&
  matched + leads + repeated + quiet + faulty === rows;
