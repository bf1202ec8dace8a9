import type { Scalar } from './port.js';
import type { CheckedFilter } from './filter.js';
import type { Shape } from './shape.js';

/** More branches than this cost more than they save. */
const MAX_BRANCHES = 200;

export type Branch = ReadonlyMap<string, Scalar>;

/**
 * How rows are read in order without sorting them: through the index at this place of the definition, once for each branch (one
 * value for each of the index's fields before the sort field), the branches being merged.
 */
export type OrderedAccess = Readonly<{ index: number; branches: readonly Branch[] }>;

const product = (fields: readonly string[], sets: CheckedFilter['sets']): readonly Branch[] =>
  fields.reduce<readonly Branch[]>(
    (branches, field) => branches.flatMap((branch) => (sets.get(field) ?? []).map((value) => new Map([...branch, [field, value]]))),
    [new Map<string, Scalar>()],
  );

/** The fields that a branch fixes so that the index has its rows in the order of `sortField` and key; undefined where it never has. */
const fixedFields = (index: readonly string[], { sets }: CheckedFilter, sortField: string | undefined): readonly string[] | undefined => {
  const before = sortField === undefined ? index : index.slice(0, -1);
  const serves = sortField === undefined || index.at(-1) === sortField;
  if (!serves || !before.every((field) => sets.has(field))) return undefined;
  return sortField !== undefined && sets.has(sortField) ? index : before;
};

const branchCount = (fields: readonly string[], { sets }: CheckedFilter): number =>
  fields.reduce((count, field) => count * (sets.get(field)?.length ?? 0), 1);

/** The index that serves the sort and fixes the most fields; undefined where none serves it. */
export const orderedAccess = (shape: Shape, filter: CheckedFilter, sortField: string | undefined): OrderedAccess | undefined => {
  let best: { index: number; fixed: readonly string[] } | undefined;
  for (const [index, fields] of shape.indexes.entries()) {
    const fixed = fixedFields(fields, filter, sortField);
    if (fixed === undefined || branchCount(fixed, filter) > MAX_BRANCHES) continue;
    if (best === undefined || fixed.length > best.fixed.length) best = { index, fixed };
  }
  return best && { index: best.index, branches: product(best.fixed, filter.sets) };
};

/** The leading fields of an index that the filter limits: to a set of values each, then possibly to a range. */
export const limitedFields = (index: readonly string[], { sets, bounds }: CheckedFilter): readonly string[] => {
  const free = index.findIndex((field) => !sets.has(field));
  const place = free < 0 ? index.length : free;
  const ranged = bounds.some(({ field }) => field === index[place]);
  return index.slice(0, ranged ? place + 1 : place);
};
