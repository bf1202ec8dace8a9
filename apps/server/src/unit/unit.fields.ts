import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

export const IsUnitName = (): PropertyDecorator => applyDecorators(IsString(), MinLength(1), MaxLength(100), Matches(/^\S(.*\S)?$/u));
