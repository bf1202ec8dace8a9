import fc from 'fast-check';
import { scenario } from '../testing/scenario.js';
import { medicalMapping } from '../testing/sample-feed.js';
import { addCounts, addUp, noRows } from './feed-counts.js';
import type { FeedCommand } from './feed.commands.js';
import type { FaultyRow, FeedCounts, FeedEvent, FeedEventData } from './feed.events.js';
import { feed } from './feed.js';

const given = scenario(feed, { by: 'officer-1', role: 'service_centre_officer', unit: '410481' });

const wish = {
  feedId: 'f1',
  feed: 'medical_cost',
  department: '医疗保障局',
  unitId: '410481',
  contentDigest: 'a'.repeat(64),
  format: 'csv',
  receivedOn: '2022-03-31',
  policyVersion: 'pingdingshan@1',
  mapping: medicalMapping,
} as const;

const received = (attempt = 1): FeedEvent => ({ type: 'FeedReceived', data: { ...wish, attempt } });
const receive: FeedCommand = { type: 'ReceiveFeed', data: wish };

const countsOf = (change: Partial<FeedCounts> = {}): FeedCounts => ({ ...noRows, ...change });
type Page = Omit<FeedEventData['FeedPageRead'], 'feedId'>;
const page = (fromRow: number, toRow: number, change: Partial<Page> = {}): Page => {
  const rows = toRow - fromRow + 1;
  return { attempt: 1, fromRow, toRow, counts: countsOf({ rows, quiet: rows }), faults: [], ...change };
};
const read = (data: Page): FeedEvent => ({ type: 'FeedPageRead', data: { feedId: 'f1', ...data } });
const record = (data: Page): FeedCommand => ({ type: 'RecordFeedPage', data });

const complete: FeedCommand = { type: 'CompleteFeed', data: { attempt: 1 } };
const fail: FeedCommand = { type: 'FailFeed', data: { attempt: 1, code: 'csv-malformed', details: { line: 7 } } };
const cancel: FeedCommand = { type: 'CancelFeed', data: {} };

const completed = (counts = noRows): FeedEvent => ({ type: 'FeedCompleted', data: { feedId: 'f1', counts } });
const failed: FeedEvent = { type: 'FeedFailed', data: { feedId: 'f1', code: 'csv-malformed', details: { line: 7 } } };
const cancelled: FeedEvent = { type: 'FeedCancelled', data: { feedId: 'f1', cancelledOn: '2022-03-01' } };

describe('a feed', () => {
  it('is received with the mapping by which it will be read', () => given().when(receive).then(received()));

  it.each([
    ['under way', [received()]],
    ['read to its end', [received(), completed()]],
  ])('changes nothing when the same file comes again while it is %s', (_what, history) =>
    given(...history)
      .when(receive)
      .then(),
  );

  it.each([
    ['failed', failed],
    ['was cancelled', cancelled],
  ])('may come again where it %s, and is read from its first row', (_what, ending) => {
    given(received(), read(page(1, 5)), ending)
      .when(receive)
      .then(received(2));
    const again = given(received(), read(page(1, 5)), ending, received(2));
    again.when(record(page(1, 5, { attempt: 2 }))).then(read(page(1, 5, { attempt: 2 })));
  });

  it('knows who sent it, by which role, and how far it is', () =>
    expect(given(received(), read(page(1, 5))).state()).toMatchObject({
      status: 'running',
      by: 'officer-1',
      role: 'service_centre_officer',
      roleUnit: '410481',
      counts: { rows: 5, quiet: 5 },
    }));
});

describe('pages', () => {
  const faults: FaultyRow[] = [{ row: 7, code: 'bad_date', column: '就诊月份' }];
  const mixed = page(6, 10, { counts: countsOf({ rows: 5, matched: 1, leads: 1, repeated: 1, quiet: 1, faulty: 1 }), faults });

  it('follow one another, with their counts and their faulty rows', () =>
    given(received(), read(page(1, 5)))
      .when(record(mixed))
      .then(read(mixed)));

  it('are recorded once', () =>
    given(received(), read(page(1, 5)), read(mixed))
      .when(record(mixed))
      .then());

  it.each<[string, Page]>([
    ['leaves rows out', page(7, 10)],
    ['overlaps the one before', page(5, 10)],
    ['ends before it begins', page(6, 5)],
    ['begins at no row', page(0, 6)],
  ])('that %s is refused', (_what, data) =>
    given(received(), read(page(1, 5)))
      .when(record(data))
      .thenRefused('feed-page-out-of-order'),
  );

  it.each<[string, Partial<Page>]>([
    ['whose counts are of other rows', { counts: countsOf({ rows: 4, quiet: 4 }) }],
    ['whose counts do not add up', { counts: countsOf({ rows: 5, quiet: 4 }) }],
    ['with a count below zero', { counts: countsOf({ rows: 5, quiet: 6, matched: -1 }) }],
    ['with more faults than are listed', { counts: countsOf({ rows: 5, quiet: 4, faulty: 1 }) }],
  ])('%s are refused', (_what, change) =>
    given(received())
      .when(record(page(1, 5, change)))
      .thenRefused('feed-counts-wrong'),
  );

  it.each<[string, readonly FeedEvent[], string]>([
    ['of nothing', [], 'feed-unknown'],
    ['of a cancelled feed', [received(), cancelled], 'feed-not-running'],
    ['of a feed that is over', [received(), completed()], 'feed-not-running'],
    ['of an earlier attempt', [received(), failed, received(2)], 'feed-not-running'],
  ])('%s are refused', (_what, history, code) =>
    given(...history)
      .when(record(page(1, 5)))
      .thenRefused(code),
  );

  it('end in sums that follow from them alone, however they are cut', () => {
    const counts = fc
      .record({ matched: fc.nat(9), leads: fc.nat(9), repeated: fc.nat(9), quiet: fc.nat(9) })
      .map((each) => ({ ...each, faulty: 0, rows: each.matched + each.leads + each.repeated + each.quiet }))
      .filter(({ rows }) => rows > 0);
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 8 }), (pages) => {
        let from = 1;
        const history = pages.map((each) => read({ ...page(from, (from += each.rows) - 1), counts: each }));
        const total = pages.reduce(addCounts, noRows);
        given(received(), ...history)
          .when(complete)
          .then(completed(total));
        expect(addUp(total)).toBe(true);
      }),
    );
  });
});

describe('the end of a feed', () => {
  it('says what it came to', () =>
    given(received(), read(page(1, 5)))
      .when(complete)
      .then(completed(countsOf({ rows: 5, quiet: 5 }))));

  it('comes once', () => {
    given(received(), completed()).when(complete).then();
    given(received(), failed).when(fail).then();
    given(received(), completed()).when(fail).then();
    given(received(), cancelled).when(cancel).then();
  });

  it('may be that it cannot be read', () => given(received()).when(fail).then(failed));

  it('may be that somebody stops it', () => given(received()).when(cancel).then(cancelled));

  it('is not that of a later attempt', () => {
    given(received(), failed, received(2)).when(fail).then();
    given(received(), failed, received(2)).when(complete).thenRefused('feed-not-running');
  });

  it.each<[string, FeedCommand, readonly FeedEvent[], string]>([
    ['completed', complete, [], 'feed-unknown'],
    ['completed', complete, [received(), cancelled], 'feed-not-running'],
    ['failed', fail, [], 'feed-unknown'],
    ['cancelled', cancel, [], 'feed-unknown'],
    ['cancelled', cancel, [received(), completed()], 'feed-not-running'],
    ['cancelled', cancel, [received(), failed], 'feed-not-running'],
  ])('is not recorded as %s out of turn', (_what, command, history, code) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});
