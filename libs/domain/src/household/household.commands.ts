import type { Message } from '../kernel/message.js';
import type { Accident, Assets, Classification, Incomes, RigidCosts } from '../policy/classification.js';
import type { DifficultyCategory, LineTest, PolicyVersion, RequiredStep } from '../policy/rules.js';
import type { Correction } from './household.events.js';
import type { BankCard, Causes, Contact, Member, Principal, PrincipalDetails, Window } from './household.facts.js';
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

type Application = Readonly<{
  householdId: string;
  unitId: string;
  fileNumber?: string;
  archiveLevel: ArchiveLevel;
  claimedCategory?: DifficultyCategory;
  temporary: boolean;
  appliedOn: string;
  /** From the policy: the day of application plus `surveyWithinDays`. */
  surveyDueOn?: string;
  principal: Principal;
  causes?: Causes;
}>;

/** All that one row of a legacy workbook, with its member rows, says about a household. Ids are the same in every import. */
export type ImportedHousehold = Readonly<{
  householdId: string;
  importId: string;
  row: number;
  unitId: string;
  fileNumber: string;
  archiveLevel: ArchiveLevel;
  claimedCategory?: DifficultyCategory;
  appliedOn: string;
  registeredOn: string;
  reverifyDueOn?: string;
  principal: Principal;
  members: readonly Member[];
  incomes: Incomes;
  rigidCosts: RigidCosts;
  window: Window;
  assets: Assets;
  accident?: Accident;
  causes: Causes;
  bankCard?: BankCard;
  /** By `classify` from the facts of the row under the policy in force on `appliedOn`. */
  classification: Classification;
}>;

/** What may be asked of a household's file, by command name. Facts from elsewhere (rules, dates counted in working days) come along. */
export type HouseholdCommandData = Readonly<{
  ApplyForHousehold: Application;
  ImportHousehold: ImportedHousehold;
  AuthoriseDataChecks: Readonly<{ scope: readonly DataSource[]; signedOn: string; signedBy: readonly string[] }>;
  RecordHomeSurvey: Readonly<{ surveyedOn: string; surveyors: readonly string[]; minimumSurveyors: number; findings: string }>;
  PostPublicNotice: Readonly<{ postedOn: string; endsOn: string; place: string }>;
  RaiseObjection: Readonly<{ objectionId: string; raisedOn: string; text: string }>;
  ResolveObjection: Readonly<{ objectionId: string; resolvedOn: string; outcome: 'dismissed' | 'upheld'; findings: string }>;
  CloseNotice: Readonly<{ closedOn: string }>;
  PassReview: Readonly<{ reviewedOn: string }>;
  ReturnForCorrection: Readonly<{ returnedOn: string; redo: readonly RequiredStep[]; reason: string }>;
  ResubmitApplication: Readonly<{ resubmittedOn: string }>;
  RecordDataMatch: Readonly<{ matchId: string; source: DataSource; result: 'clean' | 'hits'; matchedOn: string; hits?: string }>;
  ExplainDataMatch: Readonly<{ matchId: string; explainedOn: string; explanation: string }>;
  ApproveHousehold: Readonly<{
    approvedOn: string;
    requiredSteps: readonly RequiredStep[];
    reverifyDueOn: string;
    fileNumber?: string;
    meeting?: string;
  }>;
  RejectApplication: Readonly<{ rejectedOn: string; reasonKind: RejectionReason; explanation?: string }>;
  MarkEntered: Readonly<{ enteredOn: string; nationalNumber?: string }>;
  ClassifyHousehold: Readonly<{ classification: Classification }>;
  ReclassifyHousehold: Readonly<{ classification: Classification }>;
  AddMember: Readonly<{ member: Member }>;
  ChangeMember: Readonly<{ member: Member }>;
  RemoveMember: Readonly<{ personId: string; removedOn: string; reasonKind: MemberRemovalReason }>;
  DeclareIncome: Readonly<{ incomes: Incomes; window: Window }>;
  DeclareExpenses: Readonly<{ rigidCosts: RigidCosts; window: Window }>;
  RecordAssets: Readonly<{ assets: Assets }>;
  RecordAccident: Readonly<{ accident: Accident; happenedOn?: string }>;
  WithdrawAccident: Readonly<Record<never, never>>;
  SetCauses: Causes;
  BindBankCard: BankCard;
  RecordMonthlyIncome: Readonly<{ month: string; incomeFen: number; lineMonthlyFen: number }>;
  ChangePrincipalContact: Contact;
  ChangePrincipalDetails: PrincipalDetails;
  SetArchiveLevel: Readonly<{ archiveLevel: ArchiveLevel }>;
  ReVerify: Readonly<{ verifiedOn: string; outcome: VerificationOutcome; nextDueOn: string; findings?: string }>;
  MakeFormal: Readonly<{ madeFormalOn: string; requiredSteps: readonly RequiredStep[]; reverifyDueOn: string }>;
  TransferHousehold: Readonly<{ toUnitId: string; toUnitOpen: boolean; transferredOn: string; reasonKind: TransferReason }>;
  /** `members` are those of the absorbed file (its principal too) who live here from now on. */
  AbsorbHousehold: Readonly<{ absorbedHouseholdId: string; mergedOn: string; members: readonly Member[] }>;
  MergeHouseholdInto: Readonly<{ intoHouseholdId: string; intoOpen: boolean; mergedOn: string }>;
  LeaveDifficulty: Readonly<{
    leftOn: string;
    explainedOn: string;
    causeRemoved: string;
    exit: LineTest;
    exitStableMonths: number;
    policyVersion: PolicyVersion;
  }>;
  CancelHousehold: Readonly<{ cancelledOn: string; reasonKind: CancellationReason; otherHouseholdId?: string; explanation?: string }>;
  WithdrawHousehold: Readonly<{ withdrawnOn: string; reasonKind: WithdrawalReason; explanation?: string }>;
  ReopenOnRelapse: Readonly<{ reopenedOn: string; circumstances: string; surveyDueOn?: string }>;
  CorrectFact: Readonly<{ correctsRevision: number; correction: Correction; reason: string }>;
}>;

export type HouseholdCommand = {
  [Type in keyof HouseholdCommandData]: Message<Type, HouseholdCommandData[Type]>;
}[keyof HouseholdCommandData];
