import { Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { aidItems, bounceReasons, type AidItem, type BounceReason } from '#domain/aid/aid.terms';
import type { BatchLineRow } from '#read-models/batch-lines/batch-lines';
import { From, type Caller } from '../platform/caller.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf } from '../platform/query-fields.js';
import { BatchId, BatchRoute } from './batch-route.js';
import { BatchViews } from './batch-views.js';

const outcomes = ['paid', 'bounced'] as const;
type Outcome = (typeof outcomes)[number];

export class ListBatchLinesQuery extends PageQuery {
  /** Only what the bank paid, or sent back; `none`: what it has not answered. */
  @OneOf([...outcomes, 'none']) readonly outcome?: Outcome | 'none';
}

/** One payment of a list and what the bank said of it. */
export class BatchLineAnswer implements Omit<BatchLineRow, 'lineId'> {
  @ApiProperty({ format: 'uuid' }) readonly batchId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly lineNumber!: number;
  @ApiProperty({ format: 'uuid' }) readonly aidId!: string;
  @ApiProperty({ format: 'uuid' }) readonly householdId!: string;
  @ApiProperty({ format: 'uuid' }) readonly payeePersonId!: string;
  @ApiProperty({ format: 'uuid' }) readonly fundId!: string;
  @ApiProperty() readonly amountFen!: number;
  @ApiProperty({ enum: aidItems }) readonly item!: AidItem;
  @ApiProperty({ type: String, nullable: true, description: 'null for who may not read the household’s file' })
  readonly payeeName!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'the last digits; null before the aid is on the list' })
  readonly card!: string | null;
  @ApiProperty({ type: String, nullable: true }) readonly bankName!: string | null;
  @ApiProperty() readonly dropped!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'why it fell off the list' }) readonly dropCode!: string | null;
  @ApiProperty({ enum: outcomes, nullable: true }) readonly outcome!: Outcome | null;
  @ApiProperty({ enum: bounceReasons, nullable: true, description: 'why it bounced' }) readonly reason!: BounceReason | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly paidOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly bouncedOn!: string | null;
}

export class BatchLinePageAnswer {
  @ApiProperty({ type: [BatchLineAnswer] }) readonly rows!: readonly BatchLineAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class ListBatchLines extends Query<BatchLinePageAnswer> {
  constructor(
    readonly batchId: string,
    readonly query: ListBatchLinesQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListBatchLines)
export class ListBatchLinesHandler implements IQueryHandler<ListBatchLines> {
  constructor(private readonly batches: BatchViews) {}

  async execute({ batchId, query, caller }: ListBatchLines): Promise<BatchLinePageAnswer> {
    await this.batches.inReach(batchId, caller, query.after);
    const { outcome, limit } = query;
    const where = {
      batchId: { eq: batchId },
      ...(outcome === 'none' && { outcome: { eq: null }, dropped: { eq: false } }),
      ...(outcome !== undefined && outcome !== 'none' && { outcome: { eq: outcome } }),
    };
    const sort = { field: 'lineNumber', direction: 'asc' } as const;
    const lines = await this.batches.linesOf(query.after);
    const { rows, ...page } = await lines.find({ where, sort, limit, ...query.cursorPart() });
    return { rows: await this.batches.shown(rows, caller), ...page };
  }
}

@BatchRoute('lines')
export class ListBatchLinesController {
  constructor(private readonly bus: QueryBus) {}

  /** The lines of a list in their order, dropped ones among them. */
  @Get()
  @Can('payment:read')
  @ApiOkResponse({ type: BatchLinePageAnswer })
  list(@BatchId() batchId: string, @QueryOf() query: ListBatchLinesQuery, @From() caller: Caller): Promise<BatchLinePageAnswer> {
    return this.bus.execute(new ListBatchLines(batchId, query, caller));
  }
}
