import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { FundBooks } from './fund-books.js';
import { pageOf } from './fund-filter.js';
import { ApiFundId, FundId } from './fund-route.js';
import { LedgerBooks } from './ledger-books.js';
import { LedgerFilter, ledgerConditions } from './ledger-filter.js';
import { LedgerPageAnswer } from './ledger.answers.js';

export class FundLedgerQuery extends IntersectionType(LedgerFilter, PageQuery) {
  /** As it was written (`asc`), or the latest entry first. */
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'asc';
}

export class FundLedger extends Query<LedgerPageAnswer> {
  constructor(
    readonly fundId: string,
    readonly query: FundLedgerQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(FundLedger)
export class FundLedgerHandler implements IQueryHandler<FundLedger> {
  constructor(
    private readonly books: FundBooks,
    private readonly ledger: LedgerBooks,
  ) {}

  async execute({ fundId, query, caller }: FundLedger): Promise<LedgerPageAnswer> {
    await this.books.inReach(fundId, caller, query.after);
    const entries = await this.ledger.entries(query.after);
    const sort = { field: 'revision', direction: query.order };
    const { rows, ...page } = await entries.find({
      where: ledgerConditions(fundId, query),
      sort,
      ...pageOf(query),
    });
    return { rows: await this.ledger.shown(rows), ...page };
  }
}

@ApiTags('funds')
@Controller('funds/:fundId/ledger')
export class FundLedgerController {
  constructor(private readonly bus: QueryBus) {}

  /** 明细账: every entry of one fund with its voucher and the balances after it. */
  @Get()
  @Can('fund:read')
  @ApiFundId()
  @ApiOkResponse({ type: LedgerPageAnswer })
  list(@FundId() fundId: string, @QueryOf() query: FundLedgerQuery, @From() caller: Caller): Promise<LedgerPageAnswer> {
    return this.bus.execute(new FundLedger(fundId, query, caller));
  }
}
