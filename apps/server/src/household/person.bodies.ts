import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength, MinLength, Validate, ValidatorConstraint } from 'class-validator';
import type { ValidatorConstraintInterface } from 'class-validator';
import type { PrincipalDetails } from '#domain/household/household.facts';
import { workStatuses, type WorkStatus } from '#domain/household/household.terms';
import { birthDateOf, idNumberFault, normaliseIdNumber, sexOf } from '#domain/person/id-number';
import { IsCalendarDate } from '../platform/dates.js';

/** GB 11643: length, birth date and check digit. The value itself is never repeated in an answer. */
@ValidatorConstraint({ name: 'idNumber' })
class IdNumberConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && value.length <= 40 && idNumberFault(normaliseIdNumber(value)) === undefined;
  }

  defaultMessage(): string {
    return '$property is no valid ID number (18 characters, birth date, check digit)';
  }
}

/** A field that holds a resident ID number. */
export const IsIdNumber = (): PropertyDecorator => Validate(IdNumberConstraint);

const PHONE = /^[0-9+\- ]{5,20}$/;

/** How a person of the household can be reached. */
export class ContactBody {
  @IsString() @Matches(PHONE) readonly phone!: string;
  @IsOptional() @IsString() @MaxLength(100) readonly otherContact?: string;
  @IsOptional() @IsString() @MaxLength(200) readonly address?: string;
  @IsOptional() @IsString() @Matches(/^\d{6}$/) readonly postcode?: string;
}

/** The other items of the national form about the worker. */
export class DetailsBody extends ContactBody implements PrincipalDetails {
  @IsIn(workStatuses) readonly workStatus!: WorkStatus;
  @IsOptional() @IsString() @MaxLength(30) readonly ethnicity?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly politicalStatus?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly health?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly disability?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly maritalStatus?: string;
  @IsOptional() @IsString() @MaxLength(100) readonly employer?: string;
  @IsOptional() @IsString() @MaxLength(50) readonly employerKind?: string;
  @IsOptional() @IsString() @MaxLength(50) readonly industry?: string;
  @IsOptional() @IsCalendarDate() readonly workStartedOn?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly modelWorker?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly householdRegistration?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly housing?: string;
  @IsOptional() @IsString() @MaxLength(30) readonly floorAreaBand?: string;
  @IsOptional() @IsString() @MaxLength(50) readonly medicalInsurance?: string;
  @IsOptional() @IsBoolean() readonly singleParent?: boolean;
  @IsOptional() @IsBoolean() readonly zeroEmployment?: boolean;
  @IsOptional() @IsBoolean() readonly ableToSelfHelp?: boolean;
}

/** The worker whose file it is. */
export class PrincipalBody extends DetailsBody {
  @IsString() @MinLength(1) @MaxLength(50) readonly name!: string;
  @IsIdNumber() readonly idNumber!: string;
}

/** What an ID number says of a person, beside the number as it is stored. */
export const identityFrom = (idNumber: string) => {
  const normalised = normaliseIdNumber(idNumber);
  return { idNumber: normalised, sex: sexOf(normalised), birthDate: birthDateOf(normalised) };
};
