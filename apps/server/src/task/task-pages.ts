import type { TaskRow } from '#read-models/case-tasks/task-row';
import { readCursor, writeCursor } from '#read-store/cursor';
import type { Condition, Filter, ReadCollection } from '#read-store/port';

const BY_DUE = { field: 'dueOn', direction: 'asc' } as const;
const shape = { fields: { dueOn: 'string' }, indexes: [], text: [] } as const;

/** A stretch of the list: days of a kind, or no day at all. */
export type Stretch = Readonly<{ dated: boolean; dueOn: Condition }>;

/** Tasks with a day come first, the earliest before the later; then those that no rule gives a day. */
export const allStretches: readonly Stretch[] = [
  { dated: true, dueOn: { gte: '' } },
  { dated: false, dueOn: { eq: null } },
];

type Slice = Readonly<{ limit: number; cursor?: string | undefined; stretches: readonly Stretch[] }>;

const inOrder = (one: TaskRow, other: TaskRow): number => {
  if (one.dueOn !== other.dueOn) return (one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1;
  return one.taskId < other.taskId ? -1 : 1;
};

const placeOf = ({ dueOn, taskId }: TaskRow): string => writeCursor(BY_DUE, { value: dueOn, key: taskId });

/**
 * One page over several selections of tasks of which none holds a row of another, stretch after stretch. A cursor is a place
 * in that order and therefore good for every selection.
 * @throws {BadCursor}
 */
export const taskPage = async (
  tasks: ReadCollection<TaskRow>,
  selections: readonly Filter[],
  { limit, cursor, stretches }: Slice,
): Promise<Readonly<{ rows: readonly TaskRow[]; next?: string }>> => {
  const isPastDated = cursor !== undefined && readCursor(shape, BY_DUE, cursor).value === null;
  const rows: TaskRow[] = [];
  for (const { dated, dueOn } of stretches) {
    const wanted = limit + 1 - rows.length;
    if (wanted <= 0 || (dated && isPastDated)) continue;
    const place = cursor !== undefined && dated === !isPastDated ? { after: cursor } : {};
    const ask = (where: Filter) => tasks.find({ where: { ...where, dueOn }, sort: BY_DUE, limit: wanted, ...place });
    const pages = await Promise.all(selections.map(ask));
    const merged = pages.flatMap((page) => page.rows).sort(inOrder);
    rows.push(...merged.slice(0, wanted));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, ...(rows.length > limit && last ? { next: placeOf(last) } : {}) };
};
