import type { FaultyRow, FeedEvent } from '#domain/feed/feed.events';
import type { Seen, View } from '../view.js';

/** A row of a department's file that was refused, of one attempt to read it. */
export type FeedFaultRow = FaultyRow & Readonly<{ feedId: string; attempt: number }>;

type FeedSeen = Seen<FeedEvent>;

/** Padded, so that keys sort like rows. */
const keyOf = ({ feedId, attempt, row }: FeedFaultRow): string => `${feedId}@${attempt}#${String(row).padStart(9, '0')}`;

const faultsIn = ({ type, data }: FeedSeen): readonly FeedFaultRow[] => {
  if (type !== 'FeedPageRead') return [];
  const { feedId, attempt, faults } = data;
  return faults.map((fault) => ({ feedId, attempt, ...fault }));
};

const faultsByKey = new WeakMap<FeedSeen, ReadonlyMap<string, FeedFaultRow>>();

/** A page may refuse every row: it is looked through once, not once for each of them. */
const byKey = (event: FeedSeen): ReadonlyMap<string, FeedFaultRow> => {
  const known = faultsByKey.get(event) ?? new Map(faultsIn(event).map((fault) => [keyOf(fault), fault]));
  faultsByKey.set(event, known);
  return known;
};

/** 部门数据差错: the refused rows of every file, with their code and column; nothing of what they said. */
export const feedFaults: View<FeedFaultRow, FeedSeen> = {
  collection: {
    name: 'feed-faults',
    key: keyOf,
    fields: { feedId: 'string', attempt: 'number', row: 'number' },
    indexes: [['feedId', 'attempt', 'row']],
  },
  version: 1,
  categories: ['feed'],
  keysOf: (event) => [...byKey(event).keys()],
  fold: (row, event, key) => byKey(event).get(key) ?? row,
};
