import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags, IntersectionType, OmitType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import type { FundRow } from '#read-models/fund-board/fund-board';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery, PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { ApiSheet, csvAttachment, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import type { Pages } from '../platform/sheets/sheet.js';
import { FundBooks } from './fund-books.js';
import { FundFilter, fundConditions, pageOf } from './fund-filter.js';
import { FundAnswer, FundTotalsAnswer } from './fund.answers.js';
import { unspentSheet } from './unspent-sheet.js';

class UnspentFilter extends OmitType(FundFilter, ['year', 'status']) {
  /** 年度 */
  @Type(() => Number) @IsInt() @Min(2000) @Max(2100) readonly year!: number;
}

export class UnspentMoneyQuery extends IntersectionType(UnspentFilter, PageQuery) {}
export class ExportUnspentMoneyQuery extends IntersectionType(UnspentFilter, AfterQuery) {}

/** A fund in which money is left of its year. */
export class UnspentFundAnswer extends FundAnswer {
  /** The source forbids carrying it over: it has to be spent, taken back or returned. */
  @ApiProperty() readonly mustNotGoOn!: boolean;
}

export class UnspentMoneyAnswer {
  @ApiProperty({ type: [UnspentFundAnswer] }) readonly rows!: readonly UnspentFundAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
  /** Of all funds of the year with money left. */
  @ApiProperty() readonly totals!: FundTotalsAnswer;
  /** Of those whose money may not be carried over. */
  @ApiProperty() readonly mustNotGoOn!: FundTotalsAnswer;
}

const MOST_FIRST = { field: 'unspentFen', direction: 'desc' } as const;

export class UnspentMoney extends Query<UnspentMoneyAnswer> {
  constructor(
    readonly query: UnspentMoneyQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

export class ExportUnspentMoney extends Query<Pages<UnspentFundAnswer>> {
  constructor(
    readonly query: ExportUnspentMoneyQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const conditionsOf = (directory: Directory, query: UnspentFilter, caller: Caller): Filter => {
  const units = unitsReached(directory, { caller, permission: 'fund:read', unit: query.unit });
  return { ...fundConditions(query, units), unspentFen: { gt: 0 } };
};

const shownBy =
  (books: FundBooks) =>
  (row: FundRow): UnspentFundAnswer => ({ ...books.shown(row), mustNotGoOn: !row.carriesOver });

@QueryHandler(UnspentMoney)
export class UnspentMoneyHandler implements IQueryHandler<UnspentMoney> {
  constructor(
    private readonly books: FundBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: UnspentMoney): Promise<UnspentMoneyAnswer> {
    const where = conditionsOf(this.directory, query, caller);
    const board = await this.books.board(query.after);
    const { rows, ...page } = await board.find({ where, sort: MOST_FIRST, ...pageOf(query) });
    const totals = await this.books.totals(board, where);
    const mustNotGoOn = await this.books.totals(board, { ...where, carriesOver: { eq: false } });
    return { rows: rows.map(shownBy(this.books)), ...page, totals, mustNotGoOn };
  }
}

@QueryHandler(ExportUnspentMoney)
export class ExportUnspentMoneyHandler implements IQueryHandler<ExportUnspentMoney> {
  constructor(
    private readonly books: FundBooks,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ExportUnspentMoney): Promise<Pages<UnspentFundAnswer>> {
    const where = conditionsOf(this.directory, query, caller);
    return this.pages(await this.books.board(query.after), where);
  }

  /** By fund, which stays while a long export runs. */
  private async *pages(board: ReadCollection<FundRow>, where: Filter): AsyncGenerator<readonly UnspentFundAnswer[]> {
    for await (const rows of pagesOf(board, { where })) yield rows.map(shownBy(this.books));
  }
}

@ApiTags('funds')
@Controller('funds/unspent')
export class UnspentMoneyController {
  constructor(private readonly bus: QueryBus) {}

  /** 年末结余: the funds of a year with money left, the most first, flagged where their source forbids carrying it over. */
  @Get()
  @Can('fund:read')
  @ApiOkResponse({ type: UnspentMoneyAnswer })
  list(@QueryOf() query: UnspentMoneyQuery, @From() caller: Caller): Promise<UnspentMoneyAnswer> {
    return this.bus.execute(new UnspentMoney(query, caller));
  }

  /** The same list as CSV for a spreadsheet. */
  @Get('export.csv')
  @Can('fund:read')
  @ApiSheet('csv', 'a row for each fund')
  async csv(@QueryOf() query: ExportUnspentMoneyQuery, @From() caller: Caller): Promise<StreamableFile> {
    return csvAttachment(unspentSheet, await this.bus.execute(new ExportUnspentMoney(query, caller)), `unspent-${query.year}`);
  }

  /** The same as a workbook, with amounts and dates as numbers and dates. */
  @Get('export.xlsx')
  @Can('fund:read')
  @ApiSheet('xlsx', 'a row for each fund')
  async xlsx(@QueryOf() query: ExportUnspentMoneyQuery, @From() caller: Caller): Promise<StreamableFile> {
    return xlsxAttachment(unspentSheet, await this.bus.execute(new ExportUnspentMoney(query, caller)), `unspent-${query.year}`);
  }
}
