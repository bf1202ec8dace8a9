import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsOptional, ValidateNested } from 'class-validator';

type Body = new () => object;

/** A field that is an object of its own class. Without all three decorators its content would pass unseen. */
export const Nested = (body: () => Body): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => body() }), IsDefined(), ValidateNested(), Type(body));

/** As Nested, where the field may be left out. */
export const OptionalNested = (body: () => Body): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => body() }), IsOptional(), ValidateNested(), Type(body));

/** A field that is a list of objects of one class, at most `max` of them. */
export const NestedList = (body: () => Body, max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: () => body(), isArray: true }),
    IsArray(),
    ArrayMaxSize(max),
    ValidateNested({ each: true }),
    Type(body),
  );
