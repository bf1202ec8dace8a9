import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { classify, type ClassificationInputs } from './classification.js';
import { starterRules } from './starter-policy.js';

type Row = Readonly<Record<string, string>>;

const sample = new URL('../../../../test/support/sample/', import.meta.url);
const rowsOf = (file: string, encoding: string): Row[] =>
  parse(iconv.decode(readFileSync(new URL(file, sample)), encoding), { columns: true });

const fenOf = (yuan = ''): number => Math.round(Number(yuan.replaceAll(',', '')) * 100);
const dateOf = (text = ''): string =>
  text
    .split(/[-/]/)
    .map((part) => part.padStart(2, '0'))
    .join('-');
const isYes = (row: Row, column: string): boolean => row[column] === '是';

const inputsOf = (row: Row): ClassificationInputs => ({
  area: (row['填报单位代码'] ?? '').slice(0, 6),
  onDate: dateOf(row['申请日期']),
  persons: Number(row['家庭人口']),
  incomes: {
    wageFen: fenOf(row['工资性收入(元/年)']),
    businessFen: fenOf(row['经营净收入(元/年)']),
    propertyFen: fenOf(row['财产净收入(元/年)']),
    transferFen: fenOf(row['转移净收入(元/年)']),
    otherFen: fenOf(row['其他收入(元/年)']),
  },
  rigidCosts: {
    medicalFen: fenOf(row['医疗自付(元/年)']),
    disabilityCareFen: fenOf(row['残疾护理(元/年)']),
    schoolingFen: fenOf(row['非义务教育(元/年)']),
    housingFen: fenOf(row['住房支出(元/年)']),
    employmentFen: fenOf(row['必要就业成本(元/年)']),
  },
  assets: {
    homes: Number(row['房产套数']),
    motorVehicle: isYes(row, '机动车'),
    mobilityAidVehicle: isYes(row, '残疾代步车'),
    controllingShareholder: isYes(row, '企业控股人'),
    highFeeSchooling: isYes(row, '高收费就学'),
  },
  ...(row['意外类型']
    ? { accident: { kind: row['意外类型'], costFen: fenOf(row['意外支出(元)']), compensationFen: fenOf(row['意外补偿(元)']) } }
    : {}),
});

describe('the sample city under the starter policy', () => {
  const households = new Map(rowsOf('households-gbk.csv', 'gbk').map((row) => [row['档案编号'], row]));
  const accepted = rowsOf('expected.csv', 'utf8').filter((row) => row['verdict'] === 'accepted');

  it('has 596 files that are accepted', () => expect(accepted).toHaveLength(596));

  it('gives each of them the category and the reason it was expected to have', () => {
    const verdicts = accepted.map((row) => {
      const { category, reason = '' } = classify(inputsOf(households.get(row['档案编号']) ?? {}), starterRules, 'p@1');
      return { file: row['档案编号'], category, reason };
    });
    expect(verdicts).toEqual(accepted.map((row) => ({ file: row['档案编号'], category: row['category'], reason: row['reason'] })));
  });
});
