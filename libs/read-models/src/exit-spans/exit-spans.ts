import type { HouseholdEvent } from '#domain/household/household.events';
import { householdIdOf, type HouseholdSeen } from '../household-folds.js';
import { countsFrom, followedBy, LASTING, type Span } from '../spans.js';
import type { Collection, View } from '../view.js';

/** Where a file was kept from a day on. */
export type KeptSpan = Span & Readonly<{ unitId: string }>;

/** 脱困: from the day on which it was recorded until the file lived again, or ended. The events stand in the file's stream. */
export type Exit = Span &
  Readonly<{
    unitId: string;
    leftOn: string;
    revision: number;
    /** 返困, where it was that which ended it. */
    reopened: Readonly<{ reopenedOn: string; revision: number }> | null;
  }>;

/** A file with the stretches for which it stood closed as 脱困. */
export type ExitSpansRow = Readonly<{
  householdId: string;
  /** The unit that has kept the file all the time, where it left difficulty no more than once; else null, and the spans tell. */
  keptIn: string | null;
  /** First day of the file, and the first day on which it was no more (rejected, cancelled, withdrawn, merged). */
  from: string;
  until: string;
  kept: readonly KeptSpan[];
  /** First day closed as 脱困, and the first day after the last such stretch; null where it never was. */
  exitFrom: string | null;
  exitUntil: string | null;
  /** The last such stretch ended by falling back. */
  fellBack: boolean;
  exits: readonly Exit[];
}>;

const ENDINGS: readonly HouseholdEvent['type'][] = [
  'ApplicationRejected',
  'HouseholdCancelled',
  'HouseholdWithdrawn',
  'HouseholdMergedInto',
];
const TURNS: readonly HouseholdEvent['type'][] = [
  'HouseholdApplied',
  'HouseholdTransferred',
  'HouseholdLeftDifficulty',
  'HouseholdReopened',
  ...ENDINGS,
];

const opened = ({ data, stream, meta }: Extract<HouseholdSeen, { type: 'HouseholdApplied' }>): ExitSpansRow => {
  const from = countsFrom(meta, '');
  const kept = [{ unitId: data.unitId, from, until: LASTING }];
  const exits = { exitFrom: null, exitUntil: null, fellBack: false, exits: [] };
  return { householdId: householdIdOf(stream), keptIn: data.unitId, from, until: LASTING, kept, ...exits };
};

const unitOf = (row: ExitSpansRow): string => row.kept.at(-1)?.unitId ?? '';

/** The last day that anything of the row was recorded for. */
const lastDayOf = ({ kept, exits, from }: ExitSpansRow): string =>
  [kept.at(-1)?.from, exits.at(-1)?.from, ...exits.map(({ until }) => (until === LASTING ? '' : until))].reduce<string>(
    (latest, day) => (day !== undefined && day > latest ? day : latest),
    from,
  );

/** What ends a stretch closed as 脱困; nothing where the file was not closed so. */
const exitEnded = (row: ExitSpansRow, until: string, reopened: Exit['reopened']): ExitSpansRow => {
  const last = row.exits.at(-1);
  if (last?.until !== LASTING) return row;
  return { ...row, exits: [...row.exits.slice(0, -1), { ...last, until, reopened }], exitUntil: until, fellBack: reopened !== null };
};

const left = (row: ExitSpansRow, leftOn: string, from: string, revision: number): ExitSpansRow => {
  const exit: Exit = { unitId: unitOf(row), leftOn, from, until: LASTING, revision, reopened: null };
  const keptIn = row.exits.length === 0 ? row.keptIn : null;
  return { ...row, keptIn, exits: [...row.exits, exit], exitFrom: row.exitFrom ?? from, exitUntil: LASTING, fellBack: false };
};

const fold = (row: ExitSpansRow | null, event: HouseholdSeen): ExitSpansRow | null => {
  if (event.type === 'HouseholdApplied') return opened(event);
  if (!row) return null;
  const day = countsFrom(event.meta, lastDayOf(row));
  if (event.type === 'HouseholdTransferred') {
    return { ...row, keptIn: null, kept: followedBy(row.kept, { unitId: event.data.toUnitId }, day) };
  }
  if (event.type === 'HouseholdLeftDifficulty') return left(row, event.data.leftOn, day, event.revision);
  if (event.type === 'HouseholdReopened') {
    return exitEnded(row, day, { reopenedOn: event.data.reopenedOn, revision: event.revision });
  }
  return ENDINGS.includes(event.type) ? { ...exitEnded(row, day, null), until: day } : row;
};

const collection: Collection<ExitSpansRow> = {
  name: 'exit-spans',
  key: ({ householdId }) => householdId,
  fields: {
    householdId: 'string',
    keptIn: 'string',
    from: 'string',
    until: 'string',
    exitFrom: 'string',
    exitUntil: 'string',
    fellBack: 'boolean',
  },
  indexes: [['keptIn', 'until', 'from'], ['keptIn', 'exitUntil'], ['exitUntil']],
};

/** 脱困与返困 by day: how many files there were, which stood closed as 脱困, and which of them fell back. */
export const exitSpans: View<ExitSpansRow, HouseholdSeen> = {
  collection,
  version: 1,
  categories: ['household'],
  keysOf: (event) => (TURNS.includes(event.type) ? [householdIdOf(event.stream)] : []),
  fold,
};
