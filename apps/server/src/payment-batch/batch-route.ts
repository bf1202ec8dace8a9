import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { BatchReceiptAnswer } from './batch.answers.js';

/** A wish about one list of payments as it came in over HTTP. */
export abstract class BatchWish<Body extends object, Answer = BatchReceiptAnswer> extends Command<Answer> {
  constructor(
    readonly batchId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Where `action` of one list is reached: `/payment-batches/{batchId}/<action>`. */
export const BatchRoute = (action: string): ClassDecorator =>
  applyDecorators(
    ApiTags('payment-batches'),
    ApiParam({ name: 'batchId', schema: { type: 'string', format: 'uuid' } }),
    Controller(`payment-batches/:batchId/${action}`),
  );

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: BatchReceiptAnswer }));

/** The list's id from the path; what is no UUID names no list. */
export const BatchId = (): ParameterDecorator => Param('batchId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
