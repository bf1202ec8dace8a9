import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsOptional, IsString, Matches } from 'class-validator';
import { IsCalendarDate } from './dates.js';
import { IsUnitCode } from './unit-code.js';

type Given = Readonly<{ value: unknown }>;

/** A query parameter given once or several times, each time with another value of a closed list; any of them matches. */
export const SomeOf = (values: readonly string[]): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }: Given) => (value === undefined || Array.isArray(value) ? value : [value])),
    IsArray(),
    ArrayMaxSize(values.length),
    ArrayUnique(),
    IsIn(values, { each: true }),
  );

/** A query parameter with one value of a closed list. */
export const OneOf = (values: readonly string[]): PropertyDecorator => applyDecorators(IsOptional(), IsIn(values));

const truth: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
]);

/** A query parameter that is `true` or `false` and nothing else. */
export const Flag = (): PropertyDecorator =>
  applyDecorators(
    IsOptional(),
    Transform(({ value }: Given) => truth.get(value) ?? value),
    IsBoolean(),
  );

/** A query parameter that is a day of the calendar. */
export const Day = (): PropertyDecorator => applyDecorators(IsOptional(), IsCalendarDate());

/** A query parameter that is a month (`2022-03`). */
export const Month = (): PropertyDecorator => applyDecorators(IsOptional(), IsString(), Matches(/^\d{4}-(0[1-9]|1[0-2])$/));

/** A query parameter that names a unit; whether there is one, and in reach, is found out later. */
export const UnitCode = (): PropertyDecorator => applyDecorators(IsOptional(), IsUnitCode());
