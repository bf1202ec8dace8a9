import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

/** A unit's code: a region code or a local one, letters, digits and inner hyphens. */
export const IsUnitCode = (): PropertyDecorator => applyDecorators(IsString(), MaxLength(32), Matches(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/));

export const IsUnitName = (): PropertyDecorator => applyDecorators(IsString(), MinLength(1), MaxLength(100), Matches(/^\S(.*\S)?$/u));
