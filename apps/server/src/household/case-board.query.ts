import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { boardSorts, caseBoard } from '#read-models/case-board/case-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { FileFilter, boardConditions } from './board-filter.js';
import { BoardPageAnswer, BoardRows, pageOf } from './board-page.js';

/** A cursor names the last row's value of the sort, and a name must never stand in an address: searching sorts by name. */
const sorts = boardSorts.filter((sort) => sort !== 'name');
type BoardSort = (typeof sorts)[number];

export class CaseBoardQuery extends IntersectionType(FileFilter, PageQuery) {
  @OneOf(sorts) readonly sort: BoardSort = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

export class CaseBoard extends Query<BoardPageAnswer> {
  constructor(
    readonly query: CaseBoardQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(CaseBoard)
export class CaseBoardHandler implements IQueryHandler<CaseBoard> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: BoardRows,
  ) {}

  async execute({ query, caller }: CaseBoard): Promise<BoardPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'household:read', unit: query.unit });
    const where = boardConditions(query, units);
    const sort = { field: query.sort, direction: query.order };
    const board = await this.views.of(caseBoard.collection, query.after);
    return this.rows.page(await board.find({ where, sort, ...pageOf(query) }));
  }
}

@ApiTags('households')
@Controller('households')
export class CaseBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** The households within the caller's reach: filtered, sorted, a page at a time. */
  @Get()
  @Can('household:read')
  @ApiOkResponse({ type: BoardPageAnswer })
  list(@QueryOf() query: CaseBoardQuery, @From() caller: Caller): Promise<BoardPageAnswer> {
    return this.bus.execute(new CaseBoard(query, caller));
  }
}
