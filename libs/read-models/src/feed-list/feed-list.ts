import { addCounts, noRows } from '#domain/feed/feed-counts';
import type { FeedCounts, FeedEvent, FeedEventData, FeedFormat } from '#domain/feed/feed.events';
import type { FeedStatus } from '#domain/feed/feed.state';
import type { FeedKind } from '#domain/watch/watch.terms';
import type { Seen, View } from '../view.js';

/** A department's file as people look for it. Its counts say nothing of anybody. */
export type FeedListRow = FeedCounts &
  Readonly<{
    feedId: string;
    feed: FeedKind;
    department: string;
    unitId: string;
    by: string;
    format: FeedFormat;
    attempt: number;
    receivedOn: string;
    receivedAt: string;
    status: FeedStatus;
    /** When it was completed, failed or cancelled; null while it runs. */
    endedAt: string | null;
    failure: string | null;
  }>;

type FeedSeen = Seen<FeedEvent>;

const received = ({ mapping: _, contentDigest: _digest, policyVersion: _version, ...data }: FeedEventData['FeedReceived']) => data;

const fold = (row: FeedListRow | null, { type, data, meta: { at, by } }: FeedSeen): FeedListRow | null => {
  if (type === 'FeedReceived') {
    return { ...received(data), ...noRows, by, receivedAt: at, status: 'running', endedAt: null, failure: null };
  }
  if (!row) return null;
  switch (type) {
    case 'FeedPageRead':
      return { ...row, ...addCounts(row, data.counts) };
    case 'FeedCompleted':
      return { ...row, status: 'completed', endedAt: at };
    case 'FeedFailed':
      return { ...row, status: 'failed', endedAt: at, failure: data.code };
    case 'FeedCancelled':
      return { ...row, status: 'cancelled', endedAt: at };
  }
};

/** 部门数据台账: a row for each file; dry runs are no events and not among them. */
export const feedList: View<FeedListRow, FeedSeen> = {
  collection: {
    name: 'feed-list',
    key: ({ feedId }) => feedId,
    fields: { feedId: 'string', feed: 'string', unitId: 'string', status: 'string', receivedAt: 'string' },
    indexes: [['receivedAt'], ['unitId', 'receivedAt'], ['feed', 'receivedAt'], ['status', 'receivedAt']],
  },
  version: 1,
  categories: ['feed'],
  keysOf: ({ data }) => [data.feedId],
  fold,
};
