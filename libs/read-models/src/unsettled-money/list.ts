import { opens, waiting, type ListCounts, type ListStage, type Step, type UnsettledRow } from './row.js';

export type ListChange = Partial<ListCounts>;

type List = NonNullable<UnsettledRow['list']>;

const keyOf = (batchId: string): string => `list:${batchId}`;

export const draftedCounts = (lines: number): List => ({ stage: 'drafted', lines, held: 0, committed: 0, answered: 0 });

/** What a list waits for first, by its counts. */
const waitsOf = ({ stage, lines, held, committed, answered }: List): UnsettledRow['waitsFor'] => {
  if (answered > 0) return 'AidPaid';
  if (held > lines) return 'AidTakenFromBatch';
  if (stage === 'signed_off' && committed < lines) return 'AmountCommitted';
  return held < lines ? 'AidPutInBatch' : null;
};

const counted = (row: UnsettledRow, list: List, at: string): UnsettledRow | null =>
  list.lines <= 0 && list.held <= 0 && list.answered <= 0 ? null : waiting({ ...row, list }, waitsOf(list), at);

/** A list was drafted: every aid of it has to know. */
export const drafted = (batchId: string, list: List): Step => opens(keyOf(batchId), 'AidPutInBatch', { list });

/** The counts change by `change`. */
export const onList = (batchId: string, change: ListChange, stage?: ListStage): Step => ({
  key: keyOf(batchId),
  turn: (row, { meta }) => {
    if (!row?.list) return null;
    const { list } = row;
    const added = (name: keyof ListCounts): number => list[name] + (change[name] ?? 0);
    const counts = { lines: added('lines'), held: added('held'), committed: added('committed'), answered: added('answered') };
    return counted(row, { ...counts, stage: stage ?? list.stage }, meta.at);
  },
});

/** No line counts any more; the aids that are on the list have to be taken off. */
export const cancelled = (batchId: string): Step => ({
  key: keyOf(batchId),
  turn: (row, { meta }) => (row?.list ? counted(row, { ...row.list, lines: 0 }, meta.at) : null),
});
