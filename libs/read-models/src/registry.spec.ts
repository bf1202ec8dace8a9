import { everyFeedEvent } from '../../domain/src/testing/sample-feed.js';
import { inCare } from '../../domain/src/testing/sample-household.js';
import { everyAidEvent } from '../../../test/support/aid-history.js';
import { everyBatchEvent } from '../../../test/support/batch-history.js';
import { everyWatchEvent } from '../../../test/support/watch-history.js';
import { foldView, seenIn } from '../../../test/support/fold-view.js';
import { everyFundEvent } from '../../domain/src/testing/fund-histories.js';
import {
  added,
  assigned,
  dismissed,
  expired,
  linked,
  moved,
  opened,
  openedByReport,
  reported,
} from '../../domain/src/testing/sample-lead.js';
import { decided } from '../../domain/src/testing/household-commands.js';
import type { IdentityEvent } from '#domain/identity/identity.events';
import { views } from './registry.js';
import type { ViewEvent } from './view.js';

const everyIdentityEvent: readonly IdentityEvent[] = [
  { type: 'IdentityClaimed', data: { identityId: 'hash-p1', householdId: 'h1', as: 'principal' } },
  { type: 'IdentityMoved', data: { identityId: 'hash-p1', from: 'h1', to: 'h2', as: 'member' } },
  { type: 'IdentityReleased', data: { identityId: 'hash-p1', householdId: 'h2', cause: 'file_closed' } },
];

/** Histories in which every event of a category stands at least once. */
const histories: Readonly<Record<string, readonly (readonly ViewEvent[])[]>> = {
  household: decided.map(({ history, events }) => seenIn('household-h1', [...history, ...events])),
  aid: [[...seenIn('household-h1', inCare), ...seenIn('aid-a1', everyAidEvent)]],
  feed: [seenIn('feed-f1', everyFeedEvent)],
  fund: [seenIn('fund-f1', everyFundEvent)],
  identity: [seenIn('identity-hash-p1', everyIdentityEvent)],
  lead: [
    seenIn('lead-L1', [opened, added, reported(), moved, assigned, linked, expired]),
    seenIn('lead-L1', [openedByReport, reported(), dismissed, expired]),
  ],
  paymentBatch: [seenIn('paymentBatch-b1', everyBatchEvent)],
  watch: [[...seenIn('household-h1', inCare), ...seenIn('watch-h1', everyWatchEvent)]],
};
const folded = Object.keys(histories).flatMap((category) =>
  views
    .filter(({ categories }) => categories.includes(category))
    .map((view) => [`${view.collection.name} over events of ${category}`, view, histories[category]!] as const),
);

const categoryOf = ({ stream }: ViewEvent): string => stream.slice(0, stream.indexOf('-'));

describe.each(folded)('%s', (_name, view, told) => {
  const rows = told.flatMap((events) => [
    ...foldView(
      view,
      events.filter((event) => view.categories.includes(categoryOf(event))),
    ),
  ]);

  it('folds every event there is into rows that JSON can hold', () => {
    expect(rows.length).toBeGreaterThan(0);
    for (const [, row] of rows) expect(JSON.parse(JSON.stringify(row))).toStrictEqual(row);
  });

  it('keeps each row under the key that the row names', () => {
    for (const [key, row] of rows) expect(view.collection.key(row)).toBe(key);
  });

  it('holds in its declared fields what it says it holds', () => {
    for (const [field, kind] of Object.entries(view.collection.fields))
      for (const [, row] of rows) expect(row[field] === null || typeof row[field] === kind).toBe(true);
  });
});

describe('every view', () => {
  it('has a name of its own', () => expect(new Set(views.map(({ collection }) => collection.name)).size).toBe(views.length));

  it.each(views.map(({ collection }) => [collection.name, collection] as const))(
    '%s sorts and searches by declared fields only',
    (_name, collection) => {
      const named = [...collection.indexes.flat(), ...(collection.text ?? [])];
      expect(named.filter((field) => !(field in collection.fields))).toEqual([]);
    },
  );
});
