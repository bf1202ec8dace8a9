import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { EventStore } from '#event-store/event-store';
import type { FundRow } from '#read-models/fund-board/fund-board';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import type { ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { pagesOf } from '../platform/sheets/attachment.js';
import { FundBooks } from './fund-books.js';
import { FundFilter, fundConditions } from './fund-filter.js';
import { LedgerBooks } from './ledger-books.js';
import { TrialBalance } from './trial-balance.js';
import { TrialBalanceAnswer } from './trial-balance.answers.js';

const DISCREPANCIES_SHOWN = 100;
const BY_REVISION = { field: 'revision', direction: 'asc' } as const;

export class StrikeTrialBalanceQuery extends IntersectionType(FundFilter, AfterQuery) {}

export class StrikeTrialBalance extends Query<TrialBalanceAnswer> {
  constructor(
    readonly query: StrikeTrialBalanceQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(StrikeTrialBalance)
export class StrikeTrialBalanceHandler implements IQueryHandler<StrikeTrialBalance> {
  constructor(
    private readonly books: FundBooks,
    private readonly ledger: LedgerBooks,
    private readonly directory: Directory,
    private readonly events: EventStore,
  ) {}

  async execute({ query, caller }: StrikeTrialBalance): Promise<TrialBalanceAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'fund:read', unit: query.unit });
    const balance = new TrialBalance();
    const funds: FundRow[] = [];
    for await (const rows of pagesOf(await this.books.board(query.after), { where: fundConditions(query, units) })) funds.push(...rows);
    // The ledger is read once it tells of all that the board told; what it tells beyond that is left out fund by fund.
    const entries = await this.ledger.entries(await this.events.head());
    for (const row of funds) await balance.add(row, this.entriesOf(entries, row));
    for (const fundId of balance.fundsToAsk()) {
      const where = { fundId: { eq: fundId }, kind: { in: ['TransferSent', 'TransferReceived'] } };
      for await (const ends of pagesOf(entries, { where, sort: BY_REVISION })) balance.hear(ends);
    }
    const { rows, discrepancies, ...rest } = balance.result();
    const named = rows.map((row) => ({ ...row, unitName: this.books.unitName(row.unitId) }));
    return { ...rest, rows: named, discrepancies: discrepancies.slice(0, DISCREPANCIES_SHOWN) };
  }

  private entriesOf(entries: ReadCollection<LedgerRow>, { fundId, revision }: FundRow): AsyncIterable<readonly LedgerRow[]> {
    return pagesOf(entries, { where: { fundId: { eq: fundId }, revision: { lte: revision } }, sort: BY_REVISION });
  }
}

@ApiTags('funds')
@Controller('funds/trial-balance')
export class StrikeTrialBalanceController {
  constructor(private readonly bus: QueryBus) {}

  /** 试算平衡: all entries of the funds within the caller's reach added up anew, and whatever does not agree with them. */
  @Get()
  @Can('fund:read')
  @ApiOkResponse({ type: TrialBalanceAnswer })
  strike(@QueryOf() query: StrikeTrialBalanceQuery, @From() caller: Caller): Promise<TrialBalanceAnswer> {
    return this.bus.execute(new StrikeTrialBalance(query, caller));
  }
}
