import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsDefined, IsObject, IsOptional, ValidateNested } from 'class-validator';

type Body = new () => object;

/** A field that is an object of its own class. Without all of these its content would pass unseen; but for IsObject an empty list would pass as well. */
export const Nested = (body: () => Body): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => body() }), IsDefined(), IsObject(), ValidateNested(), Type(body));

/** As Nested, where the field may be left out. */
export const OptionalNested = (body: () => Body): PropertyDecorator =>
  applyDecorators(ApiProperty({ type: () => body() }), IsOptional(), IsObject(), ValidateNested(), Type(body));

/** A field that is a list of objects of one class, at most `max` of them. */
export const NestedList = (body: () => Body, max: number): PropertyDecorator =>
  applyDecorators(
    ApiProperty({ type: () => body(), isArray: true }),
    IsArray(),
    ArrayMaxSize(max),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(body),
  );
