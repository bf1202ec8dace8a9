import type { TaskRow } from '#read-models/case-tasks/task-row';
import { readCursor, writeCursor } from '#read-store/cursor';
import type { Condition, Filter, ReadCollection } from '#read-store/port';
import type { Days } from './task-days.js';

const BY_DUE = { field: 'dueOn', direction: 'asc' } as const;
const shape = { fields: { dueOn: 'string' }, indexes: [], text: [] } as const;

/** Some tasks of some days. */
export type Selection = Readonly<{ where: Filter; days: Days }>;

/** A part of the list: tasks with a day come first, the earliest before the later; then those that no rule gives a day. */
type Part = 'dated' | 'undated';

/** The condition by which a selection has tasks in a part; undefined where it has none. */
export const dueIn = ({ gte, lt, undated }: Days, part: Part): Condition | undefined => {
  if (part === 'undated') return undated ? { eq: null } : undefined;
  return gte < lt ? { gte, lt } : undefined;
};

type Slice = Readonly<{ limit: number; cursor?: string | undefined }>;

const inOrder = (one: TaskRow, other: TaskRow): number => {
  if (one.dueOn !== other.dueOn) return (one.dueOn ?? '') < (other.dueOn ?? '') ? -1 : 1;
  return one.taskId < other.taskId ? -1 : 1;
};

const placeOf = ({ dueOn, taskId }: TaskRow): string => writeCursor(BY_DUE, { value: dueOn, key: taskId });

/**
 * One page over several selections of tasks of which none holds a row of another, part after part. A cursor is a place
 * in that order and therefore good for every selection.
 * @throws {BadCursor}
 */
export const taskPage = async (
  tasks: ReadCollection<TaskRow>,
  selections: readonly Selection[],
  { limit, cursor }: Slice,
): Promise<Readonly<{ rows: readonly TaskRow[]; next?: string }>> => {
  const from: Part = cursor !== undefined && readCursor(shape, BY_DUE, cursor).value === null ? 'undated' : 'dated';
  const rows: TaskRow[] = [];
  for (const part of ['dated', 'undated'] as const) {
    const wanted = limit + 1 - rows.length;
    if (wanted <= 0 || (part === 'dated' && from === 'undated')) continue;
    const place = cursor !== undefined && part === from ? { after: cursor } : {};
    const asked = selections.flatMap(({ where, days }) => {
      const dueOn = dueIn(days, part);
      return dueOn ? [tasks.find({ where: { ...where, dueOn }, sort: BY_DUE, limit: wanted, ...place })] : [];
    });
    const merged = (await Promise.all(asked)).flatMap((page) => page.rows).sort(inOrder);
    rows.push(...merged.slice(0, wanted));
  }
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, ...(rows.length > limit && last ? { next: placeOf(last) } : {}) };
};
