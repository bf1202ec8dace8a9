import type { FeedCounts, FeedEventData } from './feed.events.js';

export const feedStatuses = ['running', 'completed', 'failed', 'cancelled'] as const;
export type FeedStatus = (typeof feedStatuses)[number];

/** A feed as its stream tells. */
export type KnownFeed = FeedEventData['FeedReceived'] &
  Readonly<{
    status: FeedStatus;
    receivedAt: string;
    /** The account that sent it, and the role by which it did. */
    by: string;
    role: string;
    roleUnit: string;
    /** Of the pages read so far; `counts.rows` is the last row of them. */
    counts: FeedCounts;
    failure?: Readonly<{ code: string; details: Readonly<Record<string, unknown>> }>;
  }>;

export type FeedState = KnownFeed | Readonly<{ status: 'absent' }>;
