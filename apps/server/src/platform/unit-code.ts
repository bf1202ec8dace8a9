import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';

/** A field that holds a unit's code: a region code or a local one, letters, digits and inner hyphens. Whether there is such a unit is found out later. */
export const IsUnitCode = (): PropertyDecorator => applyDecorators(IsString(), MaxLength(32), Matches(/^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/));
