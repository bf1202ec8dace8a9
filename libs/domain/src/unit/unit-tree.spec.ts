import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { unitTree, type UnitPlace } from './unit-tree.js';

const city: UnitPlace[] = [
  { code: '410400' },
  { code: '410400-D2', parent: '410400' },
  { code: '410402', parent: '410400' },
  { code: '410402-T1', parent: '410402' },
  { code: '410402-T1-B3', parent: '410402-T1' },
  { code: 'HX01', parent: '410402-T1' },
  { code: 'LOCAL' },
];
const tree = unitTree(city);

describe('the union tree', () => {
  it('knows what is above a unit, the nearest first', () => {
    expect(tree.ancestors('410402-T1-B3')).toEqual(['410402-T1', '410402', '410400']);
    expect(tree.ancestors('410400')).toEqual([]);
    expect(tree.ancestors('nowhere')).toEqual([]);
  });

  it('knows the unit and all below it', () => {
    expect(tree.subtree('410402')).toEqual(['410402', '410402-T1', '410402-T1-B3', 'HX01']);
    expect(tree.subtree('410402-T1-B3')).toEqual(['410402-T1-B3']);
    expect(tree.subtree('nowhere')).toEqual(['nowhere']);
  });

  it.each([
    ['410402-T1', '410402-T1', true],
    ['410402-T1', '410402', true],
    ['HX01', '410400', true],
    ['410402', '410402-T1', false],
    ['410400-D2', '410402', false],
    ['410402-T1', '41040', false],
  ])('%s is within %s: %s', (code, ancestor, within) => expect(tree.isWithin(code, ancestor)).toBe(within));

  it.each([
    ['410402-T1-B3', '410402'],
    ['410400-D2', '410400'],
    ['HX01', '410402'],
    ['LOCAL', undefined],
    ['nowhere', undefined],
    ['4104', '4104'],
    ['41040', undefined],
    ['410402T', undefined],
  ])('finds the line of %s by the area %s', (code, area) => expect(tree.areaOf(code)).toBe(area));

  it('follows no circle for ever', () => {
    const circle = unitTree([
      { code: 'a', parent: 'c' },
      { code: 'b', parent: 'a' },
      { code: 'c', parent: 'b' },
      { code: 'd', parent: 'a' },
    ]);
    expect(circle.ancestors('a')).toEqual(['c', 'b']);
    expect(circle.ancestors('d')).toEqual(['a', 'c', 'b']);
    expect(circle.subtree('a')).toEqual(['a', 'b', 'd', 'c']);
  });

  it('looks the same from above and from below in any forest', () => {
    const forests = fc
      .array(fc.nat(), { minLength: 1, maxLength: 30 })
      .map((picks) =>
        picks.map((pick, place): UnitPlace => (place === 0 ? { code: 'u0' } : { code: `u${place}`, parent: `u${pick % place}` })),
      );
    fc.assert(
      fc.property(forests, fc.nat(), fc.nat(), (units, one, other) => {
        const forest = unitTree(units);
        const [code, ancestor] = [`u${one % units.length}`, `u${other % units.length}`];
        expect(forest.subtree(ancestor).includes(code)).toBe(forest.isWithin(code, ancestor));
      }),
    );
  });

  it('holds the sample city, where every unit has an area of Pingdingshan', () => {
    const file = new URL('../../../../test/support/sample/union-units.csv', import.meta.url);
    const rows: { code: string; parent: string }[] = parse(readFileSync(file), { columns: true, bom: true });
    const sample = unitTree(rows.map(({ code, parent }) => (parent ? { code, parent } : { code })));
    expect(sample.subtree('410400')).toHaveLength(rows.length);
    expect(rows.filter(({ code }) => !sample.areaOf(code)?.startsWith('4104'))).toEqual([]);
  });
});
