import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags, IntersectionType } from '@nestjs/swagger';
import { watchBoard, type WatchRow } from '#read-models/watch-board/watch-board';
import type { ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { ApiSheet, csvAttachment, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import { WatchFilter, watchSearch } from './watch-filter.js';
import { WatchRows, type WatchRowAnswer } from './watch-rows.js';
import { watchSheet } from './watch-sheet.js';

export class ExportWatchesQuery extends IntersectionType(WatchFilter, AfterQuery) {}

export class ExportWatches extends Query<AsyncIterable<readonly WatchRowAnswer[]>> {
  constructor(
    readonly query: ExportWatchesQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ExportWatches)
export class ExportWatchesHandler implements IQueryHandler<ExportWatches> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: WatchRows,
  ) {}

  async execute({ query, caller }: ExportWatches): Promise<AsyncIterable<readonly WatchRowAnswer[]>> {
    const units = unitsReached(this.directory, { caller, permission: 'watch:read', unit: query.unit });
    const board = await this.views.of(watchBoard.collection, query.after);
    return this.pages(board, watchSearch(query, units, caller), caller.request.today);
  }

  /** By the day of the clue, which stays while a long export runs. */
  private async *pages(
    board: ReadCollection<WatchRow>,
    search: ReturnType<typeof watchSearch>,
    today: string,
  ): AsyncGenerator<readonly WatchRowAnswer[]> {
    const sort = { field: 'raisedOn', direction: 'asc' } as const;
    for await (const rows of pagesOf(board, { ...search, sort })) yield await this.rows.shown(rows, today);
  }
}

@ApiTags('watches')
@Controller('watches')
export class ExportWatchesController {
  constructor(private readonly bus: QueryBus) {}

  /** The watch cases within the caller's reach as CSV for a spreadsheet, under the board's filters. */
  @Get('export.csv')
  @Can('watch:read')
  @ApiSheet('csv', 'a row for each watch case')
  async csv(@QueryOf() query: ExportWatchesQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportWatches(query, caller));
    return csvAttachment(watchSheet, pages, `watches-${caller.request.today}`);
  }

  /** The same as a workbook, with dates as dates. */
  @Get('export.xlsx')
  @Can('watch:read')
  @ApiSheet('xlsx', 'a row for each watch case')
  async xlsx(@QueryOf() query: ExportWatchesQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportWatches(query, caller));
    return xlsxAttachment(watchSheet, pages, `watches-${caller.request.today}`);
  }
}
