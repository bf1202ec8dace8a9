/** The closed value lists of the case file. Order is that of the national form; visible words live with the views. */

/** 致困原因: the ten values of the national form (困难职工档案表). */
export const hardshipCauses = [
  'no_work_capacity',
  'able_but_unemployed',
  'laid_off',
  'no_social_insurance',
  'insurance_not_delivered',
  'critical_illness',
  'natural_disaster',
  'accident',
  'child_schooling',
  'other',
] as const;
export type HardshipCause = (typeof hardshipCauses)[number];

/** 建档标准: which level's money may be spent on the file. */
export const archiveLevels = ['national', 'province', 'city', 'county', 'base'] as const;
export type ArchiveLevel = (typeof archiveLevels)[number];

/** 工作状态/身份, with the four gig trades that newer forms add. */
export const workStatuses = [
  'on_post',
  'laid_off',
  'unemployed',
  'retired',
  'sick_leave',
  'internally_retired',
  'veteran_retired',
  'migrant_worker',
  'truck_driver',
  'courier',
  'ride_hailing_driver',
  'food_delivery_rider',
] as const;
export type WorkStatus = (typeof workStatuses)[number];

export const sexes = ['male', 'female'] as const;
export type Sex = (typeof sexes)[number];

/** 与职工关系. */
export const relations = ['spouse', 'child', 'parent', 'other'] as const;
export type Relation = (typeof relations)[number];

/** Departments asked in a data check (信息比对). */
export const dataSources = [
  'civil_affairs',
  'housing',
  'vehicles',
  'companies',
  'social_insurance',
  'medical_insurance',
  'tax',
  'other',
] as const;
export type DataSource = (typeof dataSources)[number];

export const memberRemovalReasons = ['moved_out', 'married', 'independent', 'dead', 'entered_in_error', 'not_in_import'] as const;
export type MemberRemovalReason = (typeof memberRemovalReasons)[number];

export const verificationOutcomes = ['unchanged', 'improved', 'worsened', 'not_found'] as const;
export type VerificationOutcome = (typeof verificationOutcomes)[number];

export const rejectionReasons = [
  'not_eligible',
  'failed_data_check',
  'objection_upheld',
  'papers_incomplete',
  'refused_checks',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** 注销. */
export const cancellationReasons = ['dead', 'retired', 'transferred_away', 'duplicate', 'asked_by_worker', 'other'] as const;
export type CancellationReason = (typeof cancellationReasons)[number];

/** 退档. */
export const withdrawalReasons = ['failed_data_check', 'false_statement', 'not_eligible', 'other'] as const;
export type WithdrawalReason = (typeof withdrawalReasons)[number];

export const transferReasons = ['moved', 'changed_employer', 'employer_closed', 'units_reorganised', 'imported'] as const;
export type TransferReason = (typeof transferReasons)[number];
