import type { DomainEvent, PersonalFields, SealedFields } from '../kernel/message.js';
import type { Accident, Assets, Classification, Incomes, RigidCosts } from '../policy/classification.js';
import type { DifficultyCategory, LineTest, PolicyVersion, RequiredStep } from '../policy/rules.js';
import type {
  BankCard,
  Causes,
  Contact,
  Member,
  MonthlyIncome,
  Origin,
  PersonIdentity,
  Principal,
  PrincipalDetails,
  Window,
} from './household.facts.js';
import type {
  ArchiveLevel,
  CancellationReason,
  DataSource,
  MemberRemovalReason,
  RejectionReason,
  TransferReason,
  VerificationOutcome,
  WithdrawalReason,
} from './household.terms.js';

/** A typed correction of one earlier fact. A date is named by the field that was recorded wrongly. */
export type Correction =
  | Readonly<{ kind: 'identity'; identity: PersonIdentity }>
  | Readonly<{ kind: 'details'; details: PrincipalDetails & Readonly<{ personId: string }> }>
  | Readonly<{ kind: 'member'; member: Member }>
  | Readonly<{ kind: 'incomes'; incomes: Incomes; window: Window }>
  | Readonly<{ kind: 'rigidCosts'; rigidCosts: RigidCosts; window: Window }>
  | Readonly<{ kind: 'assets'; assets: Assets }>
  | Readonly<{ kind: 'date'; date: CorrectableDate; on: string }>;

export type CorrectableDate = 'appliedOn' | 'surveyedOn';

/** One month that counted towards an exit, with its figures. */
export type MonthAbove = MonthlyIncome & Readonly<{ perCapitaFen: number }>;

/** A step an approval relied on, and the revision of the event that completed it. */
export type StepEvidence = Readonly<{ step: RequiredStep; revision: number }>;

/**
 * What happens to a household's case file, by event name. Names and fields are the storage format of `household-<householdId>`:
 * new ones may be added, released ones change only by a new version and an upcaster. `personId` names whose key seals the
 * personal fields of the event; `unitId` the union unit that keeps the file at that time.
 */
export type HouseholdEventData = Readonly<{
  /** 申报: an application was entered, or a legacy file taken over (origin `import`). */
  HouseholdApplied: Readonly<{
    householdId: string;
    unitId: string;
    fileNumber?: string;
    archiveLevel: ArchiveLevel;
    claimedCategory?: DifficultyCategory;
    temporary: boolean;
    origin: Origin;
    appliedOn: string;
    /** Last day for the home survey under the policy of the day; absent for a legacy file. */
    surveyDueOn?: string;
    principal: Principal;
  }>;
  /** A row of a legacy workbook was taken over; the facts that changed by it follow in the same append. */
  HouseholdImported: Readonly<{ importId: string; row: number; claimedCategory?: DifficultyCategory }>;
  /** 授权书 signed: which departments may be asked. */
  DataChecksAuthorised: Readonly<{ scope: readonly DataSource[]; signedOn: string; signedBy: readonly string[] }>;
  /** 入户调查 by at least as many people as the policy says; surveyors are account ids. */
  HomeSurveyRecorded: Readonly<{ personId: string; surveyedOn: string; surveyors: readonly string[]; findings: string }>;
  /** 公示 put up; it may be taken down from `endsOn` on. */
  PublicNoticePosted: Readonly<{ unitId: string; postedOn: string; endsOn: string; place: string }>;
  ObjectionRaised: Readonly<{ personId: string; unitId: string; objectionId: string; raisedOn: string; text: string }>;
  ObjectionResolved: Readonly<{
    personId: string;
    objectionId: string;
    resolvedOn: string;
    outcome: 'dismissed' | 'upheld';
    findings: string;
  }>;
  /** The notice ran its days without an open or upheld objection. */
  PublicNoticeClosed: Readonly<{ unitId: string; closedOn: string }>;
  /** 审核 by someone who entered nothing of the file. */
  ReviewPassed: Readonly<{ unitId: string; reviewedOn: string }>;
  /** 退回: the steps to redo count no more. */
  ReturnedForCorrection: Readonly<{ unitId: string; returnedOn: string; redo: readonly RequiredStep[] }>;
  ApplicationResubmitted: Readonly<{ unitId: string; resubmittedOn: string }>;
  /** 信息比对: what a department answered. */
  DataMatchRecorded: Readonly<{
    personId: string;
    unitId: string;
    matchId: string;
    source: DataSource;
    result: 'clean' | 'hits';
    matchedOn: string;
    hits?: string;
  }>;
  /** The hits of a data match were looked into and do not stand against the file. */
  DataMatchExplained: Readonly<{ personId: string; matchId: string; explainedOn: string; explanation: string }>;
  /** 审批, with the steps it relied on and the category that was approved. */
  HouseholdApproved: Readonly<{
    approvedOn: string;
    category: DifficultyCategory;
    policyVersion: PolicyVersion;
    evidence: readonly StepEvidence[];
    meeting?: string;
  }>;
  ApplicationRejected: Readonly<{ personId: string; rejectedOn: string; reasonKind: RejectionReason; explanation?: string }>;
  /** 建档: the file exists from this day; `reverifyDueOn` is the day its yearly check is due. */
  HouseholdRegistered: Readonly<{ unitId: string; registeredOn: string; fileNumber: string; reverifyDueOn?: string }>;
  /** 录入: the file stands in the national system as well. */
  HouseholdEntered: Readonly<{ enteredOn: string; nationalNumber?: string }>;
  /** 困难类别, with inputs, policy version, line and findings, so that it can be executed again years later. */
  HouseholdClassified: Readonly<{ personId: string; unitId: string; classification: Classification }>;
  HouseholdReclassified: Readonly<{
    personId: string;
    unitId: string;
    classification: Classification;
    previousCategory: DifficultyCategory;
  }>;
  MemberAdded: Readonly<{ member: Member }>;
  MemberChanged: Readonly<{ member: Member }>;
  MemberRemoved: Readonly<{ personId: string; removedOn: string; reasonKind: MemberRemovalReason }>;
  IncomeDeclared: Readonly<{ incomes: Incomes; window: Window }>;
  ExpensesDeclared: Readonly<{ rigidCosts: RigidCosts; window: Window }>;
  AssetsRecorded: Readonly<{ assets: Assets }>;
  AccidentRecorded: Readonly<{ personId: string; accident: Accident; happenedOn?: string }>;
  /** The accident no longer counts (recorded by mistake, or the row no longer names it). */
  AccidentWithdrawn: Readonly<Record<never, never>>;
  CausesSet: Causes;
  BankCardBound: BankCard;
  /** A month's income as looked into; the latest record of a month counts. */
  MonthlyIncomeRecorded: MonthlyIncome;
  PrincipalContactChanged: Contact & Readonly<{ personId: string }>;
  PrincipalDetailsChanged: PrincipalDetails & Readonly<{ personId: string }>;
  ArchiveLevelSet: Readonly<{ archiveLevel: ArchiveLevel; previous: ArchiveLevel }>;
  /** 年度复核. */
  HouseholdReVerified: Readonly<{
    personId: string;
    unitId: string;
    verifiedOn: string;
    outcome: VerificationOutcome;
    nextDueOn: string;
    findings?: string;
  }>;
  /** 临时档案转正. */
  HouseholdMadeFormal: Readonly<{ unitId: string; madeFormalOn: string; reverifyDueOn: string; evidence: readonly StepEvidence[] }>;
  HouseholdTransferred: Readonly<{ fromUnitId: string; toUnitId: string; transferredOn: string; reasonKind: TransferReason }>;
  /** This file takes in another one; the other's history stays where it is. */
  HouseholdAbsorbed: Readonly<{ absorbedHouseholdId: string; mergedOn: string }>;
  /** This file ends in another one. */
  HouseholdMergedInto: Readonly<{ intoHouseholdId: string; mergedOn: string }>;
  /** 脱困: the cause is removed and the months above the exit line are named. */
  HouseholdLeftDifficulty: Readonly<{
    personId: string;
    leftOn: string;
    explainedOn: string;
    causeRemoved: string;
    months: readonly MonthAbove[];
    exit: LineTest;
    exitStableMonths: number;
    policyVersion: PolicyVersion;
  }>;
  /** 注销. */
  HouseholdCancelled: Readonly<{
    personId: string;
    cancelledOn: string;
    reasonKind: CancellationReason;
    otherHouseholdId?: string;
    explanation?: string;
  }>;
  /** 退档. */
  HouseholdWithdrawn: Readonly<{ personId: string; withdrawnOn: string; reasonKind: WithdrawalReason; explanation?: string }>;
  /** 返困: the closed file lives again; `closedRevision` is the 脱困 it follows, `relapse` counts from 1. */
  HouseholdReopened: Readonly<{
    personId: string;
    unitId: string;
    reopenedOn: string;
    closedRevision: number;
    relapse: number;
    surveyDueOn?: string;
    circumstances: string;
  }>;
  /** 更正: the fact of an earlier revision was wrong; nothing is edited. */
  FactCorrected: Readonly<{ correctsRevision: number; correction: Correction }>;
}>;

export type HouseholdEvent = { [Type in keyof HouseholdEventData]: DomainEvent<Type, HouseholdEventData[Type]> }[keyof HouseholdEventData];

const identityFields = ['name', 'idNumber', 'sex', 'birthDate'];
const contactFields = ['phone', 'otherContact', 'address', 'postcode'];
const detailFields = ['ethnicity', 'politicalStatus', 'health', 'disability', 'maritalStatus', 'employer', 'workStartedOn', 'modelWorker'];
const memberFields = [
  'name',
  'relation',
  'idNumber',
  'sex',
  'birthDate',
  'health',
  'disability',
  'occupation',
  'monthlyIncomeFen',
  'school',
  'education',
  'enrolledYear',
  'schoolingYears',
  'employer',
  'medicalInsurance',
  'maritalStatus',
];

/** Fields of the person found at `path` in the event's data ('' for the data itself). */
const sealedAt = (path: string, fields: readonly string[]): SealedFields => {
  const prefix = path === '' ? '' : `${path}.`;
  return { subject: `${prefix}personId`, fields: fields.map((field) => prefix + field) };
};

const classified = [{ subject: 'personId', fields: ['classification.inputs.accident.kind'] }];

/** Whose key seals what. Unit, dates, amounts, causes and decisions stay readable after erasure: statistics and money need them. */
export const householdPersonal: PersonalFields<HouseholdEvent> = {
  HouseholdApplied: [sealedAt('principal', [...identityFields, ...contactFields, ...detailFields])],
  HouseholdImported: [],
  DataChecksAuthorised: [],
  HomeSurveyRecorded: [sealedAt('', ['findings'])],
  PublicNoticePosted: [],
  ObjectionRaised: [sealedAt('', ['text'])],
  ObjectionResolved: [sealedAt('', ['findings'])],
  PublicNoticeClosed: [],
  ReviewPassed: [],
  ReturnedForCorrection: [],
  ApplicationResubmitted: [],
  DataMatchRecorded: [sealedAt('', ['hits'])],
  DataMatchExplained: [sealedAt('', ['explanation'])],
  HouseholdApproved: [],
  ApplicationRejected: [sealedAt('', ['explanation'])],
  HouseholdRegistered: [],
  HouseholdEntered: [],
  HouseholdClassified: classified,
  HouseholdReclassified: classified,
  MemberAdded: [sealedAt('member', memberFields)],
  MemberChanged: [sealedAt('member', memberFields)],
  MemberRemoved: [],
  IncomeDeclared: [],
  ExpensesDeclared: [],
  AssetsRecorded: [],
  AccidentRecorded: [sealedAt('', ['accident.kind'])],
  AccidentWithdrawn: [],
  CausesSet: [],
  BankCardBound: [{ subject: 'holderPersonId', fields: ['bankName', 'branch', 'cardNumber'] }],
  MonthlyIncomeRecorded: [],
  PrincipalContactChanged: [sealedAt('', contactFields)],
  PrincipalDetailsChanged: [sealedAt('', detailFields)],
  ArchiveLevelSet: [],
  HouseholdReVerified: [sealedAt('', ['findings'])],
  HouseholdMadeFormal: [],
  HouseholdTransferred: [],
  HouseholdAbsorbed: [],
  HouseholdMergedInto: [],
  HouseholdLeftDifficulty: [sealedAt('', ['causeRemoved'])],
  HouseholdCancelled: [sealedAt('', ['explanation'])],
  HouseholdWithdrawn: [sealedAt('', ['explanation'])],
  HouseholdReopened: [sealedAt('', ['circumstances'])],
  FactCorrected: [
    sealedAt('correction.identity', identityFields),
    sealedAt('correction.details', detailFields),
    sealedAt('correction.member', memberFields),
  ],
};
