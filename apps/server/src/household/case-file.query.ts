import { Get, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { CaseFileAnswer } from './case-file.answers.js';
import { CaseFiles } from './case-files.js';
import { FileRoute, HouseholdId } from './household-route.js';

export class OpenCaseFile extends Query<CaseFileAnswer> {
  constructor(
    readonly householdId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(OpenCaseFile)
export class OpenCaseFileHandler implements IQueryHandler<OpenCaseFile> {
  constructor(private readonly files: CaseFiles) {}

  async execute({ householdId, after, caller }: OpenCaseFile): Promise<CaseFileAnswer> {
    return this.files.shown(await this.files.inReach(householdId, caller, after));
  }
}

@FileRoute('')
export class OpenCaseFileController {
  constructor(private readonly bus: QueryBus) {}

  /** The whole file, personal values masked. The ETag is the revision to send as If-Match with the next command on it. */
  @Get()
  @Can('household:read')
  @ApiOkResponse({ type: CaseFileAnswer, headers: { ETag: { description: 'the revision', schema: { type: 'string', example: '"7"' } } } })
  async open(
    @HouseholdId() householdId: string,
    @QueryOf() { after }: AfterQuery,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseFileAnswer> {
    const answer = await this.bus.execute(new OpenCaseFile(householdId, after, caller));
    void reply.header('etag', `"${answer.file.revision}"`);
    return answer;
  }
}
