import type { FeedEvent } from '#domain/feed/feed.events';
import type { Seen } from '../view.js';
import { readPage, receivedFeed } from '../../../domain/src/testing/sample-feed.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { feedFaults } from './feed-faults.js';

const rowsAfter = (...events: readonly FeedEvent[]) => [...foldView(feedFaults, seenIn<Seen<FeedEvent>>('feed-f1', events))];

describe('the list of refused rows', () => {
  it('shows each with its code, and its column where it has one', () =>
    expect(rowsAfter(receivedFeed, readPage)).toEqual([
      ['f1@1#000000002', { feedId: 'f1', attempt: 1, row: 2, code: 'bad_date', column: '就诊月份' }],
      ['f1@1#000000003', { feedId: 'f1', attempt: 1, row: 3, code: 'not_authorised' }],
    ]));

  it('tells the rows of a later attempt from those of the one before', () => {
    const again = { ...readPage, data: { ...readPage.data, attempt: 2, faults: [{ row: 3, code: 'not_authorised' as const }] } };
    expect(rowsAfter(receivedFeed, readPage, again).map(([, { attempt, row }]) => [attempt, row])).toEqual([
      [1, 2],
      [1, 3],
      [2, 3],
    ]);
  });
});
