import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { FundBooks } from './fund-books.js';
import { ApiFundId, FundId } from './fund-route.js';
import { FundAnswer } from './fund.answers.js';

export class GetFund extends Query<FundAnswer> {
  constructor(
    readonly fundId: string,
    readonly query: AfterQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetFund)
export class GetFundHandler implements IQueryHandler<GetFund> {
  constructor(private readonly books: FundBooks) {}

  async execute({ fundId, query, caller }: GetFund): Promise<FundAnswer> {
    return this.books.shown(await this.books.inReach(fundId, caller, query.after));
  }
}

@ApiTags('funds')
@Controller('funds/:fundId')
export class GetFundController {
  constructor(private readonly bus: QueryBus) {}

  /** One fund: what it is bound to, what came and went, and what is left. */
  @Get()
  @Can('fund:read')
  @ApiFundId()
  @ApiOkResponse({ type: FundAnswer })
  get(@FundId() fundId: string, @QueryOf() query: AfterQuery, @From() caller: Caller): Promise<FundAnswer> {
    return this.bus.execute(new GetFund(fundId, query, caller));
  }
}
