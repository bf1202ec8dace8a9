import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { feedStatuses } from '#domain/feed/feed.state';
import { feedKinds } from '#domain/watch/watch.terms';
import { feedList } from '#read-models/feed-list/feed-list';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { FeedPageAnswer } from './feed.answers.js';

export class FeedsQuery extends PageQuery {
  /** Received for this unit or one below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(feedKinds) readonly feed?: readonly string[];
  @SomeOf(feedStatuses) readonly status?: readonly string[];
}

export class ListFeeds extends Query<FeedPageAnswer> {
  constructor(
    readonly query: FeedsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const conditions = ({ feed, status }: FeedsQuery, units: readonly string[] | undefined) => ({
  ...(units && { unitId: { in: units } }),
  ...(feed && { feed: { in: feed } }),
  ...(status && { status: { in: status } }),
});

@QueryHandler(ListFeeds)
export class ListFeedsHandler implements IQueryHandler<ListFeeds> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ListFeeds): Promise<FeedPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'feed:read', unit: query.unit });
    const feeds = await this.views.of(feedList.collection, query.after);
    const sort = { field: 'receivedAt', direction: 'desc' } as const;
    const { rows, ...page } = await feeds.find({ where: conditions(query, units), sort, limit: query.limit, ...query.cursorPart() });
    return { ...page, rows: rows.map((row) => ({ ...row, unitName: this.directory.unit(row.unitId)?.name ?? row.unitId })) };
  }
}

@ApiTags('feeds')
@Controller('feeds')
export class ListFeedsController {
  constructor(private readonly bus: QueryBus) {}

  /** 部门数据台账: what departments sent for units within the caller's reach, the latest first. Dry runs are not among it. */
  @Get()
  @Can('feed:read')
  @ApiOkResponse({ type: FeedPageAnswer })
  list(@QueryOf() query: FeedsQuery, @From() caller: Caller): Promise<FeedPageAnswer> {
    return this.bus.execute(new ListFeeds(query, caller));
  }
}
