import { ApiExtraModels, ApiProperty, ApiPropertyOptional as Maybe, getSchemaPath } from '@nestjs/swagger';
import type { BankCard, Erasable, HouseholdFacts, Member, MonthlyIncome, Principal } from '#domain/household/household.facts';
import type { Closing, DataMatch, FactKey, FactRecord, KnownHousehold, Objection, Steps } from '#domain/household/household.state';
import {
  archiveLevels,
  dataSources,
  relations,
  sexes,
  verificationOutcomes,
  workStatuses,
  type ArchiveLevel,
  type DataSource,
  type Relation,
  type Sex,
  type VerificationOutcome,
  type WorkStatus,
} from '#domain/household/household.terms';
import { ERASED } from '#domain/kernel/message';
import type { Classification } from '#domain/policy/classification';
import type { DifficultyCategory } from '#domain/policy/rules';
import type { Unhashed } from '../platform/masking.js';
import { categories, NONE, origins } from './board-filter.js';
import { AccidentBody, AssetsBody, CausesBody, IncomesBody, RigidCostsBody, WindowBody } from './fact.bodies.js';
import { ClassificationAnswer } from './preview-classification.query.js';

const dated = { type: String, format: 'date' } as const;

/** The worker. Values of kinds named in `masked` are masked. */
export class PrincipalAnswer implements Unhashed<Principal> {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ example: '410424********014X' }) readonly idNumber!: string;
  @ApiProperty({ enum: [...sexes, ERASED] }) readonly sex!: Erasable<Sex>;
  @ApiProperty({ example: '1974-**-**' }) readonly birthDate!: string;
  @ApiProperty({ example: '199****5400' }) readonly phone!: string;
  @Maybe() readonly otherContact?: string;
  @Maybe() readonly address?: string;
  @Maybe() readonly postcode?: string;
  @ApiProperty({ enum: workStatuses }) readonly workStatus!: WorkStatus;
  @Maybe() readonly ethnicity?: string;
  @Maybe() readonly politicalStatus?: string;
  @Maybe() readonly health?: string;
  @Maybe() readonly disability?: string;
  @Maybe() readonly maritalStatus?: string;
  @Maybe() readonly employer?: string;
  @Maybe() readonly employerKind?: string;
  @Maybe() readonly industry?: string;
  @Maybe() readonly workStartedOn?: string;
  @Maybe() readonly modelWorker?: string;
  @Maybe() readonly householdRegistration?: string;
  @Maybe() readonly housing?: string;
  @Maybe() readonly floorAreaBand?: string;
  @Maybe() readonly medicalInsurance?: string;
  @Maybe() readonly singleParent?: boolean;
  @Maybe() readonly zeroEmployment?: boolean;
  @Maybe() readonly ableToSelfHelp?: boolean;
}

const erasableNumber = { oneOf: [{ type: 'integer' }, { type: 'string', enum: [ERASED] }] };

/** Somebody who lives in the household. */
export class MemberAnswer implements Unhashed<Member> {
  @ApiProperty() readonly personId!: string;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ enum: [...relations, ERASED] }) readonly relation!: Erasable<Relation>;
  @Maybe() readonly idNumber?: string;
  @Maybe({ enum: [...sexes, ERASED] }) readonly sex?: Erasable<Sex>;
  @Maybe() readonly birthDate?: string;
  @Maybe() readonly health?: string;
  @Maybe() readonly disability?: string;
  @Maybe() readonly occupation?: string;
  @Maybe(erasableNumber) readonly monthlyIncomeFen?: Erasable<number>;
  @Maybe() readonly school?: string;
  @Maybe() readonly education?: string;
  @Maybe(erasableNumber) readonly enrolledYear?: Erasable<number>;
  @Maybe(erasableNumber) readonly schoolingYears?: Erasable<number>;
  @Maybe() readonly employer?: string;
  @Maybe() readonly medicalInsurance?: string;
  @Maybe() readonly maritalStatus?: string;
}

export class BankCardAnswer implements BankCard {
  @ApiProperty() readonly holderPersonId!: string;
  @ApiProperty() readonly bankName!: string;
  @Maybe() readonly branch?: string;
  @ApiProperty({ example: '****0221' }) readonly cardNumber!: string;
}

/** What is known of the household now, corrections included. */
export class FactsAnswer implements Unhashed<HouseholdFacts> {
  @ApiProperty() readonly unitId!: string;
  @Maybe() readonly fileNumber?: string;
  @ApiProperty({ enum: archiveLevels }) readonly archiveLevel!: ArchiveLevel;
  @Maybe({ enum: categories.filter((category) => category !== NONE) }) readonly claimedCategory?: DifficultyCategory;
  @ApiProperty() readonly temporary!: boolean;
  @ApiProperty({ enum: origins }) readonly origin!: HouseholdFacts['origin'];
  @ApiProperty(dated) readonly appliedOn!: string;
  @ApiProperty() readonly principal!: PrincipalAnswer;
  @ApiProperty({ type: [MemberAnswer] }) readonly members!: readonly MemberAnswer[];
  @Maybe() readonly incomes?: IncomesBody;
  @Maybe() readonly incomeWindow?: WindowBody;
  @Maybe() readonly rigidCosts?: RigidCostsBody;
  @Maybe() readonly expenseWindow?: WindowBody;
  @Maybe() readonly assets?: AssetsBody;
  @Maybe() readonly accident?: AccidentBody;
  @Maybe({ type: CausesBody }) readonly causes?: NonNullable<HouseholdFacts['causes']>;
  @Maybe() readonly bankCard?: BankCardAnswer;
  @Maybe({ type: ClassificationAnswer }) readonly classification?: Classification;
}

class DoneAnswer {
  @ApiProperty(dated) readonly on!: string;
  @ApiProperty() readonly revision!: number;
}

class AuthorisationAnswer extends DoneAnswer {
  @ApiProperty({ enum: dataSources, isArray: true }) readonly scope!: readonly DataSource[];
  @ApiProperty({ type: [String], description: 'person ids' }) readonly signedBy!: readonly string[];
}

class SurveyDoneAnswer extends DoneAnswer {
  @ApiProperty({ type: [String], description: 'account ids' }) readonly surveyors!: readonly string[];
}

class NoticeAnswer {
  @ApiProperty(dated) readonly postedOn!: string;
  @ApiProperty(dated) readonly endsOn!: string;
  @Maybe() readonly closed?: DoneAnswer;
}

class ObjectionAnswer implements Objection {
  @ApiProperty() readonly objectionId!: string;
  @ApiProperty({ enum: ['open', 'dismissed', 'upheld'] }) readonly status!: Objection['status'];
}

class MatchAnswer implements DataMatch {
  @ApiProperty() readonly matchId!: string;
  @ApiProperty({ enum: dataSources }) readonly source!: DataSource;
  @ApiProperty(dated) readonly on!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ enum: ['clean', 'hits', 'explained'] }) readonly standing!: DataMatch['standing'];
}

/** What has been done towards an approval. */
export class StepsAnswer implements Steps {
  @Maybe() readonly authorisation?: AuthorisationAnswer;
  @Maybe() readonly survey?: SurveyDoneAnswer;
  @Maybe() readonly notice?: NoticeAnswer;
  @ApiProperty({ type: [ObjectionAnswer] }) readonly objections!: readonly ObjectionAnswer[];
  @Maybe() readonly review?: DoneAnswer;
  @ApiProperty({ type: [MatchAnswer] }) readonly matches!: readonly MatchAnswer[];
}

class FactRecordAnswer implements FactRecord {
  @ApiProperty({ type: String }) readonly key!: FactKey;
  @ApiProperty({ type: [Number] }) readonly revisions!: readonly number[];
}

class MonthlyIncomeAnswer implements MonthlyIncome {
  @ApiProperty({ example: '2022-02' }) readonly month!: string;
  @ApiProperty() readonly incomeFen!: number;
  @ApiProperty() readonly persons!: number;
  @ApiProperty() readonly lineMonthlyFen!: number;
}

class ClosingAnswer {
  @ApiProperty(dated) readonly on!: string;
  @ApiProperty() readonly revision!: number;
  @ApiProperty({ enum: ['left_difficulty', 'rejected', 'cancelled', 'withdrawn', 'merged'] }) readonly kind!: Closing['kind'];
  @Maybe() readonly reasonKind?: string;
  @Maybe() readonly intoHouseholdId?: string;
}

/** The file as decisions know it. */
@ApiExtraModels(MonthlyIncomeAnswer)
export class FileAnswer {
  @ApiProperty() readonly householdId!: string;
  @ApiProperty({ enum: ['applied', 'returned', 'registered', 'closed'] }) readonly status!: KnownHousehold['status'];
  @ApiProperty() readonly revision!: number;
  @ApiProperty() readonly facts!: FactsAnswer;
  @ApiProperty() readonly steps!: StepsAnswer;
  @ApiProperty({ type: [String], description: 'account ids' }) readonly enteredBy!: readonly string[];
  @ApiProperty({ type: [FactRecordAnswer] }) readonly records!: readonly FactRecordAnswer[];
  @ApiProperty({ type: 'object', additionalProperties: { $ref: getSchemaPath(MonthlyIncomeAnswer) }, description: 'by month' })
  readonly monthlyIncomes!: Readonly<Record<string, MonthlyIncomeAnswer>>;
  @ApiProperty() readonly relapses!: number;
  @ApiProperty({ type: [String] }) readonly absorbed!: readonly string[];
  @Maybe(dated) readonly lastVerifiedOn?: string;
  @Maybe({ enum: verificationOutcomes }) readonly lastOutcome?: VerificationOutcome;
  @Maybe() readonly nationalNumber?: string;
  @Maybe(dated) readonly enteredOn?: string;
  @Maybe() readonly closing?: ClosingAnswer;
}
