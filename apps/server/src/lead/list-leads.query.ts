import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { leadSources } from '#domain/lead/lead.events';
import { leadStatuses } from '#domain/lead/lead.state';
import { leadBoard, leadSorts } from '#read-models/lead-board/lead-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { LeadFiles } from './lead-files.js';
import { LeadPageAnswer } from './lead.answers.js';

export class LeadsQuery extends PageQuery {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(leadStatuses) readonly state?: readonly string[];
  @SomeOf(leadSources) readonly source?: readonly string[];
  @OneOf(leadSorts) readonly sort: (typeof leadSorts)[number] = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

export class ListLeads extends Query<LeadPageAnswer> {
  constructor(
    readonly query: LeadsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListLeads)
export class ListLeadsHandler implements IQueryHandler<ListLeads> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly files: LeadFiles,
  ) {}

  async execute({ query, caller }: ListLeads): Promise<LeadPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'lead:read', unit: query.unit });
    const { state, source, sort: field, order: direction, limit } = query;
    const where = {
      ...(units && { unitId: { in: units } }),
      ...(state && { state: { in: state } }),
      ...(source && { source: { in: source } }),
    };
    const leads = await this.views.of(leadBoard.collection, query.after);
    const { rows, ...page } = await leads.find({ where, sort: { field, direction }, limit, ...query.cursorPart() });
    return { ...page, rows: await Promise.all(rows.map((row) => this.files.listed(row))) };
  }
}

@ApiTags('leads')
@Controller('leads')
export class ListLeadsController {
  constructor(private readonly bus: QueryBus) {}

  /** 线索台账: the leads within the caller's reach: filtered, sorted, a page at a time, names masked. */
  @Get()
  @Can('lead:read')
  @ApiOkResponse({ type: LeadPageAnswer })
  list(@QueryOf() query: LeadsQuery, @From() caller: Caller): Promise<LeadPageAnswer> {
    return this.bus.execute(new ListLeads(query, caller));
  }
}
