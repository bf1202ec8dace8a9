import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { aidBoard, aidSorts } from '#read-models/aid-board/aid-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { AidFilter, aidConditions } from './aid-filter.js';
import { AidPageAnswer, AidRows, pageOf } from './aid-rows.js';

export class AidBoardQuery extends IntersectionType(AidFilter, PageQuery) {
  @OneOf(aidSorts) readonly sort: (typeof aidSorts)[number] = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

export class AidBoard extends Query<AidPageAnswer> {
  constructor(
    readonly query: AidBoardQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(AidBoard)
export class AidBoardHandler implements IQueryHandler<AidBoard> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: AidRows,
  ) {}

  async execute({ query, caller }: AidBoard): Promise<AidPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'aid:read', unit: query.unit });
    const board = await this.views.of(aidBoard.collection, query.after);
    const { sort: field, order: direction } = query;
    return this.rows.page(await board.find({ where: aidConditions(query, units), sort: { field, direction }, ...pageOf(query) }));
  }
}

@ApiTags('aids')
@Controller('aids')
export class AidBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** 帮扶台账: the aids within the caller's reach: filtered, sorted, a page at a time. */
  @Get()
  @Can('aid:read')
  @ApiOkResponse({ type: AidPageAnswer })
  list(@QueryOf() query: AidBoardQuery, @From() caller: Caller): Promise<AidPageAnswer> {
    return this.bus.execute(new AidBoard(query, caller));
  }
}
