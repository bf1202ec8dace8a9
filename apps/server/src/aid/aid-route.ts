import { Controller, HttpCode, Param, ParseUUIDPipe, Post, applyDecorators } from '@nestjs/common';
import { Command } from '@nestjs/cqrs';
import { ApiOkResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Can, type Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

/** A wish about one aid as it came in over HTTP. */
export abstract class AidWish<Body extends object> extends Command<Receipt> {
  constructor(
    readonly aidId: string,
    readonly body: Body,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Where the use case `action` of one aid is reached: `/aids/{aidId}/<action>`. */
export const AidRoute = (action: string): ClassDecorator =>
  applyDecorators(
    ApiTags('aids'),
    ApiParam({ name: 'aidId', schema: { type: 'string', format: 'uuid' } }),
    Controller(`aids/:aidId/${action}`),
  );

/** A POST that carries a command and answers with its receipt. */
export const PostCommand = (permission: Permission): MethodDecorator =>
  applyDecorators(Post(), HttpCode(200), Can(permission), ApiOkResponse({ type: ReceiptAnswer }));

const asId = () => new ParseUUIDPipe({ exceptionFactory: () => notFound() });

/** The aid's id from the path; what is no UUID names no aid. */
export const AidId = (): ParameterDecorator => Param('aidId', asId());

/** The household's id from the path. */
export const HouseholdId = (): ParameterDecorator => Param('householdId', asId());
