import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';

/** A field of words: at most `longest` characters, of which one at least is no blank. */
export const IsText = (longest: number): PropertyDecorator => applyDecorators(IsString(), MaxLength(longest), Matches(/\S/));
