import type { Cells } from '../import/cells.js';
import type { FeedMapping } from '../policy/watch-rules.js';
import { medicalMapping, propertyMapping } from '../testing/sample-feed.js';
import { feedColumns, feedRowReader, identifyingParts, type FeedRow } from './feed-row.js';

const today = '2022-03-31';
const bill: Cells = { 姓名: '高娟', 身份证号: '41042419740316014X', 就诊月份: '2022-03', 类型: '住院', '自付金额(元)': '26705.00' };
const home: Cells = { 姓名: '陈红刚', 身份证号: '410424196908027315', 房产套数: '2', 机动车: '否' };

const read = (cells: Cells, mapping: FeedMapping = medicalMapping) => feedRowReader(mapping, today)(cells);
const signalOf = (change: Cells = {}): FeedRow => {
  const reading = read({ ...bill, ...change });
  if (reading === 'quiet' || 'fault' in reading) throw new Error('no signal');
  return reading.signal;
};

describe('a row of a department', () => {
  it('says what happened to whom, when, and how much it was', () =>
    expect(read(bill)).toEqual({
      signal: {
        name: '高娟',
        idNumber: '41042419740316014X',
        happenedOn: '2022-03-01',
        figures: { amountFen: 2_670_500, marks: { care: 'inpatient' } },
      },
    }));

  it.each<[string, Cells]>([
    ['spaces and a lower-case x', { 姓名: ' 高娟　', 身份证号: ' 4104 2419740316014x' }],
    ['full-width figures', { 身份证号: '４１０４２４１９７４０３１６０１４Ｘ' }],
    ['thousands separators', { '自付金额(元)': '26,705.00' }],
    ['a currency sign', { '自付金额(元)': '¥26705' }],
    ['a month with a slash', { 就诊月份: '2022/3' }],
    ['a month in words', { 就诊月份: '2022年3月' }],
    ['a month in digits', { 就诊月份: '202203' }],
    ['the first day with slashes', { 就诊月份: '2022/3/1' }],
    ['spaces around a word', { 类型: ' 住 院 ' }],
  ])('reads the same with %s', (_what, change) => expect(signalOf(change)).toEqual(signalOf()));

  it.each<[string, string, Cells]>([
    ['missing_name', '姓名', { 姓名: ' 　' }],
    ['value_too_long', '姓名', { 姓名: '高'.repeat(51) }],
    ['id_length', '身份证号', { 身份证号: '4104241974031601' }],
    ['id_birth_date', '身份证号', { 身份证号: '410424197402300148' }],
    ['id_check_digit', '身份证号', { 身份证号: '410424197403160141' }],
    ['bad_date', '就诊月份', { 就诊月份: '2022-13' }],
    ['bad_date', '就诊月份', { 就诊月份: '' }],
    ['date_in_future', '就诊月份', { 就诊月份: '2022-04' }],
    ['bad_amount', '自付金额(元)', { '自付金额(元)': '两万' }],
    ['bad_amount', '自付金额(元)', { '自付金额(元)': '' }],
    ['amount_too_large', '自付金额(元)', { '自付金额(元)': '90071992547409.92' }],
    ['negative_amount', '自付金额(元)', { '自付金额(元)': '-1' }],
    ['unknown_value', '类型', { 类型: '急诊' }],
    ['unknown_value', '类型', { 类型: '' }],
    ['unknown_value', '类型', { 类型: 'constructor' }],
  ])('is refused as %s in %s', (code, column, change) => expect(read({ ...bill, ...change })).toEqual({ fault: { code, column } }));

  it('is refused for the first of several faults', () =>
    expect(read({ ...bill, 姓名: '', 身份证号: '1', 类型: 'x' })).toEqual({ fault: { code: 'missing_name', column: '姓名' } }));

  it('may name no day and no amount', () =>
    expect(read(home, propertyMapping)).toEqual({
      signal: { name: '陈红刚', idNumber: '410424196908027315', figures: { marks: { homes: '2', motorVehicle: 'no' } } },
    }));

  it.each<[string, Cells, boolean]>([
    ['one home', { 房产套数: '1' }, true],
    ['no home and a car', { 房产套数: '0', 机动车: '是' }, false],
    ['ten homes', { 房产套数: '10' }, false],
    ['homes left out', { 房产套数: '' }, true],
    ['homes in words', { 房产套数: '两套' }, true],
  ])('is quiet where none of the tests of its kind holds: %s', (_what, change, quiet) =>
    expect(read({ ...home, ...change }, propertyMapping) === 'quiet').toBe(quiet),
  );

  it('keeps words as they stand where none are listed, up to a length', () => {
    expect(read({ ...home, 房产套数: '很'.repeat(51) }, propertyMapping)).toEqual({ fault: { code: 'unknown_value', column: '房产套数' } });
  });
});

describe('the columns of a department', () => {
  it('are those of its mapping, the name first', () =>
    expect(feedColumns(medicalMapping)).toEqual(['姓名', '身份证号', '就诊月份', '自付金额(元)', '类型']));

  it('are compared in narrow brackets and without spaces', () => {
    const wide = { ...medicalMapping, amountYuan: '自付金额（元）', marks: [{ ...medicalMapping.marks[0]!, column: '类 型' }] };
    expect(feedColumns(wide)).toEqual(feedColumns(medicalMapping));
    expect(read(bill, wide)).toEqual(read(bill));
  });
});

describe('what a signal is known by', () => {
  it('is its day, its amount and its marks by name', () =>
    expect(identifyingParts(signalOf(), '2022-12-31')).toEqual(['2022-03-01', 2_670_500, 'care', 'inpatient']));

  it('is the same whatever the order of the columns', () => {
    const [homes, car] = propertyMapping.marks;
    const turned = { ...propertyMapping, marks: [car!, homes!] };
    const partsBy = (mapping: FeedMapping) => {
      const reading = read(home, mapping);
      const receivedOn = '2022-12-31';
      return reading === 'quiet' || 'fault' in reading ? [] : identifyingParts(reading.signal, receivedOn);
    };
    expect(partsBy(turned)).toEqual(['2022', '', 'homes', '2', 'motorVehicle', 'no']);
    expect(partsBy(propertyMapping)).toEqual(partsBy(turned));
  });

  it('is the year of receipt where no day is named, and that alone', () => {
    const { happenedOn: _, ...undated } = signalOf();
    const partsOn = (receivedOn: string) => identifyingParts(undated, receivedOn);
    expect(partsOn('2022-12-31')).toEqual(partsOn('2022-01-01'));
    expect(partsOn('2023-01-01')).not.toEqual(partsOn('2022-12-31'));
    expect(identifyingParts(signalOf(), '2023-01-01')).toEqual(identifyingParts(signalOf(), '2022-12-31'));
  });

  it('differs where a bill differs', () =>
    expect(identifyingParts(signalOf({ '自付金额(元)': '26705.01' }), '2022-12-31')).not.toEqual(
      identifyingParts(signalOf(), '2022-12-31'),
    ));
});
