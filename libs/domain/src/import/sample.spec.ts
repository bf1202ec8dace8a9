import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { classify } from '../policy/classification.js';
import { starterRules } from '../policy/starter-policy.js';
import type { SheetRow } from './cells.js';
import type { HouseholdRow } from './household-row.js';
import { readHouseholds } from './household-sheet.js';
import { accepted, verdictsCsv, type Verdict } from './verdict.js';

const sample = new URL('../../../../test/support/sample/', import.meta.url);
const textOf = (file: string, encoding: string): string => iconv.decode(readFileSync(new URL(file, sample)), encoding);
const tableOf = (file: string, encoding: string): SheetRow[] =>
  parse(textOf(file, encoding), { columns: true }).map((cells, index) => ({ row: index + 2, cells: cells as Record<string, string> }));

const units = new Set(tableOf('union-units.csv', 'utf8').map(({ cells }) => cells['code']));
const surroundings = {
  today: '2022-12-31',
  standingOf: (unitId: string) => (units.has(unitId) ? ('open' as const) : ('unknown_unit' as const)),
};

const categoryOf = ({ unitId, appliedOn: onDate, persons, incomes, rigidCosts, assets, accident }: HouseholdRow) =>
  classify(
    { area: unitId.slice(0, 6), onDate, persons, incomes, rigidCosts, assets, ...(accident && { accident }) },
    starterRules,
    'pingdingshan@1',
  );

const readings = [...readHouseholds(tableOf('households-gbk.csv', 'gbk'), tableOf('members-gbk.csv', 'gbk'), surroundings)];

describe('the sample city', () => {
  it('gives each row the verdict that is expected, to the byte', () => {
    const verdicts = readings.map((reading): Verdict =>
      'fault' in reading
        ? { row: reading.row, fileNumber: reading.fileNumber, verdict: 'rejected', code: reading.fault.code }
        : accepted(reading, categoryOf(reading.facts), reading.facts.claim),
    );
    expect(verdictsCsv(verdicts)).toBe(textOf('expected.csv', 'utf8'));
  });

  it('takes every row that only looks wrong', () => {
    const messy = tableOf('messy-but-valid.csv', 'utf8').map(({ cells }) => cells['档案编号'] ?? '');
    const taken = readings.filter((reading) => 'facts' in reading).map(({ fileNumber }) => fileNumber);
    expect(messy).toHaveLength(12);
    expect(messy.filter((fileNumber) => !taken.includes(fileNumber))).toEqual([]);
  });
});
