import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags, IntersectionType } from '@nestjs/swagger';
import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { ApiSheet, csvAttachment, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import type { Pages } from '../platform/sheets/sheet.js';
import { FundBooks } from './fund-books.js';
import { ApiFundId, FundId } from './fund-route.js';
import { LedgerBooks } from './ledger-books.js';
import { LedgerFilter, ledgerConditions } from './ledger-filter.js';
import { ledgerSheet } from './ledger-sheet.js';
import type { LedgerEntryAnswer } from './ledger.answers.js';

export class ExportLedgerQuery extends IntersectionType(LedgerFilter, AfterQuery) {}

export class ExportLedger extends Query<Pages<LedgerEntryAnswer>> {
  constructor(
    readonly fundId: string,
    readonly query: ExportLedgerQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ExportLedger)
export class ExportLedgerHandler implements IQueryHandler<ExportLedger> {
  constructor(
    private readonly books: FundBooks,
    private readonly ledger: LedgerBooks,
  ) {}

  async execute({ fundId, query, caller }: ExportLedger): Promise<Pages<LedgerEntryAnswer>> {
    await this.books.inReach(fundId, caller, query.after);
    return this.pages(await this.ledger.entries(query.after), ledgerConditions(fundId, query));
  }

  private async *pages(entries: ReadCollection<LedgerRow>, where: Filter): AsyncGenerator<readonly LedgerEntryAnswer[]> {
    const sort = { field: 'revision', direction: 'asc' } as const;
    for await (const rows of pagesOf(entries, { where, sort })) yield await this.ledger.shown(rows);
  }
}

@ApiTags('funds')
@Controller('funds/:fundId/ledger')
export class ExportLedgerController {
  constructor(private readonly bus: QueryBus) {}

  /** One fund's ledger as CSV for a spreadsheet. */
  @Get('export.csv')
  @Can('fund:read')
  @ApiFundId()
  @ApiSheet('csv', 'a row for each entry')
  async csv(@FundId() fundId: string, @QueryOf() query: ExportLedgerQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportLedger(fundId, query, caller));
    return csvAttachment(ledgerSheet, pages, `ledger-${fundId}`);
  }

  /** The same as a workbook, with amounts and dates as numbers and dates. */
  @Get('export.xlsx')
  @Can('fund:read')
  @ApiFundId()
  @ApiSheet('xlsx', 'a row for each entry')
  async xlsx(@FundId() fundId: string, @QueryOf() query: ExportLedgerQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportLedger(fundId, query, caller));
    return xlsxAttachment(ledgerSheet, pages, `ledger-${fundId}`);
  }
}
