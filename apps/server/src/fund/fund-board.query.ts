import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { fundSorts } from '#read-models/fund-board/fund-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { FundBooks } from './fund-books.js';
import { FundFilter, fundConditions, pageOf } from './fund-filter.js';
import { FundPageAnswer } from './fund.answers.js';

export class FundBoardQuery extends IntersectionType(FundFilter, PageQuery) {
  @OneOf(fundSorts) readonly sort: (typeof fundSorts)[number] = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

export class FundBoard extends Query<FundPageAnswer> {
  constructor(
    readonly query: FundBoardQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(FundBoard)
export class FundBoardHandler implements IQueryHandler<FundBoard> {
  constructor(
    private readonly books: FundBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: FundBoard): Promise<FundPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'fund:read', unit: query.unit });
    const where = fundConditions(query, units);
    const sort = { field: query.sort, direction: query.order };
    const board = await this.books.board(query.after);
    const { rows, ...page } = await board.find({ where, sort, ...pageOf(query) });
    return { rows: rows.map((row) => this.books.shown(row)), ...page, totals: await this.books.totals(board, where) };
  }
}

@ApiTags('funds')
@Controller('funds')
export class FundBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** The funds within the caller's reach, with what came, went and is left of each, and of all together. */
  @Get()
  @Can('fund:read')
  @ApiOkResponse({ type: FundPageAnswer })
  list(@QueryOf() query: FundBoardQuery, @From() caller: Caller): Promise<FundPageAnswer> {
    return this.bus.execute(new FundBoard(query, caller));
  }
}
