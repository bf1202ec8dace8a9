import { applyDecorators } from '@nestjs/common';
import { Matches } from 'class-validator';
import { IsText } from '../platform/text.js';

/** As IsText, for words that are stored in the open: a run of eleven digits would be somebody's card, telephone or ID number. */
export const IsOpenText = (longest: number): PropertyDecorator => applyDecorators(IsText(longest), Matches(/^(?!.*(?:\d[\s-]*){11})/s));
