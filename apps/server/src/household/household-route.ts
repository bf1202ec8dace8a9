import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about one file as it came in over HTTP. */
export abstract class FileCommand<Body extends object> extends Command<Receipt> {
  constructor(
    readonly householdId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Where the use case `action` of one file is reached: `/households/{householdId}/<action>`. */
export const FileRoute = (action: string): ClassDecorator =>
  applyDecorators(
    ApiTags('households'),
    ApiParam({ name: 'householdId', schema: { type: 'string', format: 'uuid' } }),
    Controller(`households/:householdId/${action}`),
  );

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

/** The file's id from the path; what is no UUID names no file. */
export const HouseholdId = (): ParameterDecorator => Param('householdId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
