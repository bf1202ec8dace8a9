import { Get, Query as QueryOf, StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { ApiSheet, pagesOf, xlsxAttachment } from '../platform/sheets/attachment.js';
import { BatchId, BatchRoute } from './batch-route.js';
import { batchSheet } from './batch-sheet.js';
import { BatchViews } from './batch-views.js';
import type { BatchLineAnswer } from './list-batch-lines.query.js';

export class ExportBatch extends Query<AsyncIterable<readonly BatchLineAnswer[]>> {
  constructor(
    readonly batchId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ExportBatch)
export class ExportBatchHandler implements IQueryHandler<ExportBatch> {
  constructor(private readonly batches: BatchViews) {}

  async execute({ batchId, after, caller }: ExportBatch): Promise<AsyncIterable<readonly BatchLineAnswer[]>> {
    await this.batches.inReach(batchId, caller, after);
    return this.pages(batchId, after, caller);
  }

  private async *pages(batchId: string, after: string | undefined, caller: Caller): AsyncGenerator<readonly BatchLineAnswer[]> {
    const lines = await this.batches.linesOf(after);
    const query = { where: { batchId: { eq: batchId } }, sort: { field: 'lineNumber', direction: 'asc' } } as const;
    for await (const rows of pagesOf(lines, query)) yield this.batches.shown(rows, caller);
  }
}

@BatchRoute('export')
export class ExportBatchController {
  constructor(private readonly bus: QueryBus) {}

  /** The list as a workbook, with what the bank said of each line; amounts and days are numbers and dates. */
  @Get()
  @Can('payment:read')
  @ApiSheet('xlsx', 'a row for each line')
  async export(@BatchId() batchId: string, @QueryOf() { after }: AfterQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportBatch(batchId, after, caller));
    return xlsxAttachment(batchSheet, pages, `payment-batch-${batchId}`);
  }
}
