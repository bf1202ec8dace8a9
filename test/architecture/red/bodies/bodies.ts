import { Body, Controller, Post, Query } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';

class Inner {
  @IsString() readonly unlimitedInside!: string;
}

class NeverOneOfThese {
  @IsArray() readonly listOfAnything!: unknown[];
  @IsArray() @IsIn(['a'], { each: true }) readonly endlessList!: string[];
  @IsArray() @MaxLength(5, { each: true }) @IsString({ each: true }) readonly endlessTexts!: string[];
  @IsObject() readonly anyObject!: object;
  @IsOptional() readonly anything?: unknown;
  @IsString() readonly endlessText!: string;
  @IsInt() readonly roundedNumber!: number;
  @ValidateNested() readonly nestedWithoutType!: Inner;
  @ValidateNested() @Type(() => Inner) readonly nested!: Inner;
  @IsString() @MaxLength(5) readonly good!: string;
}

@Controller()
export class RedController {
  @Post()
  post(@Body() _body: NeverOneOfThese): void {}

  @Post('without-class')
  postAnything(@Body() _body: Record<string, unknown>, @Query('q') _q: string): void {}
}
