import { Controller, Get, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiTags, IntersectionType } from '@nestjs/swagger';
import { aidBoard, type AidRow } from '#read-models/aid-board/aid-board';
import type { Filter, ReadCollection } from '#read-store/port';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { unitsReached } from '../platform/reach.js';
import { ApiSheet, csvAttachment, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import { AidFilter, aidConditions } from './aid-filter.js';
import { AidRows, type AidRowAnswer } from './aid-rows.js';
import { aidSheet } from './aid-sheet.js';

export class ExportAidsQuery extends IntersectionType(AidFilter, AfterQuery) {}

export class ExportAids extends Query<AsyncIterable<readonly AidRowAnswer[]>> {
  constructor(
    readonly query: ExportAidsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ExportAids)
export class ExportAidsHandler implements IQueryHandler<ExportAids> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly rows: AidRows,
  ) {}

  async execute({ query, caller }: ExportAids): Promise<AsyncIterable<readonly AidRowAnswer[]>> {
    const units = unitsReached(this.directory, { caller, permission: 'aid:read', unit: query.unit });
    const board = await this.views.of(aidBoard.collection, query.after);
    return this.pages(board, aidConditions(query, units));
  }

  /** By the day of the proposal, which stays while a long export runs. */
  private async *pages(board: ReadCollection<AidRow>, where: Filter): AsyncGenerator<readonly AidRowAnswer[]> {
    const sort = { field: 'proposedOn', direction: 'asc' } as const;
    for await (const rows of pagesOf(board, { where, sort })) yield rows.map((row) => this.rows.shown(row));
  }
}

@ApiTags('aids')
@Controller('aids')
export class ExportAidsController {
  constructor(private readonly bus: QueryBus) {}

  /** The aids within the caller's reach as CSV for a spreadsheet, under the board's filters. */
  @Get('export.csv')
  @Can('aid:read')
  @ApiSheet('csv', 'a row for each aid')
  async csv(@QueryOf() query: ExportAidsQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportAids(query, caller));
    return csvAttachment(aidSheet, pages, `aids-${caller.request.today}`);
  }

  /** The same as a workbook, with amounts and dates as numbers and dates. */
  @Get('export.xlsx')
  @Can('aid:read')
  @ApiSheet('xlsx', 'a row for each aid')
  async xlsx(@QueryOf() query: ExportAidsQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportAids(query, caller));
    return xlsxAttachment(aidSheet, pages, `aids-${caller.request.today}`);
  }
}
