import type { Context, Decider, EventMeta } from '../kernel/decider.js';
import { Refusal, require } from '../kernel/refusal.js';
import { addCounts, addUp, noRows } from './feed-counts.js';
import type { FeedCommand, FeedCommandData } from './feed.commands.js';
import type { FeedEvent, FeedEventData } from './feed.events.js';
import type { FeedState, KnownFeed } from './feed.state.js';

type Data = FeedCommandData;
type Decisions = {
  [Type in keyof Data]: (data: Data[Type], state: FeedState, context: Context) => readonly FeedEvent[];
};

/** @throws {Refusal} `feed-unknown` */
const known = (state: FeedState): KnownFeed => {
  if (state.status === 'absent') throw new Refusal('feed-unknown');
  return state;
};

/** Work of an earlier attempt, or of one that is over, is not recorded. @throws {Refusal} `feed-unknown`, `feed-not-running` */
const running = (state: FeedState, attempt: number): KnownFeed => {
  const feed = known(state);
  require(feed.status === 'running' && feed.attempt === attempt, 'feed-not-running', { status: feed.status, attempt: feed.attempt });
  return feed;
};

/** The same file twice changes nothing; one that failed or was cancelled may come again, and is read from its first row. */
const receiveFeed: Decisions['ReceiveFeed'] = (data, state) => {
  if (state.status === 'running' || state.status === 'completed') return [];
  const attempt = state.status === 'absent' ? 1 : state.attempt + 1;
  return [{ type: 'FeedReceived', data: { ...data, attempt } }];
};

/** @throws {Refusal} `feed-unknown`, `feed-not-running`, `feed-page-out-of-order`, `feed-counts-wrong` */
const recordFeedPage: Decisions['RecordFeedPage'] = (data, state) => {
  const { fromRow, toRow, counts, faults, attempt } = data;
  const feed = running(state, attempt);
  const read = feed.counts.rows;
  if (toRow <= read && fromRow <= toRow) return [];
  require(fromRow === read + 1 && toRow >= fromRow, 'feed-page-out-of-order', { fromRow, toRow, expected: read + 1 });
  const agrees = counts.rows === toRow - read && addUp(counts) && faults.length === counts.faulty;
  require(agrees, 'feed-counts-wrong', { fromRow, toRow, ...counts, faults: faults.length });
  return [{ type: 'FeedPageRead', data: { feedId: feed.feedId, ...data } }];
};

/** @throws {Refusal} `feed-unknown`, `feed-not-running` */
const completeFeed: Decisions['CompleteFeed'] = ({ attempt }, state) => {
  const feed = known(state);
  if (feed.status === 'completed') return [];
  const { feedId, counts } = running(state, attempt);
  return [{ type: 'FeedCompleted', data: { feedId, counts } }];
};

/** @throws {Refusal} `feed-unknown` */
const failFeed: Decisions['FailFeed'] = ({ attempt, code, details }, state) => {
  const feed = known(state);
  const isUnderWay = feed.status === 'running' && feed.attempt === attempt;
  return isUnderWay ? [{ type: 'FeedFailed', data: { feedId: feed.feedId, code, details } }] : [];
};

/** @throws {Refusal} `feed-unknown`, `feed-not-running` */
const cancelFeed: Decisions['CancelFeed'] = (_, state, { today }) => {
  const { status, feedId } = known(state);
  if (status === 'cancelled') return [];
  require(status === 'running', 'feed-not-running', { status });
  return [{ type: 'FeedCancelled', data: { feedId, cancelledOn: today } }];
};

/** One function per command; a command without its entry does not compile. */
const feedDecisions: Decisions = {
  ReceiveFeed: receiveFeed,
  RecordFeedPage: recordFeedPage,
  CompleteFeed: completeFeed,
  FailFeed: failFeed,
  CancelFeed: cancelFeed,
};

const decide = <Type extends keyof Data>(
  { type, data }: Readonly<{ type: Type; data: Data[Type] }>,
  state: FeedState,
  context: Context,
): readonly FeedEvent[] => feedDecisions[type](data, state, context);

const received = (data: FeedEventData['FeedReceived'], { at: receivedAt, by, role, unit: roleUnit }: EventMeta): KnownFeed => ({
  ...data,
  status: 'running',
  receivedAt,
  by,
  role,
  roleUnit,
  counts: noRows,
});

const changed = (state: FeedState, change: (feed: KnownFeed) => Partial<KnownFeed>): FeedState =>
  state.status === 'absent' ? state : { ...state, ...change(state) };

const evolve = (state: FeedState, { type, data }: FeedEvent, meta: EventMeta): FeedState => {
  switch (type) {
    case 'FeedReceived':
      return received(data, meta);
    case 'FeedPageRead':
      return changed(state, ({ counts }) => ({ counts: addCounts(counts, data.counts) }));
    case 'FeedCompleted':
      return changed(state, () => ({ status: 'completed' }));
    case 'FeedFailed':
      return changed(state, () => ({ status: 'failed', failure: { code: data.code, details: data.details } }));
    case 'FeedCancelled':
      return changed(state, () => ({ status: 'cancelled' }));
  }
};

/** One file of a department on its way in, page by page: stream `feed-<feedId>`. */
export const feed: Decider<FeedState, FeedCommand, FeedEvent> = {
  category: 'feed',
  initial: { status: 'absent' },
  decide,
  evolve,
};
