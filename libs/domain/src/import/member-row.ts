import type { Member } from '../household/household.facts.js';
import { birthDateOf, idNumberFault, normaliseIdNumber, sexOf } from '../person/id-number.js';
import { fenOf } from './amount.js';
import { narrow, plain, readCell, type Cells } from './cells.js';
import { oneOf, optionalTexts, requiredText } from './readings.js';
import { relationWords } from './household-words.js';

/** Headings that the sheet of members must have. */
export const memberColumns = ['档案编号', '姓名', '与职工关系', '身份证号', '健康状况', '身份', '月收入(元)'] as const;

/** A member as the row says; who he is for us (`personId`, `idHash`) is not the clerk's business. */
export type MemberRow = Omit<Member, 'personId' | 'idHash'>;

const optionalColumns = [
  ['健康状况', 'health'],
  ['残疾类别', 'disability'],
  ['身份', 'occupation'],
  ['学历', 'education'],
  ['学校', 'school'],
  ['工作单位', 'employer'],
  ['医保状况', 'medicalInsurance'],
  ['婚姻状况', 'maritalStatus'],
] as const satisfies readonly (readonly [string, keyof MemberRow])[];

/** Children may have no number yet; a number that is there must be one. */
const idOf = (text: string): Pick<MemberRow, 'idNumber' | 'sex' | 'birthDate'> | Readonly<{ fault: 'member_id_invalid' }> => {
  const idNumber = normaliseIdNumber(plain(text));
  if (idNumber === '') return {};
  return idNumberFault(idNumber) ? { fault: 'member_id_invalid' } : { idNumber, sex: sexOf(idNumber), birthDate: birthDateOf(idNumber) };
};

const incomeOf = (text: string) => (narrow(text) === '' ? undefined : fenOf(text));

/** Reads one member. @throws {RowFault} `member_missing_name`, `unknown_relation`, `member_id_invalid`, codes of amounts, `value_too_long` */
export const memberRow = (cells: Cells): MemberRow => {
  const name = readCell(cells, '姓名', requiredText('member_missing_name', 50));
  const relation = readCell(cells, '与职工关系', oneOf(relationWords, 'unknown_relation'));
  const identity = readCell(cells, '身份证号', idOf);
  const monthlyIncomeFen = readCell(cells, '月收入(元)', incomeOf);
  return {
    name,
    relation,
    ...identity,
    ...(monthlyIncomeFen !== undefined && { monthlyIncomeFen }),
    ...optionalTexts(cells, optionalColumns),
  };
};
