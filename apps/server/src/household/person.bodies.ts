import { IntersectionType } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, Min, Validate, ValidatorConstraint } from 'class-validator';
import type { ValidatorConstraintInterface } from 'class-validator';
import type { PrincipalDetails } from '#domain/household/household.facts';
import { relations, sexes, workStatuses, type Relation, type Sex, type WorkStatus } from '#domain/household/household.terms';
import { bankCardFault, normaliseBankCard } from '#domain/person/bank-card';
import { IsFen } from '../platform/amounts.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsIdNumber, IsPhone } from '../platform/person-fields.js';
import { IsText } from '../platform/text.js';

const LONGEST_NUMBER = 40;

@ValidatorConstraint({ name: 'bankCard' })
class BankCardConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && value.length <= LONGEST_NUMBER && bankCardFault(normaliseBankCard(value)) === undefined;
  }

  defaultMessage(): string {
    return '$property is no valid bank card number (12 to 19 digits, check digit)';
  }
}

/** A field that holds the number of a bank card. */
export const IsBankCard = (): PropertyDecorator => Validate(BankCardConstraint);

/** How a person of the household can be reached. */
export class ContactBody {
  @IsPhone() readonly phone!: string;
  @IsOptional() @IsText(100) readonly otherContact?: string;
  @IsOptional() @IsText(200) readonly address?: string;
  @IsOptional() @IsString() @Matches(/^\d{6}$/) readonly postcode?: string;
}

/** The other items of the national form about the worker. */
export class DetailsBody implements PrincipalDetails {
  @IsIn(workStatuses) readonly workStatus!: WorkStatus;
  @IsOptional() @IsText(30) readonly ethnicity?: string;
  @IsOptional() @IsText(30) readonly politicalStatus?: string;
  @IsOptional() @IsText(100) readonly health?: string;
  @IsOptional() @IsText(100) readonly disability?: string;
  @IsOptional() @IsText(30) readonly maritalStatus?: string;
  @IsOptional() @IsText(100) readonly employer?: string;
  @IsOptional() @IsText(50) readonly employerKind?: string;
  @IsOptional() @IsText(50) readonly industry?: string;
  @IsOptional() @IsCalendarDate() readonly workStartedOn?: string;
  @IsOptional() @IsText(30) readonly modelWorker?: string;
  @IsOptional() @IsText(30) readonly householdRegistration?: string;
  @IsOptional() @IsText(30) readonly housing?: string;
  @IsOptional() @IsText(30) readonly floorAreaBand?: string;
  @IsOptional() @IsText(50) readonly medicalInsurance?: string;
  @IsOptional() @IsBoolean() readonly singleParent?: boolean;
  @IsOptional() @IsBoolean() readonly zeroEmployment?: boolean;
  @IsOptional() @IsBoolean() readonly ableToSelfHelp?: boolean;
}

/** Who somebody is; sex and birth date follow from the ID number. */
export class IdentityBody {
  @IsText(50) readonly name!: string;
  @IsIdNumber() readonly idNumber!: string;
}

/** The worker whose file it is. */
export class PrincipalBody extends IntersectionType(IdentityBody, ContactBody, DetailsBody) {}

/** Somebody who lives in the household besides the worker. An ID number, where there is one, decides sex and birth date. */
export class MemberBody {
  @IsText(50) readonly name!: string;
  @IsIn(relations) readonly relation!: Relation;
  @IsOptional() @IsIdNumber() readonly idNumber?: string;
  @IsOptional() @IsIn(sexes) readonly sex?: Sex;
  @IsOptional() @IsCalendarDate() readonly birthDate?: string;
  @IsOptional() @IsText(100) readonly health?: string;
  @IsOptional() @IsText(100) readonly disability?: string;
  @IsOptional() @IsText(50) readonly occupation?: string;
  @IsOptional() @IsFen() readonly monthlyIncomeFen?: number;
  @IsOptional() @IsText(100) readonly school?: string;
  @IsOptional() @IsText(30) readonly education?: string;
  @IsOptional() @IsInt() @Min(1900) @Max(2200) readonly enrolledYear?: number;
  @IsOptional() @IsInt() @Min(1) @Max(20) readonly schoolingYears?: number;
  @IsOptional() @IsText(100) readonly employer?: string;
  @IsOptional() @IsText(50) readonly medicalInsurance?: string;
  @IsOptional() @IsText(30) readonly maritalStatus?: string;
}
