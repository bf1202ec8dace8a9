import { aidIdOf, isOfAid, type AidSeen } from '../aid-folds.js';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import type { View } from '../view.js';
import { wordsOfAid } from './aid-words.js';
import { wordsOf } from './household-words.js';
import type { Words } from './words.js';

type TimelineSeen = HouseholdSeen | AidSeen;

/** One event of a household, or of an aid for it, in words: what, when, who, why. `words` is rendered in the reader's language by `render`. */
export type TimelineRow = Readonly<{
  entryId: string;
  householdId: string;
  /** Null for what happened to the file itself. */
  aidId: string | null;
  /** Of the file's stream, or of the aid's. */
  revision: number;
  /** Place in the log: what happened to the file and to its aids, in one order. */
  position: string;
  type: TimelineSeen['type'];
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

const subjectOf = (event: TimelineSeen): Readonly<{ householdId: string; aidId: string | null }> =>
  isOfAid(event)
    ? { householdId: event.data.householdId, aidId: aidIdOf(event.stream) }
    : { householdId: householdIdOf(event.stream), aidId: null };

const entryIdOf = (event: TimelineSeen): string => {
  const { householdId, aidId } = subjectOf(event);
  return [householdId, ...(aidId === null ? [] : [aidId]), String(event.revision).padStart(REVISION_DIGITS, '0')].join(':');
};

const fold = (_row: TimelineRow | null, event: TimelineSeen): TimelineRow => ({
  entryId: entryIdOf(event),
  ...subjectOf(event),
  revision: event.revision,
  position: event.position,
  type: event.type,
  at: event.meta.at,
  effectiveOn: event.meta.effectiveOn ?? null,
  by: event.meta.by,
  role: event.meta.role,
  unit: event.meta.unit,
  reason: event.meta.reason ?? null,
  words: isOfAid(event) ? wordsOfAid(event) : wordsOf(event),
});

/** 档案变更记录: every event of a file and of the aids for it, a row each, told in words. */
export const caseTimeline: View<TimelineRow, TimelineSeen> = {
  collection: {
    name: 'case-timeline',
    key: ({ entryId }) => entryId,
    fields: {
      entryId: 'string',
      householdId: 'string',
      aidId: 'string',
      revision: 'number',
      position: 'string',
      type: 'string',
      at: 'string',
      by: 'string',
    },
    indexes: [
      ['householdId', 'position'],
      ['householdId', 'type', 'position'],
      ['aidId', 'revision'],
    ],
  },
  version: 2,
  categories: ['household', 'aid'],
  keysOf: (event) => [entryIdOf(event)],
  fold,
};
