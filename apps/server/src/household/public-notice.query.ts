import { Get, Headers, Inject, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Refusal } from '#domain/kernel/refusal';
import type { CaseFile } from '#read-models/case-file/case-file';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { noticeEndsOn } from '../platform/working-days.js';
import { CaseFiles } from './case-files.js';
import { FileRoute, HouseholdId } from './household-route.js';
import { PublicNotice, noticePage, periodOf, publicNoticeOf, type NoticePeriod } from './public-notice.js';

export class WritePublicNotice extends Query<PublicNotice> {
  constructor(
    readonly householdId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(WritePublicNotice)
export class WritePublicNoticeHandler implements IQueryHandler<WritePublicNotice> {
  constructor(
    private readonly files: CaseFiles,
    private readonly directory: Directory,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async execute({ householdId, after, caller }: WritePublicNotice): Promise<PublicNotice> {
    const file = await this.files.inReach(householdId, caller, after);
    const said = { unit: this.files.unitName(file.unitId), reportTelephone: this.settings.noticeTelephone };
    return publicNoticeOf(file, said, periodOf(file) ?? this.draftPeriod(file, caller.request.today));
  }

  /** A notice is printed before it is posted: the days it would hang if it were posted today. @throws {Refusal} `notice-not-posted` */
  private draftPeriod({ unitId, status, file }: CaseFile, today: string): NoticePeriod {
    const mayBePosted = status === 'applied' || status === 'returned' || (status === 'registered' && file.facts.temporary);
    if (!mayBePosted) throw new Refusal('notice-not-posted');
    return { from: today, to: noticeEndsOn(today, this.directory.rulesFor(unitId, today).rules), standing: 'draft' };
  }
}

const wantsPage = (accept: string): boolean => {
  const types = accept.split(',').map((type) => type.split(';')[0]?.trim());
  return types.find((type) => type === 'text/html' || type === 'application/json') === 'text/html';
};

@ApiExtraModels(PublicNotice)
@FileRoute('public-notice')
export class WritePublicNoticeController {
  constructor(private readonly bus: QueryBus) {}

  /** 公示文书 as data, or with `Accept: text/html` as a page to print. */
  @Get()
  @Can('household:read')
  @ApiOkResponse({
    description: 'the notice',
    content: { 'application/json': { schema: { $ref: getSchemaPath(PublicNotice) } }, 'text/html': { schema: { type: 'string' } } },
  })
  async write(
    @HouseholdId() householdId: string,
    @QueryOf() { after }: AfterQuery,
    @From() caller: Caller,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PublicNotice | string> {
    const notice = await this.bus.execute(new WritePublicNotice(householdId, after, caller));
    void reply.header('vary', 'accept');
    if (!wantsPage(accept ?? '')) return notice;
    void reply.type('text/html; charset=utf-8');
    return noticePage(notice);
  }
}
