import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about one lead as it came in over HTTP. */
export abstract class LeadWish<Body extends object> extends Command<Receipt> {
  constructor(
    readonly leadId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Where the use case `action` of one lead is reached: `/leads/{leadId}/<action>`. */
export const LeadRoute = (action: string): ClassDecorator =>
  applyDecorators(
    ApiTags('leads'),
    ApiParam({ name: 'leadId', schema: { type: 'string', format: 'uuid' } }),
    Controller(`leads/:leadId/${action}`),
  );

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

/** The lead's id from the path; what is no UUID names no lead. */
export const LeadId = (): ParameterDecorator => Param('leadId', new ParseUUIDPipe({ exceptionFactory: () => notFound() }));
