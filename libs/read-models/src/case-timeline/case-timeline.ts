import { aidIdOf, isOfAid, type AidSeen } from '../aid-folds.js';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import type { View } from '../view.js';
import { isOfWatch, type WatchSeen } from '../watch-folds.js';
import { wordsOfAid } from './aid-words.js';
import { wordsOf } from './household-words.js';
import { wordsOfWatch } from './watch-words.js';
import type { Words } from './words.js';

type TimelineSeen = HouseholdSeen | AidSeen | WatchSeen;

/** What an event happened to: the file itself, an aid for its household, or the watch over it. */
export const timelineSubjects = ['file', 'aid', 'watch'] as const;
type TimelineSubject = (typeof timelineSubjects)[number];

/** One event of a household, of an aid for it, or of the watch over it, in words: what, when, who, why. `words` is rendered in the reader's language by `render`. */
export type TimelineRow = Readonly<{
  entryId: string;
  householdId: string;
  subject: TimelineSubject;
  /** Null for what happened to anything but an aid. */
  aidId: string | null;
  /** Of the stream of its subject. */
  revision: number;
  /** Place in the log: what happened to the file, its aids and its watch, in one order. */
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

type Subject = Pick<TimelineRow, 'householdId' | 'subject' | 'aidId'>;

const subjectOf = (event: TimelineSeen): Subject => {
  if (isOfAid(event)) return { householdId: event.data.householdId, subject: 'aid', aidId: aidIdOf(event.stream) };
  if (isOfWatch(event)) return { householdId: event.data.householdId, subject: 'watch', aidId: null };
  return { householdId: householdIdOf(event.stream), subject: 'file', aidId: null };
};

/** An aid's id is its own; a household has one watch. */
const placeOf = ({ subject, aidId }: Subject): readonly string[] => {
  if (aidId !== null) return [aidId];
  return subject === 'watch' ? [subject] : [];
};

const entryIdOf = (event: TimelineSeen): string => {
  const subject = subjectOf(event);
  return [subject.householdId, ...placeOf(subject), String(event.revision).padStart(REVISION_DIGITS, '0')].join(':');
};

const spoken = (event: TimelineSeen): Words => {
  if (isOfAid(event)) return wordsOfAid(event);
  return isOfWatch(event) ? wordsOfWatch(event) : wordsOf(event);
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
  words: spoken(event),
});

/** 档案变更记录: every event of a file, of the aids for it and of the watch over it, a row each, told in words. */
export const caseTimeline: View<TimelineRow, TimelineSeen> = {
  collection: {
    name: 'case-timeline',
    key: ({ entryId }) => entryId,
    fields: {
      entryId: 'string',
      householdId: 'string',
      subject: 'string',
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
  version: 4,
  categories: ['household', 'aid', 'watch'],
  keysOf: (event) => [entryIdOf(event)],
  fold,
};
