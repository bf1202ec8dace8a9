import type { BankCard, Causes, Contact, PersonIdentity, PrincipalDetails } from '../household/household.facts.js';
import type { ArchiveLevel, HardshipCause } from '../household/household.terms.js';
import { isCalendarDate } from '../kernel/calendar.js';
import { bankCardFault, normaliseBankCard } from '../person/bank-card.js';
import { birthDateOf, idNumberFault, normaliseIdNumber, sexOf, type IdNumberFault } from '../person/id-number.js';
import type { Accident, Assets, Incomes, RigidCosts } from '../policy/classification.js';
import type { DifficultyCategory } from '../policy/rules.js';
import { fenOf } from './amount.js';
import { RowFault, dateText, narrow, plain, readCell, type Cells } from './cells.js';
import { archiveLevelWords, categoryWords, causeWords, workStatusWords, yesNoWords } from './household-words.js';
import { countOf, oneOf, optionalTexts, requiredText } from './readings.js';

const incomeColumns = [
  ['工资性收入(元/年)', 'wageFen'],
  ['经营净收入(元/年)', 'businessFen'],
  ['财产净收入(元/年)', 'propertyFen'],
  ['转移净收入(元/年)', 'transferFen'],
  ['其他收入(元/年)', 'otherFen'],
] as const satisfies readonly (readonly [string, keyof Incomes])[];

const costColumns = [
  ['医疗自付(元/年)', 'medicalFen'],
  ['残疾护理(元/年)', 'disabilityCareFen'],
  ['非义务教育(元/年)', 'schoolingFen'],
  ['住房支出(元/年)', 'housingFen'],
  ['必要就业成本(元/年)', 'employmentFen'],
] as const satisfies readonly (readonly [string, keyof RigidCosts])[];

const detailColumns = [
  ['其他联系方式', 'otherContact'],
  ['家庭住址', 'address'],
  ['邮编', 'postcode'],
  ['民族', 'ethnicity'],
  ['政治面貌', 'politicalStatus'],
  ['健康状况', 'health'],
  ['残疾类别', 'disability'],
  ['婚姻状况', 'maritalStatus'],
  ['工作单位', 'employer'],
  ['单位性质', 'employerKind'],
  ['所属行业', 'industry'],
  ['劳模类型', 'modelWorker'],
  ['户口类型', 'householdRegistration'],
  ['住房类型', 'housing'],
  ['建筑面积', 'floorAreaBand'],
  ['医保状况', 'medicalInsurance'],
] as const satisfies readonly (readonly [string, keyof (PrincipalDetails & Contact)])[];

/** Headings that the sheet of households must have; those of `detailColumns` it may have. */
export const householdColumns: readonly string[] = [
  ...['档案编号', '填报单位代码', '申请日期', '姓名', '身份证号', '手机', '困难类别', '建档标准', '工作状态', '家庭人口'],
  ...[...incomeColumns, ...costColumns].map(([column]) => column),
  ...['房产套数', '机动车', '残疾代步车', '企业控股人', '高收费就学', '意外类型', '意外支出(元)', '意外补偿(元)'],
  ...['主要致困原因', '次要致困原因', '开户银行', '银行卡号'],
];

/** What the clerk thinks the category is; `unmapped` where he wrote something that is none of today's. */
export type Claim = Readonly<{ category?: DifficultyCategory; unmapped: boolean }>;

/** A household as one row says, before it is known who its people are for us. */
export type HouseholdRow = Readonly<{
  fileNumber: string;
  unitId: string;
  appliedOn: string;
  principal: Omit<PersonIdentity, 'personId' | 'idHash'> & Contact & PrincipalDetails;
  claim: Claim;
  archiveLevel: ArchiveLevel;
  persons: number;
  incomes: Incomes;
  rigidCosts: RigidCosts;
  assets: Assets;
  accident?: Accident;
  causes: Causes;
  bankCard?: Omit<BankCard, 'holderPersonId'>;
}>;

/** Whether rows of a unit may be taken, and if not, why. */
export type UnitStanding = 'open' | 'unknown_unit' | 'unit_closed' | 'unit_out_of_scope';

/** What a row is judged against besides itself. */
export type Surroundings = Readonly<{ today: string; standingOf: (unitId: string) => UnitStanding }>;

const FILE_NUMBER = /^[A-Za-z0-9\p{Script=Han}][A-Za-z0-9\p{Script=Han}()/_.-]{0,39}$/u;
const SECONDARY_CAUSES = 3;

/** The file number as it is compared; '' where there is none. */
export const fileNumberOf = ({ 档案编号: text = '' }: Cells): string => narrow(text);

const fileNumber = (text: string) => {
  const number = narrow(text);
  if (number === '') return { fault: 'missing_file_number' } as const;
  return FILE_NUMBER.test(number) ? number : ({ fault: 'bad_file_number' } as const);
};

const unit =
  ({ standingOf }: Surroundings) =>
  (text: string) => {
    const standing = standingOf(narrow(text));
    return standing === 'open' ? narrow(text) : { fault: standing };
  };

const appliedOn =
  ({ today }: Surroundings) =>
  (text: string) => {
    const date = dateText(text);
    if (!isCalendarDate(date)) return { fault: 'bad_date' } as const;
    return date > today ? ({ fault: 'date_in_future' } as const) : date;
  };

const phone = (text: string) => (/^[0-9+-]{5,20}$/.test(narrow(text)) ? narrow(text) : ({ fault: 'bad_phone' } as const));

const claim = (text: string): Claim => {
  const category = categoryWords.get(narrow(text));
  return { ...(category && { category }), unmapped: !category && narrow(text) !== '' };
};

/** Causes listed beside the main one; naming the main one again says nothing new. */
const secondaryCauses = (main: HardshipCause) => (text: string) => {
  const words = plain(text)
    .split(/[、,，;；/\s]+/)
    .filter((word) => word !== '');
  const terms = words.map((word) => causeWords.get(word));
  if (terms.includes(undefined)) return { fault: 'unknown_cause' } as const;
  const causes = [...new Set(terms)].filter((cause) => cause !== undefined && cause !== main);
  return causes.length > SECONDARY_CAUSES ? ({ fault: 'too_many_causes' } as const) : (causes as HardshipCause[]);
};

const causesOf = (cells: Cells): Causes => {
  const main = readCell(cells, '主要致困原因', oneOf(causeWords, 'unknown_cause'));
  return { main, secondary: readCell(cells, '次要致困原因', secondaryCauses(main)) };
};

const amounts = <Field extends string>(cells: Cells, columns: readonly (readonly [string, Field])[]): Record<Field, number> => {
  const entries = columns.map(([column, field]) => [field, readCell(cells, column, fenOf)] as const);
  const totalFen = entries.reduce((sum, [, fen]) => sum + fen, 0);
  if (!Number.isSafeInteger(totalFen)) throw new RowFault('amount_too_large', columns[0]?.[0] ?? '');
  return Object.fromEntries(entries) as Record<Field, number>;
};

/** Money without the kind of accident it went for would be lost without a word. */
const accidentOf = (cells: Cells): Accident | undefined => {
  const kind = plain(cells['意外类型'] ?? '');
  const stated = ['意外支出(元)', '意外补偿(元)'].filter((column) => narrow(cells[column] ?? '') !== '');
  if (kind === '' && stated.length === 0) return undefined;
  const costFen = readCell(cells, '意外支出(元)', fenOf);
  const compensationFen = readCell(cells, '意外补偿(元)', fenOf);
  return { kind: readCell(cells, '意外类型', requiredText('missing_accident_kind', 50)), costFen, compensationFen };
};

const assetsOf = (cells: Cells): Assets => {
  const yes = (column: string) => readCell(cells, column, oneOf(yesNoWords, 'unknown_value'));
  return {
    homes: readCell(cells, '房产套数', countOf),
    motorVehicle: yes('机动车'),
    mobilityAidVehicle: yes('残疾代步车'),
    controllingShareholder: yes('企业控股人'),
    highFeeSchooling: yes('高收费就学'),
  };
};

const idNumber = (text: string): Pick<PersonIdentity, 'idNumber' | 'sex' | 'birthDate'> | Readonly<{ fault: IdNumberFault }> => {
  const number = normaliseIdNumber(plain(text));
  const fault = idNumberFault(number);
  return fault ? { fault } : { idNumber: number, sex: sexOf(number), birthDate: birthDateOf(number) };
};

const cardOf = (cells: Cells): HouseholdRow['bankCard'] => {
  const cardNumber = normaliseBankCard(plain(cells['银行卡号'] ?? ''));
  if (cardNumber === '') return undefined;
  const fault = bankCardFault(cardNumber);
  if (fault) throw new RowFault(fault, '银行卡号');
  const bankName = readCell(cells, '开户银行', requiredText('missing_bank', 50));
  return { bankName, cardNumber, ...optionalTexts(cells, [['支行', 'branch']]) };
};

/**
 * Reads one row by itself. The order of the lines is the order of precedence of the codes.
 * @throws {RowFault} `missing_file_number`, `bad_file_number`, `missing_name`, `unknown_unit`, `unit_closed`,
 * `unit_out_of_scope`, `bad_date`, `date_in_future`, `unknown_cause`, `too_many_causes`, `bad_amount`, `amount_too_large`,
 * `negative_amount`, `missing_accident_kind`, `bad_number`, `unknown_value`, `bad_phone`, `value_too_long`, `id_length`,
 * `id_birth_date`, `id_check_digit`, `card_check_digit`, `missing_bank`
 */
export const householdRow = (cells: Cells, surroundings: Surroundings): HouseholdRow => {
  const number = readCell(cells, '档案编号', fileNumber);
  const name = readCell(cells, '姓名', requiredText('missing_name', 50));
  const unitId = readCell(cells, '填报单位代码', unit(surroundings));
  const date = readCell(cells, '申请日期', appliedOn(surroundings));
  const causes = causesOf(cells);
  const incomes = amounts(cells, incomeColumns);
  const rigidCosts = amounts(cells, costColumns);
  const accident = accidentOf(cells);
  const persons = readCell(cells, '家庭人口', countOf);
  const assets = assetsOf(cells);
  const archiveLevel = readCell(cells, '建档标准', oneOf(archiveLevelWords, 'unknown_value'));
  const workStatus = readCell(cells, '工作状态', oneOf(workStatusWords, 'unknown_value'));
  const contact = { phone: readCell(cells, '手机', phone), ...optionalTexts(cells, detailColumns) };
  const identity = { name, ...readCell(cells, '身份证号', idNumber) };
  const bankCard = cardOf(cells);
  return {
    fileNumber: number,
    unitId,
    appliedOn: date,
    principal: { ...identity, ...contact, workStatus },
    claim: claim(cells['困难类别'] ?? ''),
    archiveLevel,
    persons,
    incomes,
    rigidCosts,
    assets,
    ...(accident && { accident }),
    causes,
    ...(bankCard && { bankCard }),
  };
};
