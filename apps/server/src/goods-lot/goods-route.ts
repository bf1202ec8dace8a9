import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about one lot of goods as it came in over HTTP. */
export abstract class GoodsWish<Body extends object> extends Command<Receipt> {
  constructor(
    readonly lotId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** The lot's id in the path, for the OpenAPI document. */
export const ApiLotId = (): ClassDecorator & MethodDecorator => ApiParam({ name: 'lotId', schema: { type: 'string', format: 'uuid' } });

/** Where the use case `action` of one lot is reached: `/goods-lots/{lotId}/<action>`. */
export const GoodsRoute = (action: string): ClassDecorator =>
  applyDecorators(ApiTags('goods-lots'), ApiLotId(), Controller(`goods-lots/:lotId/${action}`));

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

/** The lot's id from the path; what is no UUID names no lot. */
export const LotId = (): ParameterDecorator => Param('lotId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
