import { Get, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { LeadFiles } from './lead-files.js';
import { LeadId, LeadRoute } from './lead-route.js';
import { LeadAnswer } from './lead.answers.js';

export class OpenLead extends Query<LeadAnswer> {
  constructor(
    readonly leadId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(OpenLead)
export class OpenLeadHandler implements IQueryHandler<OpenLead> {
  constructor(private readonly files: LeadFiles) {}

  async execute({ leadId, after, caller }: OpenLead): Promise<LeadAnswer> {
    return this.files.shown(await this.files.inReach(leadId, caller, after), caller, false);
  }
}

@LeadRoute('')
export class OpenLeadController {
  constructor(private readonly bus: QueryBus) {}

  /** The lead with what was heard, whom it is about masked. The ETag is the revision to send as If-Match with the next command on it. */
  @Get()
  @Can('lead:read')
  @ApiOkResponse({ type: LeadAnswer, headers: { ETag: { description: 'the revision', schema: { type: 'string', example: '"7"' } } } })
  async open(
    @LeadId() leadId: string,
    @QueryOf() { after }: AfterQuery,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeadAnswer> {
    const answer = await this.bus.execute(new OpenLead(leadId, after, caller));
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
