import { Get, Headers, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiHeader, ApiOkResponse, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { caseTimeline, timelineSubjects, type TimelineRow } from '#read-models/case-timeline/case-timeline';
import { render, type Words } from '#read-models/case-timeline/words';
import type { Language } from '#read-models/terms';
import { From, type Caller } from '../platform/caller.js';
import { languageOf } from '../platform/messages.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { Views } from '../platform/views.js';
import { pageOf } from './board-page.js';
import { CaseFiles } from './case-files.js';
import { FileRoute, HouseholdId } from './household-route.js';

export class CaseTimelineQuery extends PageQuery {
  /** `desc`: the latest first. */
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

/** One thing that happened to the file, to an aid for its household, or to the watch over it. */
export class TimelineEntryAnswer {
  @ApiProperty({ enum: timelineSubjects, description: 'what it happened to' }) readonly subject!: (typeof timelineSubjects)[number];
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'none but for an aid' }) readonly aidId!: string | null;
  @ApiProperty({ description: 'of the file, of the aid, or of the watch' }) readonly revision!: number;
  @ApiProperty({ description: 'the event, for instance HouseholdApproved' }) readonly type!: string;
  @ApiProperty({ format: 'date-time', description: 'when it was recorded' }) readonly at!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'the day it is about' }) readonly effectiveOn!: string | null;
  @ApiProperty({ description: 'account id' }) readonly by!: string;
  @ApiProperty() readonly byName!: string;
  @ApiProperty() readonly role!: string;
  @ApiProperty() readonly unit!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ type: String, nullable: true, description: 'why, in the words of who recorded it' }) readonly reason!: string | null;
  @ApiProperty({ description: 'what happened, in the language of the reader' }) readonly text!: string;
}

export class TimelineAnswer {
  @ApiProperty({ type: [TimelineEntryAnswer] }) readonly rows!: readonly TimelineEntryAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class CaseTimeline extends Query<TimelineAnswer> {
  constructor(
    readonly householdId: string,
    readonly query: CaseTimelineQuery,
    readonly language: Language,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(CaseTimeline)
export class CaseTimelineHandler implements IQueryHandler<CaseTimeline> {
  constructor(
    private readonly views: Views,
    private readonly files: CaseFiles,
  ) {}

  async execute({ householdId, query, language, caller }: CaseTimeline): Promise<TimelineAnswer> {
    await this.files.inReach(householdId, caller, query.after);
    const timeline = await this.views.of(caseTimeline.collection, query.after);
    const where = { householdId: { eq: householdId } };
    const sort = { field: 'position', direction: query.order };
    const { rows, ...page } = await timeline.find({ where, sort, ...pageOf(query) });
    return { rows: rows.map((row) => this.told(row, language)), ...page };
  }

  private told(
    { subject, aidId, revision, type, at, effectiveOn, by, role, unit, reason, words }: TimelineRow,
    language: Language,
  ): TimelineEntryAnswer {
    const names = { byName: this.files.nameOf(by), unitName: this.files.unitName(unit) };
    const what = { subject, aidId, revision, type, at, effectiveOn, by, role, unit, reason };
    return { ...what, ...names, text: render(this.withUnitNames(words), language) };
  }

  /** Sentences name units by code, as the events do; people know them by name. */
  private withUnitNames({ key, parameters }: Words): Words {
    const named = Object.entries(parameters).map(([name, value]) =>
      name.endsWith('UnitId') && typeof value === 'string' ? [name, this.files.unitName(value)] : [name, value],
    );
    return { key, parameters: Object.fromEntries(named) as Words['parameters'] };
  }
}

@FileRoute('timeline')
export class CaseTimelineController {
  constructor(private readonly bus: QueryBus) {}

  /** Everything that happened to the file, to the aids for it and to the watch over it, told in Chinese or English (Accept-Language): what, when, who and why. */
  @Get()
  @Can('household:read')
  @ApiHeader({ name: 'accept-language', required: false, schema: { type: 'string', example: 'zh-CN' } })
  @ApiOkResponse({ type: TimelineAnswer })
  async tell(
    @HouseholdId() householdId: string,
    @QueryOf() query: CaseTimelineQuery,
    @From() caller: Caller,
    @Headers('accept-language') acceptLanguage: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TimelineAnswer> {
    const language = languageOf(acceptLanguage);
    void reply.header('content-language', language).header('vary', 'accept-language');
    return this.bus.execute(new CaseTimeline(householdId, query, language, caller));
  }
}
