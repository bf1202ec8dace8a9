import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import type { View } from '../view.js';
import { wordsOf, type Words } from './words.js';

/** One event of a household in words: what, when, who, why. `words` is rendered in the reader's language by `render`. */
export type TimelineRow = Readonly<{
  entryId: string;
  householdId: string;
  revision: number;
  type: HouseholdSeen['type'];
  at: string;
  effectiveOn: string | null;
  by: string;
  role: string;
  unit: string;
  reason: string | null;
  words: Words;
}>;

/** Enough for any file: a revision of this width sorts as text. */
const REVISION_DIGITS = 6;

const entryIdOf = ({ stream, revision }: HouseholdSeen): string =>
  `${householdIdOf(stream)}:${String(revision).padStart(REVISION_DIGITS, '0')}`;

const fold = (_row: TimelineRow | null, event: HouseholdSeen): TimelineRow => ({
  entryId: entryIdOf(event),
  householdId: householdIdOf(event.stream),
  revision: event.revision,
  type: event.type,
  at: event.meta.at,
  effectiveOn: event.meta.effectiveOn ?? null,
  by: event.meta.by,
  role: event.meta.role,
  unit: event.meta.unit,
  reason: event.meta.reason ?? null,
  words: wordsOf(event),
});

/** 档案变更记录: every event of a file, a row each, told in words. */
export const caseTimeline: View<TimelineRow, HouseholdSeen> = {
  collection: {
    name: 'case-timeline',
    key: ({ entryId }) => entryId,
    fields: { entryId: 'string', householdId: 'string', revision: 'number', type: 'string', at: 'string', by: 'string' },
    indexes: [
      ['householdId', 'revision'],
      ['householdId', 'type', 'revision'],
    ],
  },
  version: 1,
  categories: ['household'],
  keysOf: (event) => [entryIdOf(event)],
  fold,
};
