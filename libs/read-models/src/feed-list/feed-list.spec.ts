import type { FeedEvent } from '#domain/feed/feed.events';
import type { Seen } from '../view.js';
import { readPage, receivedFeed } from '../../../domain/src/testing/sample-feed.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { feedList, type FeedListRow } from './feed-list.js';

const received = { ...receivedFeed, meta: { by: 'officer-1', at: '2022-03-31T01:00:00.000Z' } };
const nextPage = { ...readPage, data: { ...readPage.data, fromRow: 4, toRow: 6 } };
const over = { at: '2022-03-31T02:00:00.000Z' };
const after = (...events: readonly { type: string; data: unknown }[]): FeedListRow | undefined =>
  foldView(feedList, seenIn<Seen<FeedEvent>>('feed-f1', events)).get('f1');

describe('the list of feeds', () => {
  it('shows what came from which department for which unit, and adds up its pages', () =>
    expect(after(received, readPage, nextPage)).toEqual({
      feedId: 'f1',
      feed: 'medical_cost',
      department: '医疗保障局',
      unitId: '410481',
      by: 'officer-1',
      format: 'csv',
      attempt: 1,
      receivedOn: '2022-03-31',
      receivedAt: '2022-03-31T01:00:00.000Z',
      status: 'running',
      endedAt: null,
      failure: null,
      rows: 6,
      matched: 2,
      leads: 0,
      repeated: 0,
      quiet: 0,
      faulty: 4,
    }));

  it.each([
    ['FeedCompleted', { feedId: 'f1' }, { status: 'completed', failure: null }],
    ['FeedFailed', { feedId: 'f1', code: 'csv-malformed' }, { status: 'failed', failure: 'csv-malformed' }],
    ['FeedCancelled', { feedId: 'f1' }, { status: 'cancelled', failure: null }],
  ])('shows how it ended: %s', (type, data, row) =>
    expect(after(received, readPage, { type, data, meta: over } as typeof received)).toMatchObject({ ...row, endedAt: over.at, rows: 3 }),
  );

  it('begins anew with a file that comes again', () => {
    const again = { ...received, data: { ...received.data, attempt: 2 } };
    const failed = { type: 'FeedFailed', data: { feedId: 'f1', code: 'csv-malformed' } };
    expect(after(received, readPage, failed, again)).toMatchObject({
      status: 'running',
      attempt: 2,
      rows: 0,
      failure: null,
      endedAt: null,
    });
  });
});
