import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { orderedAccess } from '../access.js';
import type { Place } from '../cursor.js';
import { checkFilter } from '../filter.js';
import type { CollectionDefinition, Query } from '../port.js';
import { shapeOf } from '../shape.js';
import { Database } from './database.js';
import { pageStatements } from './selection.js';
import { openSqliteReadStore } from './sqlite-read-store.js';

type Case = { id: string; unit: string; status: string; name: string; idHash: string; verifiedOn: string | null; spouseHash?: string };

const definition: CollectionDefinition<Case> = {
  name: 'cases',
  key: ({ id }) => id,
  fields: { unit: 'string', status: 'string', name: 'string', idHash: 'string', verifiedOn: 'string' },
  indexes: [['unit', 'status', 'verifiedOn'], ['unit', 'verifiedOn'], ['unit'], ['name'], ['verifiedOn'], ['idHash']],
};
const shape = shapeOf(definition);
const BUILD = 'cases.v1#1';
const units = (count: number) => Array.from({ length: count }, (_, unit) => `u${unit}`);
const at = (value: string | null): Place => ({ value, key: 'h1000' });

describe('pages of a list in SQLite', () => {
  let folder: string;
  let database: Database;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plans-'));
    const path = join(folder, 'views.db');
    const store = await openSqliteReadStore({ path });
    await store.ensureBuild(definition, 1, BUILD);
    const changes = Array.from({ length: 2_000 }, (_, place) => {
      const verifiedOn = place % 3 === 0 ? null : `2024-0${1 + (place % 9)}-01`;
      const row = { id: `h${place}`, unit: `u${place % 2}`, status: `s${place % 2}`, name: `n${place}`, idHash: `i${place}`, verifiedOn };
      return { key: row.id, row, position: '1' };
    });
    const lease = await store.acquireLease('cases', 'test', 60_000);
    if (lease) await store.apply(lease, [{ build: BUILD, changes, checkpoint: '1' }]);
    await store.close();
    database = Database.open(path, { readOnly: true });
  });
  afterAll(async () => {
    database.close();
    await rm(folder, { recursive: true });
  });

  const plan = (query: Omit<Query, 'limit' | 'after'>, after?: Place): readonly string[] => {
    const filter = checkFilter('cases', shape, query);
    const statements = pageStatements(database, { name: BUILD, shape }, filter, { ...query, limit: 50 }, after);
    return statements.flatMap(({ text, values }) =>
      database.all({ text: `EXPLAIN QUERY PLAN ${text}`, values }).map(({ detail }) => String(detail)),
    );
  };
  const reads = (steps: readonly string[]) =>
    steps.filter((step) => /^(SCAN|SEARCH)/.test(step)).map((step) => step.replace(/"?rows [^ ]* /, ''));
  const byVerification = (direction: 'asc' | 'desc') => ({ field: 'verifiedOn', direction });

  it.each([
    ['the first page', undefined, ['(f_unit=?)']],
    ['a page after a value', at('2024-05-01'), ['(f_unit=? AND (f_verifiedOn,key)>(?,?))']],
    ['a page after a row without one', at(null), ['(f_unit=? AND f_verifiedOn=? AND key>?)', '(f_unit=? AND f_verifiedOn>?)']],
  ])('enters the index at %s of one unit, ascending', (_, after, entries) => {
    const steps = plan({ where: { unit: { eq: 'u1' } }, sort: byVerification('asc') }, after);
    expect(reads(steps)).toEqual(entries.map((entry) => `SEARCH USING INDEX index 1 of ${BUILD} ${entry}`));
    expect(steps).toEqual(expect.not.arrayContaining([expect.stringContaining('TEMP B-TREE')]));
  });

  it.each([
    ['the first page', undefined, ['(f_unit=?)']],
    ['a page after a value', at('2024-05-01'), ['(f_unit=? AND (f_verifiedOn,key)<(?,?))', '(f_unit=? AND f_verifiedOn=?)']],
    ['a page after a row without one', at(null), ['(f_unit=? AND f_verifiedOn=? AND key<?)']],
  ])('enters the index at %s of one unit, descending', (_, after, entries) => {
    const steps = plan({ where: { unit: { eq: 'u1' } }, sort: byVerification('desc') }, after);
    expect(reads(steps)).toEqual(entries.map((entry) => `SEARCH USING INDEX index 1 of ${BUILD} ${entry}`));
    expect(steps).toEqual(expect.not.arrayContaining([expect.stringContaining('TEMP B-TREE')]));
  });

  it.each([undefined, at('2024-05-01')])('merges up to two hundred units without sorting them (after %j)', (after) => {
    const steps = plan({ where: { unit: { in: units(100) }, status: { in: ['s0', 's1'] } }, sort: byVerification('asc') }, after);
    expect(reads(steps)).toHaveLength(200);
    expect(new Set(reads(steps).map((step) => step.split(' (')[0]))).toEqual(new Set([`SEARCH USING INDEX index 0 of ${BUILD}`]));
    expect(steps.join()).not.toContain('TEMP B-TREE');
    expect(steps.join()).toContain('MERGE (UNION ALL)');
  });

  it('walks along the sort where there are more units than that', () => {
    const steps = plan({ where: { unit: { in: units(201) } }, sort: byVerification('desc') }, at('2024-05-01'));
    expect(reads(steps)).toEqual([
      `SEARCH USING INDEX index 4 of ${BUILD} ((f_verifiedOn,key)<(?,?))`,
      `SEARCH USING INDEX index 4 of ${BUILD} (f_verifiedOn=?)`,
    ]);
    expect(steps.join()).not.toContain('TEMP B-TREE');
  });

  it('enters the index at the cursor although a range begins earlier', () => {
    const range = { where: { unit: { eq: 'u1' }, verifiedOn: { gte: '2024-01-01', lt: '2024-09-01' } }, sort: byVerification('asc') };
    expect(reads(plan(range, at('2024-05-01')))).toEqual([
      `SEARCH USING INDEX index 1 of ${BUILD} (f_unit=? AND (f_verifiedOn,key)>(?,?) AND f_verifiedOn<?)`,
    ]);
  });

  it('enters the index at each value where the sort field is limited too', () => {
    const steps = plan({ where: { unit: { eq: 'u1' }, verifiedOn: { in: ['2024-05-01', null] } }, sort: byVerification('desc') });
    expect(reads(steps)).toEqual(Array(2).fill(`SEARCH USING INDEX index 1 of ${BUILD} (f_unit=? AND f_verifiedOn=?)`));
    expect(steps.join()).not.toContain('TEMP B-TREE');
  });

  it('does not take an index whose order goes on with a field that was not asked for', () => {
    expect(orderedAccess(shape, checkFilter('cases', shape, { where: { unit: { eq: 'u1' } } }), 'status')).toBeUndefined();
  });

  it('reads in the order of the key through an index on the unit', () => {
    const steps = plan({ where: { unit: { eq: 'u1' } } }, at(null));
    expect(reads(steps)).toEqual([`SEARCH USING INDEX index 2 of ${BUILD} (f_unit=? AND key>?)`]);
    expect(steps.join()).not.toContain('TEMP B-TREE');
  });

  it('sorts where another index leads to a few rows only', () => {
    const steps = plan({ where: { unit: { in: units(60) }, idHash: { eq: 'i7' } }, sort: { field: 'name', direction: 'asc' } });
    expect(reads(steps)).toEqual([`SEARCH USING INDEX index 5 of ${BUILD} (f_idHash=?)`]);
  });

  it('walks along the sort where the other index leads to many', () => {
    const steps = plan({ where: { unit: { eq: 'u1' } }, sort: { field: 'name', direction: 'asc' } }, at('n5'));
    expect(reads(steps)).toEqual([`SEARCH USING INDEX index 3 of ${BUILD} ((f_name,key)>(?,?))`]);
  });
});
