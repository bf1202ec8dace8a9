import { ValidateBy, buildMessage, type ValidationOptions } from 'class-validator';
import { isCalendarDate } from '#domain/kernel/calendar';

/** A field that holds a day of the calendar as YYYY-MM-DD; 2022-02-30 is none. */
export const IsCalendarDate = (options?: ValidationOptions): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isCalendarDate',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && value.length === 10 && isCalendarDate(value),
        defaultMessage: buildMessage((each) => `${each}$property must be a day of the calendar as YYYY-MM-DD`, options),
      },
    },
    options,
  );
