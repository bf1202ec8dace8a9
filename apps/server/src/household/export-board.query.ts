import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags, IntersectionType } from '@nestjs/swagger';
import { caseBoard, type BoardRow } from '#read-models/case-board/case-board';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { ApiSheet, csvAttachment, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import { FileFilter, boardConditions } from './board-filter.js';
import { BoardRows, type BoardRowAnswer } from './board-page.js';
import { boardSheet } from './board-sheet.js';

export class ExportBoardQuery extends IntersectionType(FileFilter, AfterQuery) {}

export class ExportBoard extends Query<AsyncIterable<readonly BoardRowAnswer[]>> {
  constructor(
    readonly query: ExportBoardQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ExportBoard)
export class ExportBoardHandler implements IQueryHandler<ExportBoard> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: BoardRows,
  ) {}

  async execute({ query, caller }: ExportBoard): Promise<AsyncIterable<readonly BoardRowAnswer[]>> {
    const units = unitsReached(this.directory, { caller, permission: 'household:read', unit: query.unit });
    const board = await this.views.of(caseBoard.collection, query.after);
    return this.pages(board, boardConditions(query, units));
  }

  /** By file number, which stays while a long export runs; a page is read when the one before was taken. */
  private async *pages(board: ReadCollection<BoardRow>, where: Filter): AsyncGenerator<readonly BoardRowAnswer[]> {
    const sort = { field: 'fileNumber', direction: 'asc' } as const;
    for await (const rows of pagesOf(board, { where, sort })) yield rows.map((row) => this.rows.shown(row));
  }
}

@ApiTags('households')
@Controller('households')
export class ExportBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** The households within the caller's reach as CSV for a spreadsheet, under the board's filters. */
  @Get('export.csv')
  @Can('household:read')
  @ApiSheet('csv', 'a row for each household')
  async csv(@QueryOf() query: ExportBoardQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportBoard(query, caller));
    return csvAttachment(boardSheet, pages, `households-${caller.request.today}`);
  }

  /** The same as a workbook, with amounts and dates as numbers and dates. */
  @Get('export.xlsx')
  @Can('household:read')
  @ApiSheet('xlsx', 'a row for each household')
  async xlsx(@QueryOf() query: ExportBoardQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportBoard(query, caller));
    return xlsxAttachment(boardSheet, pages, `households-${caller.request.today}`);
  }
}
