import { rowsOf, typedHousehold, typedMember } from '../testing/sample-import-row.js';
import type { Surroundings } from './household-row.js';
import { readHouseholds, type RowReading } from './household-sheet.js';

type Change = Readonly<Record<string, string>>;

const surroundings: Surroundings = {
  today: '2022-03-01',
  standingOf: (unitId) => {
    if (unitId === '410499') return 'unknown_unit';
    if (unitId === '410402') return 'unit_out_of_scope';
    return unitId === '410403' ? 'unit_closed' : 'open';
  },
};

const read = (household: Change = {}, ...members: readonly Change[]): RowReading => {
  const listed = (members.length > 0 ? members : [{}]).map((member) => ({ ...typedMember, ...member }));
  return [...readHouseholds(rowsOf({ ...typedHousehold, ...household }), rowsOf(...listed), surroundings)][0]!;
};

const codeOf = (reading: RowReading | undefined): string | undefined =>
  reading && 'fault' in reading ? `${reading.fault.code} ${reading.fault.column}` : undefined;

const factsOf = (reading: RowReading) => {
  if ('fault' in reading) throw reading.fault;
  return { ...reading.facts, members: reading.members };
};

describe('a row as a clerk types it', () => {
  it('says all of a household', () =>
    expect(factsOf(read())).toEqual({
      fileNumber: 'F-1',
      unitId: '410481-T4-B3',
      appliedOn: '2021-10-11',
      principal: {
        name: '高娟',
        idNumber: '41042419740316014X',
        sex: 'female',
        birthDate: '1974-03-16',
        phone: '19900005400',
        workStatus: 'sick_leave',
      },
      claim: { category: 'relatively_difficult', unmapped: false },
      archiveLevel: 'national',
      persons: 2,
      incomes: { wageFen: 2_398_796, businessFen: 0, propertyFen: 0, transferFen: 14_437, otherFen: 0 },
      rigidCosts: { medicalFen: 0, disabilityCareFen: 0, schoolingFen: 550_300, housingFen: 0, employmentFen: 0 },
      assets: { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false },
      causes: { main: 'critical_illness', secondary: ['no_work_capacity'] },
      bankCard: { bankName: '演示银行', cardNumber: '9999999236834510221' },
      members: [
        {
          name: '董勇',
          relation: 'spouse',
          idNumber: '410424197207260733',
          sex: 'male',
          birthDate: '1972-07-26',
          monthlyIncomeFen: 140_000,
          health: '良好',
          occupation: '无业',
        },
      ],
    }));

  it.each<[string, Change, object]>([
    ['spaces around a name', { 姓名: ' 高娟\u3000' }, { principal: { name: '高娟' } }],
    ['an invisible mark in a name', { 姓名: '高\u200b娟\ufeff' }, { principal: { name: '高娟' } }],
    ['a lower-case x', { 身份证号: '41042419740316014x' }, { principal: { idNumber: '41042419740316014X' } }],
    ['full-width digits', { 身份证号: '４１０４２４１９７４０３１６０１４Ｘ', 家庭人口: '２' }, { persons: 2 }],
    ['a slash date', { 申请日期: '2021/4/7' }, { appliedOn: '2021-04-07' }],
    ['a date in words', { 申请日期: '2021年10月1日' }, { appliedOn: '2021-10-01' }],
    ['a date of digits', { 申请日期: '20211001' }, { appliedOn: '2021-10-01' }],
    ['a date with a time of midnight', { 申请日期: '2021-10-01 00:00:00' }, { appliedOn: '2021-10-01' }],
    ['a full-width bracket', { 工作状态: '下（待）岗' }, { principal: { workStatus: 'laid_off' } }],
    ['an amount with separators', { '工资性收入(元/年)': '52,170.95' }, { incomes: { wageFen: 5_217_095 } }],
    ['several causes', { 次要致困原因: '无劳动能力、下岗失业' }, { causes: { secondary: ['no_work_capacity', 'laid_off'] } }],
    ['the main cause named again', { 次要致困原因: '患重特大疾病;其他' }, { causes: { secondary: ['other'] } }],
    ['a category of before 2020', { 困难类别: '低保边缘户' }, { claim: { unmapped: true } }],
    ['no claim', { 困难类别: '' }, { claim: { unmapped: false } }],
    ['a card with spaces', { 银行卡号: '9999 9992 3683 4510 221' }, { bankCard: { cardNumber: '9999999236834510221' } }],
    ['an address', { 家庭住址: '演示路1号' }, { principal: { address: '演示路1号' } }],
    [
      'an accident',
      { 意外类型: '交通事故', '意外支出(元)': '64778.22', '意外补偿(元)': '751.13' },
      { accident: { kind: '交通事故', costFen: 6_477_822, compensationFen: 75_113 } },
    ],
  ])('is taken with %s', (_what, change, facts) => expect(factsOf(read(change))).toMatchObject(facts));

  it('may have no card', () => expect(factsOf(read({ 银行卡号: '', 开户银行: '' })).bankCard).toBeUndefined());

  it('may have a child without a number', () =>
    expect(factsOf(read({ 家庭人口: '3' }, {}, { 姓名: '高演', 与职工关系: '子女', 身份证号: ' ', '月收入(元)': '' })).members[1]).toEqual({
      name: '高演',
      relation: 'child',
      health: '良好',
      occupation: '无业',
    }));

  it('may be dated today', () => expect(codeOf(read({ 申请日期: '2022-03-01' }))).toBeUndefined());
});

describe('a row that is rejected', () => {
  it.each<[string, Change]>([
    ['missing_file_number 档案编号', { 档案编号: ' ' }],
    ['bad_file_number 档案编号', { 档案编号: '=1+1' }],
    ['missing_name 姓名', { 姓名: '\u3000' }],
    ['value_too_long 姓名', { 姓名: '高'.repeat(51) }],
    ['unknown_unit 填报单位代码', { 填报单位代码: '410499' }],
    ['unit_out_of_scope 填报单位代码', { 填报单位代码: '410402' }],
    ['unit_closed 填报单位代码', { 填报单位代码: '410403' }],
    ['bad_date 申请日期', { 申请日期: '2021-13-05' }],
    ['bad_date 申请日期', { 申请日期: '2022-02-29' }],
    ['bad_date 申请日期', { 申请日期: '' }],
    ['date_in_future 申请日期', { 申请日期: '2022-03-02' }],
    ['unknown_cause 主要致困原因', { 主要致困原因: '好吃懒做' }],
    ['unknown_cause 次要致困原因', { 次要致困原因: '好吃懒做' }],
    ['too_many_causes 次要致困原因', { 次要致困原因: '无劳动能力、下岗失业、其他、子女上学' }],
    ['negative_amount 医疗自付(元/年)', { '医疗自付(元/年)': '-0.01' }],
    ['bad_amount 其他收入(元/年)', { '其他收入(元/年)': '' }],
    ['amount_too_large 住房支出(元/年)', { '住房支出(元/年)': '90071992547409.92' }],
    ['amount_too_large 工资性收入(元/年)', { '工资性收入(元/年)': '90071992547409.91' }],
    ['missing_accident_kind 意外类型', { '意外支出(元)': '1', '意外补偿(元)': '0' }],
    ['bad_amount 意外补偿(元)', { 意外类型: '交通事故', '意外支出(元)': '1' }],
    ['bad_number 家庭人口', { 家庭人口: '二' }],
    ['bad_number 房产套数', { 房产套数: '-1' }],
    ['unknown_value 机动车', { 机动车: '有' }],
    ['unknown_value 建档标准', { 建档标准: '乡镇级' }],
    ['unknown_value 工作状态', { 工作状态: '' }],
    ['bad_phone 手机', { 手机: '无' }],
    ['value_too_long 家庭住址', { 家庭住址: '路'.repeat(101) }],
    ['id_length 身份证号', { 身份证号: '41042419740316014' }],
    ['id_birth_date 身份证号', { 身份证号: '410424198002301479' }],
    ['id_check_digit 身份证号', { 身份证号: '410424197403160141' }],
    ['card_check_digit 银行卡号', { 银行卡号: '9999999236834510222' }],
    ['missing_bank 开户银行', { 开户银行: '' }],
    ['size_mismatch 家庭人口', { 家庭人口: '3' }],
    ['size_mismatch 家庭人口', { 家庭人口: '1' }],
  ])('%s', (code, change) => expect(codeOf(read(change))).toBe(code));

  it.each<[string, Change]>([
    ['member_missing_name 姓名', { 姓名: '' }],
    ['unknown_relation 与职工关系', { 与职工关系: '邻居' }],
    ['member_id_invalid 身份证号', { 身份证号: '410424197207260734' }],
    ['negative_amount 月收入(元)', { '月收入(元)': '-1' }],
    ['bad_amount 月收入(元)', { '月收入(元)': '很少' }],
    ['value_too_long 健康状况', { 健康状况: '良'.repeat(101) }],
    ['member_repeated 身份证号', { 身份证号: '41042419740316014x' }],
  ])('for a member: %s', (code, change) => expect(codeOf(read({}, change))).toBe(code));

  it('gives the first of its faults in the fixed order', () => {
    const faults: Change = {
      姓名: '',
      填报单位代码: '410499',
      申请日期: '',
      主要致困原因: '',
      '医疗自付(元/年)': '-1',
      身份证号: '1',
      银行卡号: '1',
      家庭人口: '9',
    };
    const mended = Object.keys(faults).map((_, index, columns) =>
      codeOf(read(Object.fromEntries(Object.entries(faults).filter(([column]) => columns.indexOf(column) >= index)))),
    );
    expect(mended.map((code) => code?.split(' ')[0])).toEqual([
      'missing_name',
      'unknown_unit',
      'bad_date',
      'unknown_cause',
      'negative_amount',
      'id_length',
      'card_check_digit',
      'size_mismatch',
    ]);
  });

  it('never says what the value was', () => {
    const reading = read({ 身份证号: '410424197403160141' });
    expect(JSON.stringify(reading) + ('fault' in reading ? reading.fault.message : '')).not.toContain('410424');
  });

  it('without a usable number is named by its place', () => expect(read({ 档案编号: '=1+1' }).fileNumber).toBe('row 2'));
});

describe('rows beside each other', () => {
  const second = { ...typedHousehold, 档案编号: 'F-2', 身份证号: '410424197508156534', 家庭人口: '1' };
  const readAll = (households: readonly Change[], members: readonly Change[]) =>
    [...readHouseholds(rowsOf(...households), rowsOf(...members), surroundings)].map(codeOf);

  it('are taken where nobody is in both', () => expect(readAll([typedHousehold, second], [typedMember])).toEqual([undefined, undefined]));

  it('are one too many where the same worker has two', () =>
    expect(readAll([typedHousehold, { ...second, 身份证号: ' 41042419740316014x' }], [typedMember])).toEqual([
      undefined,
      'duplicate_in_file 身份证号',
    ]));

  it('are one too many where two have the same number', () =>
    expect(readAll([typedHousehold, { ...second, 档案编号: 'Ｆ-1' }], [typedMember])).toEqual([
      undefined,
      'duplicate_file_number 档案编号',
    ]));

  it('reject the one that lists the other’s worker as a member, before or after it', () => {
    const member = { ...typedMember, 档案编号: 'F-1', 身份证号: '410424197508156534' };
    expect(readAll([typedHousehold, second], [member])).toEqual(['member_is_principal_elsewhere 身份证号', undefined]);
    expect(readAll([second, typedHousehold], [member])).toEqual([undefined, 'member_is_principal_elsewhere 身份证号']);
  });

  it('reject the later one where both list the same member', () =>
    expect(readAll([typedHousehold, { ...second, 家庭人口: '2' }], [typedMember, { ...typedMember, 档案编号: 'F-2' }])).toEqual([
      undefined,
      'member_in_earlier_row 身份证号',
    ]));

  it('take the later one where the earlier one is rejected for something else', () =>
    expect(
      readAll(
        [
          { ...typedHousehold, 家庭人口: '9' },
          { ...second, 家庭人口: '2' },
        ],
        [typedMember, { ...typedMember, 档案编号: 'F-2' }],
      ),
    ).toEqual(['size_mismatch 家庭人口', undefined]));
});
