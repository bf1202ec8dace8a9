import type { Message } from '../kernel/message.js';
import type { FeedEventData } from './feed.events.js';

/** What may be asked of a department's feed, by command name. */
export type FeedCommandData = Readonly<{
  ReceiveFeed: Omit<FeedEventData['FeedReceived'], 'attempt'>;
  RecordFeedPage: Omit<FeedEventData['FeedPageRead'], 'feedId'>;
  CompleteFeed: Readonly<{ attempt: number }>;
  FailFeed: Readonly<{ attempt: number; code: string; details: Readonly<Record<string, unknown>> }>;
  CancelFeed: Readonly<Record<never, never>>;
}>;

export type FeedCommand = { [Type in keyof FeedCommandData]: Message<Type, FeedCommandData[Type]> }[keyof FeedCommandData];
