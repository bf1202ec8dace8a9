import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy } from 'class-validator';

const isFen = (value: unknown): boolean => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

/** A field that holds an amount in whole fen. What is beyond 2^53-1 was rounded on its way in and is refused. */
export const IsFen = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'fen' }),
    ValidateBy({
      name: 'isFen',
      validator: { validate: isFen, defaultMessage: () => '$property must be whole fen from 0 to 9007199254740991' },
    }),
  );
