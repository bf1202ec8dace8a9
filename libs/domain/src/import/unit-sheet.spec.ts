import type { Unit } from '../unit/unit.js';
import { rowsOf } from '../testing/sample-import-row.js';
import { readUnits } from './unit-sheet.js';

const city = { code: '410400', parent: '', kind: 'city_union', name: '平顶山市总工会' };
const county = { code: '410402', parent: '410400', kind: 'county_union', name: '新华区总工会' };
const township = { code: '410402-T1', parent: '410402', kind: 'township_union', name: '新华区第一街道总工会' };

const known: Readonly<Record<string, Unit>> = {
  '410403': { code: '410403', parent: '410400', kind: 'county_union', name: '卫东区总工会', status: 'open' },
  '410404': { code: '410404', parent: '410400', kind: 'county_union', name: '石龙区总工会', status: 'closed' },
};
const read = (...rows: readonly Readonly<Record<string, string>>[]) => readUnits(rowsOf(...rows), (code) => known[code]);

describe('the table of units', () => {
  it('is taken in levels, parents before children, whatever its order', () =>
    expect(read(township, county, city)).toEqual({
      levels: [[{ code: '410400', kind: 'city_union', name: '平顶山市总工会' }], [county], [township]],
    }));

  it('may hang on units that exist', () => expect(read({ ...township, parent: '410403' })).toHaveProperty('levels'));

  it.each([
    ['bad_unit_code', { ...county, code: '新华区' }],
    ['unknown_unit_kind', { ...county, kind: 'club' }],
    ['missing_name', { ...county, name: ' ' }],
    ['missing_parent', { ...county, parent: '' }],
    ['duplicate_unit', city],
    ['unit_closed', { ...county, code: '410404' }],
    ['unit_kind_differs', { ...county, code: '410403', kind: 'township_union' }],
    ['unknown_parent', { ...county, parent: '419999' }],
    ['unknown_parent', { ...county, parent: '410404' }],
    ['unit_cycle', { ...county, parent: '410402' }],
  ])('is refused whole for one row with %s', (code, row) => {
    expect(read(city, row)).toMatchObject({ faults: [{ row: 3, code }] });
  });

  it('is refused for a circle', () =>
    expect(read({ ...county, parent: '410402-T1' }, township)).toMatchObject({ faults: [{ code: 'unit_cycle' }, { code: 'unit_cycle' }] }));

  it('names every row at fault', () =>
    expect(read({ ...county, name: '' }, { ...township, kind: 'x' })).toMatchObject({ faults: [{ row: 2 }, { row: 3 }] }));
});
