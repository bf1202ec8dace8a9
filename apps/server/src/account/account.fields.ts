import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsString, Matches, MaxLength } from 'class-validator';
import { roles, type Role } from '#domain/account/account.events';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsUnitCode } from '../platform/unit-code.js';

/** A role and the unit it is held in. */
export class HeldRoleBody {
  @IsIn(roles) readonly role!: Role;
  @IsUnitCode() readonly unit!: string;
}

/** 3 to 32 letters, digits, dots, hyphens and underscores, a letter first. */
export const IsUsername = (): PropertyDecorator => applyDecorators(IsString(), MaxLength(32), Matches(/^[A-Za-z][A-Za-z0-9._-]{2,31}$/));

/** Answers a command that set a one-time password. The same request, sent again, gets the same answer. */
export class OneTimePasswordAnswer extends ReceiptAnswer {
  @ApiProperty() readonly accountId!: string;
  @ApiProperty({ description: 'to be told to the person; good until it is changed at the first sign-in' })
  readonly oneTimePassword!: string;
}
