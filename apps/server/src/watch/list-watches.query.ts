import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { watchBoard, type watchSorts } from '#read-models/watch-board/watch-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { WatchFilter, watchSearch } from './watch-filter.js';
import { WatchPageAnswer, WatchRows, pageOf } from './watch-rows.js';

/** What the orders of the list are kept as. Cases without a day come after all days. */
const fields = {
  nextDueOn: 'sortDueOn',
  raisedOn: 'raisedOn',
  severity: 'severityRank',
  lastChangedAt: 'lastChangedAt',
} as const satisfies Record<string, (typeof watchSorts)[number]>;
const sorts = Object.keys(fields) as (keyof typeof fields)[];

export class ListWatchesQuery extends IntersectionType(WatchFilter, PageQuery) {
  /** `severity`: the worst first where the order is ascending. */
  @OneOf(sorts) readonly sort: keyof typeof fields = 'nextDueOn';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'asc';
}

export class ListWatches extends Query<WatchPageAnswer> {
  constructor(
    readonly query: ListWatchesQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListWatches)
export class ListWatchesHandler implements IQueryHandler<ListWatches> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: WatchRows,
  ) {}

  async execute({ query, caller }: ListWatches): Promise<WatchPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'watch:read', unit: query.unit });
    const board = await this.views.of(watchBoard.collection, query.after);
    const sort = { field: fields[query.sort], direction: query.order };
    const { rows, ...page } = await board.find({ ...watchSearch(query, units, caller), sort, ...pageOf(query) });
    return { rows: await this.rows.shown(rows, caller.request.today), ...page };
  }
}

@ApiTags('watches')
@Controller('watches')
export class ListWatchesController {
  constructor(private readonly bus: QueryBus) {}

  /** 监测台账: the watch cases within the caller's reach, each with what is to be done next until when. */
  @Get()
  @Can('watch:read')
  @ApiOkResponse({ type: WatchPageAnswer })
  list(@QueryOf() query: ListWatchesQuery, @From() caller: Caller): Promise<WatchPageAnswer> {
    return this.bus.execute(new ListWatches(query, caller));
  }
}
