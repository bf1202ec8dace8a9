import { Get, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { KnownAid } from '#domain/aid/aid.state';
import { levelsDue } from '#domain/aid/guards';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { HIDDEN } from '../platform/masking.js';
import { Can, type Permission } from '../platform/permissions.js';
import { AidDesk } from './aid-desk.js';
import { receiptOf } from './aid-receipt.js';
import { AidId, AidRoute } from './aid-route.js';
import { AidAnswer } from './aid.answers.js';

export class OpenAid extends Query<AidAnswer> {
  constructor(
    readonly aidId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

/** Free text may say anything of a person, and often of an illness: it is for those who decide by it. */
const decides: readonly Permission[] = ['aid:propose', 'aid:review', 'aid:approve'];

const accountsIn = ({ proposedBy, reviewedBy, approvals }: KnownAid): readonly string[] => [
  ...new Set([...proposedBy, ...reviewedBy, ...approvals.map(({ by }) => by)]),
];

@QueryHandler(OpenAid)
export class OpenAidHandler implements IQueryHandler<OpenAid> {
  constructor(
    private readonly desk: AidDesk,
    private readonly directory: Directory,
  ) {}

  /** From the aid's own stream, so that it is never older than any answer given before. */
  async execute(wish: OpenAid): Promise<AidAnswer> {
    const { state, revision } = await this.desk.open(wish, 'aid:read');
    const { request, firstRequest: _first, approvedBy: _by, batchIds: _ids, bouncedBatchIds: _bounced, ...standing } = state;
    const { statement, ...asked } = request;
    return {
      ...asked,
      ...standing,
      ...(statement !== undefined && { statement: this.readsStatement(wish.caller, request.unitId) ? statement : HIDDEN }),
      revision,
      unitName: this.directory.unit(request.unitId)?.name ?? request.unitId,
      levelsDue: state.status === 'reviewed' ? levelsDue(state, state.decision) : [],
      receipt: receiptOf(state, (accountId) => this.nameOf(accountId)),
      people: Object.fromEntries(accountsIn(state).map((accountId) => [accountId, this.nameOf(accountId)])),
    };
  }

  private readsStatement(caller: Caller, unitId: string): boolean {
    return decides.some((permission) => caller.roleIn(permission, unitId));
  }

  private nameOf(accountId: string): string {
    return this.directory.account(accountId)?.displayName ?? accountId;
  }
}

@AidRoute('')
export class OpenAidController {
  constructor(private readonly bus: QueryBus) {}

  /** One aid with the receipt of its decision. The ETag is the revision to send as If-Match with the next command on it. */
  @Get()
  @Can('aid:read')
  @ApiOkResponse({ type: AidAnswer, headers: { ETag: { description: 'the revision', schema: { type: 'string', example: '"7"' } } } })
  async open(@AidId() aidId: string, @From() caller: Caller, @Res({ passthrough: true }) reply: FastifyReply): Promise<AidAnswer> {
    const answer = await this.bus.execute(new OpenAid(aidId, caller));
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
