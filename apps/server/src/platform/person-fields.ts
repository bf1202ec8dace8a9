import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, Validate, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { idNumberFault, normaliseIdNumber } from '#domain/person/id-number';

const LONGEST_NUMBER = 40;

/** GB 11643: length, birth date and check digit. The value itself is never repeated in an answer. */
@ValidatorConstraint({ name: 'idNumber' })
class IdNumberConstraint implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && value.length <= LONGEST_NUMBER && idNumberFault(normaliseIdNumber(value)) === undefined;
  }

  defaultMessage(): string {
    return '$property is no valid ID number (18 characters, birth date, check digit)';
  }
}

/** A field that holds a resident ID number. */
export const IsIdNumber = (): PropertyDecorator => Validate(IdNumberConstraint);

/** A field that holds the number by which a person can be called. */
export const IsPhone = (): PropertyDecorator => applyDecorators(IsString(), Matches(/^[0-9+\- ]{5,20}$/));
