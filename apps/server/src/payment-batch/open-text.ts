import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { IsText } from '../platform/text.js';

const NUMBER_OF_SOMEBODY = /(?:\d[\s-]*){11}/;

/** As IsText, for words that are stored in the open: a run of eleven digits would be somebody's card, telephone or ID number. */
export const IsOpenText = (longest: number): PropertyDecorator =>
  applyDecorators(
    IsText(longest),
    ValidateBy({
      name: 'openText',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && !NUMBER_OF_SOMEBODY.test(value),
        defaultMessage: () => '$property must not hold the number of a card, a telephone or a person',
      },
    }),
  );
