import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { Controller, Get, Query as QueryOf, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags, IntersectionType } from '@nestjs/swagger';
import { caseBoard, type BoardRow } from '#read-models/case-board/case-board';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { csvOf } from './board-csv.js';
import { FileFilter, boardConditions } from './board-filter.js';
import { BoardRows, type BoardRowAnswer } from './board-page.js';
import { xlsxOf } from './board-xlsx.js';

const ROWS_AT_ONCE = 500;

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
    let next: string | undefined;
    do {
      const page = await board.find({ where, sort, limit: ROWS_AT_ONCE, ...(next !== undefined && { after: next }) });
      yield page.rows.map((row) => this.rows.shown(row));
      next = page.next;
      // A read from an embedded store is no pause by itself, and others are waiting.
      await turn();
    } while (next !== undefined);
  }
}

const attachment = (content: Readable, type: string, name: string): StreamableFile =>
  new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';
const binary = { schema: { type: 'string', format: 'binary' } };

@ApiTags('households')
@Controller('households')
export class ExportBoardController {
  constructor(private readonly bus: QueryBus) {}

  /** The households within the caller's reach as CSV for a spreadsheet, under the board's filters. */
  @Get('export.csv')
  @Can('household:read')
  @ApiOkResponse({ description: 'a row for each household', content: { 'text/csv': binary } })
  async csv(@QueryOf() query: ExportBoardQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportBoard(query, caller));
    return attachment(Readable.from(csvOf(pages), { highWaterMark: 1 }), CSV, `households-${caller.request.today}.csv`);
  }

  /** The same as a workbook, with amounts and dates as numbers and dates. */
  @Get('export.xlsx')
  @Can('household:read')
  @ApiOkResponse({ description: 'a row for each household', content: { [XLSX]: binary } })
  async xlsx(@QueryOf() query: ExportBoardQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportBoard(query, caller));
    return attachment(xlsxOf(pages), XLSX, `households-${caller.request.today}.xlsx`);
  }
}
