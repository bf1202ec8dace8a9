import type { ERASED } from '../kernel/message.js';
import type { Accident, Assets, Classification, Incomes, RigidCosts } from '../policy/classification.js';
import type { DifficultyCategory } from '../policy/rules.js';
import type { ArchiveLevel, HardshipCause, Relation, Sex, WorkStatus } from './household.terms.js';

/** A personal value that reads `ERASED` once its person's key is destroyed. */
export type Erasable<Value> = Value | typeof ERASED;

/** Who a person is. `personId` is opaque, `idHash` the keyed hash of the ID number; neither says anything by itself. */
export type PersonIdentity = Readonly<{
  personId: string;
  idHash: string;
  name: string;
  idNumber: string;
  sex: Erasable<Sex>;
  birthDate: string;
}>;

export type Contact = Readonly<{ phone: string; otherContact?: string; address?: string; postcode?: string }>;

/** The other items of the national form about the worker; free text where the form's versions differ. */
export type PrincipalDetails = Readonly<{
  workStatus: WorkStatus;
  ethnicity?: string;
  politicalStatus?: string;
  health?: string;
  disability?: string;
  maritalStatus?: string;
  employer?: string;
  employerKind?: string;
  industry?: string;
  workStartedOn?: string;
  modelWorker?: string;
  householdRegistration?: string;
  housing?: string;
  floorAreaBand?: string;
  medicalInsurance?: string;
  singleParent?: boolean;
  zeroEmployment?: boolean;
  ableToSelfHelp?: boolean;
}>;

/** 主档人: the worker whose file it is. */
export type Principal = PersonIdentity & Contact & PrincipalDetails;

/** A person who lives in the household besides the principal; children may have no ID number yet. */
export type Member = Readonly<{
  personId: string;
  idHash?: string;
  name: string;
  relation: Erasable<Relation>;
  idNumber?: string;
  sex?: Erasable<Sex>;
  birthDate?: string;
  health?: string;
  disability?: string;
  occupation?: string;
  monthlyIncomeFen?: Erasable<number>;
  school?: string;
  education?: string;
  enrolledYear?: Erasable<number>;
  schoolingYears?: Erasable<number>;
  employer?: string;
  medicalInsurance?: string;
  maritalStatus?: string;
}>;

/** The months that declared sums cover: first and last day, both included. */
export type Window = Readonly<{ from: string; to: string }>;

export type Causes = Readonly<{ main: HardshipCause; secondary: readonly HardshipCause[] }>;

/** Only a card of the named person may receive money. */
export type BankCard = Readonly<{ holderPersonId: string; bankName: string; branch?: string; cardNumber: string }>;

/** 月人均收入 of one month as looked into after registration, beside the line that applied to it. */
export type MonthlyIncome = Readonly<{ month: string; incomeFen: number; persons: number; lineMonthlyFen: number }>;

export type Origin = 'application' | 'import';

/** What is known of a household now: the sum of all facts, corrections included. */
export type HouseholdFacts = Readonly<{
  unitId: string;
  fileNumber?: string;
  archiveLevel: ArchiveLevel;
  claimedCategory?: DifficultyCategory;
  temporary: boolean;
  origin: Origin;
  appliedOn: string;
  principal: Principal;
  members: readonly Member[];
  incomes?: Incomes;
  incomeWindow?: Window;
  rigidCosts?: RigidCosts;
  expenseWindow?: Window;
  assets?: Assets;
  accident?: Accident;
  causes?: Causes;
  bankCard?: BankCard;
  classification?: Classification;
}>;
