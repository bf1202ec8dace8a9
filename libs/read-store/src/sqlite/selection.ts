import { limitedFields, type OrderedAccess, orderedAccess } from '../access.js';
import type { Place } from '../cursor.js';
import type { CheckedFilter } from '../filter.js';
import type { Query, Sort } from '../port.js';
import type { Shape } from '../shape.js';
import type { Database } from './database.js';
import { column, conditions, indexOf, joined, limits, select, type Sql, stretchesAfter, tableOf } from './sql.js';

/** One physical copy of a view's rows. */
export type Build = Readonly<{ name: string; shape: Shape }>;

/** So few rows are sorted in no time, whichever index finds them. */
const FEW = 500;

const source = (build: Build, index?: number): string =>
  index === undefined ? tableOf(build.name) : `${tableOf(build.name)} INDEXED BY ${indexOf(build.name, index)}`;

const isFew = (database: Database, build: Build, filter: CheckedFilter, index: number, fields: readonly string[]): boolean => {
  const some = select('1', source(build, index), limits(filter, fields), { text: ' LIMIT ?', values: [FEW + 1] });
  return database.get({ text: `SELECT count(*) AS n FROM (${some.text})`, values: some.values })?.n !== FEW + 1;
};

/**
 * The index that finds the rows, chosen here and not by the database, which keeps no statistics: one in the order of the sort,
 * unless another finds so few rows that sorting them costs less.
 */
const chooseAccess = (database: Database, build: Build, filter: CheckedFilter, sort: Sort | undefined): Partial<OrderedAccess> => {
  const ordered = orderedAccess(build.shape, filter, sort?.field);
  if (!ordered) return {};
  const served = limitedFields(build.shape.indexes[ordered.index] ?? [], filter);
  for (const [index, fields] of build.shape.indexes.entries()) {
    const limited = limitedFields(fields, filter);
    const narrower = index !== ordered.index && limited.some((field) => !served.includes(field));
    if (narrower && isFew(database, build, filter, index, limited)) return { index };
  }
  return ordered;
};

const orderBy = (sort: Sort | undefined, limit: number): Sql => {
  const direction = sort?.direction === 'desc' ? 'DESC' : 'ASC';
  return { text: ` ORDER BY ${sort ? `s ${direction}, ` : ''}key ${direction} LIMIT ?`, values: [limit] };
};

/** The statements whose rows, one after another, are the order from the start or after a place; each stops beyond the page. */
export const pageStatements = (
  database: Database,
  build: Build,
  filter: CheckedFilter,
  { sort, limit }: Pick<Query, 'sort' | 'limit'>,
  after: Place | undefined,
): readonly Sql[] => {
  const stretches = after === undefined ? [undefined] : stretchesAfter(build.shape, sort, after);
  const { index, branches = [undefined] } = chooseAccess(database, build, filter, sort);
  const columns = `key, position, doc, ${sort ? column(sort.field) : 'NULL'} AS s`;
  const from = source(build, index);
  const entry = after === undefined ? undefined : sort;
  return stretches.map((stretch) => {
    const parts = branches.map((branch) => {
      const tests = conditions(build.shape, filter, branch, entry);
      return select(columns, from, stretch ? [...tests, stretch] : tests);
    });
    return joined([joined(parts, ' UNION ALL '), orderBy(sort, limit + 1)], '');
  });
};

export const keyStatement = (build: Build, keys: readonly string[]): Sql =>
  select('key, position, doc', tableOf(build.name), [{ text: `key IN (${keys.map(() => '?').join(', ')})`, values: keys }]);

export const countStatement = (build: Build, filter: CheckedFilter): Sql =>
  select('count(*) AS n', tableOf(build.name), conditions(build.shape, filter));

export const groupStatement = (build: Build, filter: CheckedFilter, field: string): Sql =>
  select(`${column(field)} AS value, count(*) AS n`, tableOf(build.name), conditions(build.shape, filter), {
    text: ` GROUP BY ${column(field)}`,
    values: [],
  });
