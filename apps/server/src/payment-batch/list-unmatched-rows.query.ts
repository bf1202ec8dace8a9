import { Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { unmatchedCauses, type UnmatchedCause } from '#domain/payment-batch/payment-batch.events';
import { unmatchedRows, type UnmatchedRowRow } from '#read-models/unmatched-rows/unmatched-rows';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Flag } from '../platform/query-fields.js';
import { Views } from '../platform/views.js';
import { BatchId, BatchRoute } from './batch-route.js';
import { BatchViews } from './batch-views.js';

export class ListUnmatchedRowsQuery extends PageQuery {
  /** Only rows that still wait for a person, or only those that do not. */
  @Flag() readonly waiting?: boolean;
}

/** A row of a bank's file that answered no line by itself, and what became of it. */
export class UnmatchedRowAnswer implements Omit<UnmatchedRowRow, 'rowId'> {
  @ApiProperty({ format: 'uuid' }) readonly unmatchedId!: string;
  @ApiProperty({ format: 'uuid' }) readonly batchId!: string;
  @ApiProperty({ description: 'digest of what the file says' }) readonly resultId!: string;
  @ApiProperty({ description: 'number of the row in the file' }) readonly row!: number;
  @ApiProperty({ enum: unmatchedCauses }) readonly cause!: UnmatchedCause;
  @ApiProperty({ type: Number, nullable: true }) readonly lineNumber!: number | null;
  @ApiProperty({ type: Number, nullable: true }) readonly amountFen!: number | null;
  @ApiProperty({ format: 'date-time' }) readonly importedAt!: string;
  @ApiProperty() readonly waiting!: boolean;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'the aid that it answers after all' })
  readonly answeredAidId!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly explanation!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'account id' }) readonly resolvedBy!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly resolvedAt!: string | null;
}

export class UnmatchedRowPageAnswer {
  @ApiProperty({ type: [UnmatchedRowAnswer] }) readonly rows!: readonly UnmatchedRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class ListUnmatchedRows extends Query<UnmatchedRowPageAnswer> {
  constructor(
    readonly batchId: string,
    readonly query: ListUnmatchedRowsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListUnmatchedRows)
export class ListUnmatchedRowsHandler implements IQueryHandler<ListUnmatchedRows> {
  constructor(
    private readonly batches: BatchViews,
    private readonly views: Views,
  ) {}

  async execute({ batchId, query, caller }: ListUnmatchedRows): Promise<UnmatchedRowPageAnswer> {
    await this.batches.inReach(batchId, caller, query.after);
    const where = { batchId: { eq: batchId }, ...(query.waiting !== undefined && { waiting: { eq: query.waiting } }) };
    const queue = await this.views.of(unmatchedRows.collection, query.after);
    const sort = { field: 'row', direction: 'asc' } as const;
    const { rows, ...page } = await queue.find({ where, sort, limit: query.limit, ...query.cursorPart() });
    return { rows: rows.map(({ rowId: _, ...row }) => row), ...page };
  }
}

@BatchRoute('unmatched')
export class ListUnmatchedRowsController {
  constructor(private readonly bus: QueryBus) {}

  /** The queue of rows of the bank's files that answered no line by themselves. */
  @Get()
  @Can('payment:read')
  @ApiOkResponse({ type: UnmatchedRowPageAnswer })
  list(@BatchId() batchId: string, @QueryOf() query: ListUnmatchedRowsQuery, @From() caller: Caller): Promise<UnmatchedRowPageAnswer> {
    return this.bus.execute(new ListUnmatchedRows(batchId, query, caller));
  }
}
