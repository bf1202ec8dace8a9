import type {
  ArchiveLevel,
  CancellationReason,
  DataSource,
  HardshipCause,
  MemberRemovalReason,
  RejectionReason,
  TransferReason,
  VerificationOutcome,
  WithdrawalReason,
  WorkStatus,
} from '#domain/household/household.terms';
import type { DifficultyCategory, RequiredStep } from '#domain/policy/rules';
import type { Correction } from '#domain/household/household.events';
import { aidTerms } from './aid-terms.js';
import { watchTerms } from './watch-terms.js';
import { word, type WordsFor } from './word.js';

export type { Language } from './word.js';

const archiveLevel: WordsFor<ArchiveLevel> = {
  national: word('全国级', 'national'),
  province: word('省级', 'provincial'),
  city: word('地市级', 'city'),
  county: word('区县级', 'county'),
  base: word('基层', 'base-union'),
};

const category: WordsFor<DifficultyCategory> = {
  deeply_difficult: word('深度困难', 'deeply difficult'),
  relatively_difficult: word('相对困难', 'relatively difficult'),
  accident_impoverished: word('意外致困', 'impoverished by an accident'),
  not_eligible: word('不予认定', 'not eligible'),
};

const cause: WordsFor<HardshipCause> = {
  no_work_capacity: word('无劳动能力', 'unable to work'),
  able_but_unemployed: word('有劳动能力而未就业', 'able to work but not employed'),
  laid_off: word('下岗失业', 'laid off'),
  no_social_insurance: word('未参加社会保险', 'without social insurance'),
  insurance_not_delivered: word('社会保险待遇落实不到位', 'insurance benefits not delivered'),
  critical_illness: word('患重特大疾病', 'critical illness'),
  natural_disaster: word('遭受自然灾害', 'natural disaster'),
  accident: word('遭受意外事故', 'accident'),
  child_schooling: word('子女上学', 'schooling of children'),
  other: word('其他', 'other'),
};

const workStatus: WordsFor<WorkStatus> = {
  on_post: word('在岗', 'on post'),
  laid_off: word('下(待)岗', 'laid off'),
  unemployed: word('失(无)业', 'unemployed'),
  retired: word('退休', 'retired'),
  sick_leave: word('病休', 'on sick leave'),
  internally_retired: word('内退', 'internally retired'),
  veteran_retired: word('离休', 'retired as a veteran'),
  migrant_worker: word('农民工', 'migrant worker'),
  truck_driver: word('货车司机', 'truck driver'),
  courier: word('快递员', 'courier'),
  ride_hailing_driver: word('网约车司机', 'ride-hailing driver'),
  food_delivery_rider: word('外卖配送员', 'food delivery rider'),
};

const source: WordsFor<DataSource> = {
  civil_affairs: word('民政', 'civil affairs'),
  housing: word('不动产登记', 'property registry'),
  vehicles: word('车辆管理', 'vehicle office'),
  companies: word('市场监管', 'company registry'),
  social_insurance: word('社会保险', 'social insurance'),
  medical_insurance: word('医疗保障', 'medical insurance'),
  tax: word('税务', 'tax office'),
  other: word('其他部门', 'another department'),
};

const result: WordsFor<'clean' | 'hits'> = { clean: word('无异常', 'nothing found'), hits: word('有比中', 'hits found') };

const step: WordsFor<RequiredStep> = {
  authorisation: word('核对授权', 'authorisation of data checks'),
  survey: word('入户调查', 'home survey'),
  notice: word('公示', 'public notice'),
  review: word('审核', 'review'),
  data_match: word('信息比对', 'data match'),
};

const objectionOutcome: WordsFor<'dismissed' | 'upheld'> = { dismissed: word('不成立', 'dismissed'), upheld: word('成立', 'upheld') };

const verificationOutcome: WordsFor<VerificationOutcome> = {
  unchanged: word('无变化', 'unchanged'),
  improved: word('好转', 'improved'),
  worsened: word('加重', 'worse'),
  not_found: word('未联系上', 'not found'),
};

const memberRemoval: WordsFor<MemberRemovalReason> = {
  moved_out: word('迁出', 'moved out'),
  married: word('婚嫁', 'married'),
  independent: word('独立生活', 'lives independently'),
  dead: word('死亡', 'died'),
  entered_in_error: word('误录', 'entered in error'),
  not_in_import: word('导入表中已无此人', 'no longer named in the import'),
};

const rejection: WordsFor<RejectionReason> = {
  not_eligible: word('不符合条件', 'not eligible'),
  failed_data_check: word('信息比对不通过', 'failed the data check'),
  objection_upheld: word('公示异议成立', 'an objection was upheld'),
  papers_incomplete: word('材料不全', 'papers incomplete'),
  refused_checks: word('拒绝核查', 'refused the checks'),
  other: word('其他', 'other'),
};

const cancellation: WordsFor<CancellationReason> = {
  dead: word('死亡', 'death'),
  retired: word('退休', 'retirement'),
  transferred_away: word('调离', 'moved away'),
  duplicate: word('重复建档', 'duplicate file'),
  asked_by_worker: word('本人申请', 'asked for by the worker'),
  other: word('其他', 'other'),
};

const withdrawal: WordsFor<WithdrawalReason> = {
  failed_data_check: word('信息比对不通过', 'failed the data check'),
  false_statement: word('弄虚作假', 'false statement'),
  not_eligible: word('不符合条件', 'not eligible'),
  other: word('其他', 'other'),
};

const transfer: WordsFor<TransferReason> = {
  moved: word('迁居', 'moved'),
  changed_employer: word('变更工作单位', 'changed employer'),
  employer_closed: word('原单位注销', 'employer dissolved'),
  units_reorganised: word('工会组织调整', 'units reorganised'),
  imported: word('导入', 'import'),
};

const fact: WordsFor<Correction['kind']> = {
  identity: word('身份信息', 'identity'),
  details: word('职工情况', 'details of the worker'),
  member: word('家庭成员', 'member'),
  incomes: word('收入', 'incomes'),
  rigidCosts: word('刚性支出', 'rigid costs'),
  assets: word('财产状况', 'assets'),
  date: word('日期', 'date'),
};

/** Visible words of the closed value lists, by the list's name. */
export const terms = {
  archiveLevel,
  category,
  cause,
  workStatus,
  source,
  result,
  step,
  objectionOutcome,
  verificationOutcome,
  memberRemoval,
  rejection,
  cancellation,
  withdrawal,
  transfer,
  fact,
  ...aidTerms,
  ...watchTerms,
};

export type TermList = keyof typeof terms;
