import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about the watch over one household as it came in over HTTP. */
export abstract class WatchWish<Body extends object> extends Command<Receipt> {
  constructor(
    readonly householdId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Where the use case `action` on a household's watch is reached: `/watches/{householdId}/<action>`. */
export const WatchRoute = (action: string): ClassDecorator =>
  applyDecorators(
    ApiTags('watches'),
    ApiParam({ name: 'householdId', schema: { type: 'string', format: 'uuid' } }),
    Controller(`watches/:householdId/${action}`),
  );

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

/** The household's id from the path; what is no UUID names no household. */
export const HouseholdId = (): ParameterDecorator => Param('householdId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
