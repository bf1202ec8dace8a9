import type { ArchiveLevel, HardshipCause, Relation, WorkStatus } from '../household/household.terms.js';
import type { DifficultyCategory } from '../policy/rules.js';

/** The words of the national form and of older forms, and the terms they mean. */
type Words<Term> = ReadonlyMap<string, Term>;

export const causeWords: Words<HardshipCause> = new Map([
  ['无劳动能力', 'no_work_capacity'],
  ['有劳动能力而未就业', 'able_but_unemployed'],
  ['下岗失业', 'laid_off'],
  ['未参加社会保险', 'no_social_insurance'],
  ['社会保险待遇落实不到位', 'insurance_not_delivered'],
  ['患重特大疾病', 'critical_illness'],
  ['遭受自然灾害', 'natural_disaster'],
  ['遭受意外事故', 'accident'],
  ['子女上学', 'child_schooling'],
  ['其他', 'other'],
]);

/** Categories of before 2020 (低保户, 低保边缘户) say something else and are no claim of today's. */
export const categoryWords: Words<DifficultyCategory> = new Map([
  ['深度困难', 'deeply_difficult'],
  ['相对困难', 'relatively_difficult'],
  ['意外致困', 'accident_impoverished'],
  ['意外致困户', 'accident_impoverished'],
  ['不予认定', 'not_eligible'],
]);

export const archiveLevelWords: Words<ArchiveLevel> = new Map([
  ['全国级', 'national'],
  ['省级', 'province'],
  ['地市级', 'city'],
  ['市级', 'city'],
  ['区县级', 'county'],
  ['县级', 'county'],
  ['基层级', 'base'],
  ['基层', 'base'],
]);

export const workStatusWords: Words<WorkStatus> = new Map([
  ['在岗', 'on_post'],
  ['下(待)岗', 'laid_off'],
  ['下岗', 'laid_off'],
  ['待岗', 'laid_off'],
  ['失(无)业', 'unemployed'],
  ['失业', 'unemployed'],
  ['无业', 'unemployed'],
  ['退休', 'retired'],
  ['病休', 'sick_leave'],
  ['内退', 'internally_retired'],
  ['离休', 'veteran_retired'],
  ['农民工', 'migrant_worker'],
  ['货车司机', 'truck_driver'],
  ['快递员', 'courier'],
  ['网约车司机', 'ride_hailing_driver'],
  ['外卖配送员', 'food_delivery_rider'],
]);

export const relationWords: Words<Relation> = new Map([
  ['配偶', 'spouse'],
  ['丈夫', 'spouse'],
  ['妻子', 'spouse'],
  ['子女', 'child'],
  ['儿子', 'child'],
  ['女儿', 'child'],
  ['父母', 'parent'],
  ['父亲', 'parent'],
  ['母亲', 'parent'],
  ['其他', 'other'],
]);

export const yesNoWords: Words<boolean> = new Map([
  ['是', true],
  ['否', false],
]);
