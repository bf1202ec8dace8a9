import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about one fund as it came in over HTTP. */
export abstract class FundWish<Body extends object> extends Command<Receipt> {
  constructor(
    readonly fundId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The fund's id in the path, for the OpenAPI document. */
export const ApiFundId = (): ClassDecorator & MethodDecorator => ApiParam({ name: 'fundId', schema: { type: 'string', format: 'uuid' } });

/** Where the use case `action` of one fund is reached: `/funds/{fundId}/<action>`. */
export const FundRoute = (action: string): ClassDecorator =>
  applyDecorators(ApiTags('funds'), ApiFundId(), Controller(`funds/:fundId/${action}`));

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

/** The fund's id from the path; what is no UUID names no fund. */
export const FundId = (): ParameterDecorator => Param('fundId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
