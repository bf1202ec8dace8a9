import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { batchStatuses, type BatchStatus } from '#domain/payment-batch/payment-batch.state';
import { paymentBatches, type PaymentBatchRow } from '#read-models/payment-batches/payment-batches';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { BatchViews } from './batch-views.js';

const sorts = ['lastChangedAt', 'draftedOn'] as const;

export class ListBatchesQuery extends PageQuery {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(batchStatuses) readonly status?: readonly string[];
  @OneOf(sorts) readonly sort: (typeof sorts)[number] = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

/** One list of payments. Sums are of the lines that were not dropped. */
export class BatchRowAnswer implements PaymentBatchRow {
  @ApiProperty({ format: 'uuid' }) readonly batchId!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty() readonly title!: string;
  @ApiProperty({ enum: batchStatuses }) readonly status!: BatchStatus;
  @ApiProperty() readonly lines!: number;
  @ApiProperty({ description: 'lines that fell off the list' }) readonly dropped!: number;
  @ApiProperty() readonly totalFen!: number;
  @ApiProperty() readonly paidLines!: number;
  @ApiProperty() readonly paidFen!: number;
  @ApiProperty() readonly bouncedLines!: number;
  @ApiProperty() readonly bouncedFen!: number;
  @ApiProperty({ description: 'lines that the bank has not answered' }) readonly unansweredLines!: number;
  @ApiProperty() readonly unansweredFen!: number;
  @ApiProperty({ description: 'rows of the bank’s files that wait for a person' }) readonly unmatched!: number;
  @ApiProperty({ description: 'account id' }) readonly preparedBy!: string;
  @ApiProperty({ type: String, nullable: true, description: 'account id' }) readonly frozenBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'account id' }) readonly signedOffBy!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'of the lines as they were frozen' }) readonly digest!: string | null;
  @ApiProperty({ format: 'date' }) readonly draftedOn!: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly frozenOn!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly signedOffOn!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly exportedAt!: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly reconciledOn!: string | null;
  @ApiProperty({ type: Number, nullable: true }) readonly statementFen!: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) readonly cancelledOn!: string | null;
  @ApiProperty({ format: 'date-time' }) readonly lastChangedAt!: string;
}

export class BatchPageAnswer {
  @ApiProperty({ type: [BatchRowAnswer] }) readonly rows!: readonly BatchRowAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

export class ListBatches extends Query<BatchPageAnswer> {
  constructor(
    readonly query: ListBatchesQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(ListBatches)
export class ListBatchesHandler implements IQueryHandler<ListBatches> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
    private readonly batches: BatchViews,
  ) {}

  async execute({ query, caller }: ListBatches): Promise<BatchPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'payment:read', unit: query.unit });
    const where = { ...(units && { unitId: { in: units } }), ...(query.status && { status: { in: query.status } }) };
    const sort = { field: query.sort, direction: query.order };
    const list = await this.views.of(paymentBatches.collection, query.after);
    const { rows, ...page } = await list.find({ where, sort, limit: query.limit, ...query.cursorPart() });
    return { rows: rows.map((row) => ({ ...row, unitName: this.batches.unitName(row.unitId) })), ...page };
  }
}

@ApiTags('payment-batches')
@Controller('payment-batches')
export class ListBatchesController {
  constructor(private readonly bus: QueryBus) {}

  /** The lists of payments within the caller's reach. */
  @Get()
  @Can('payment:read')
  @ApiOkResponse({ type: BatchPageAnswer })
  list(@QueryOf() query: ListBatchesQuery, @From() caller: Caller): Promise<BatchPageAnswer> {
    return this.bus.execute(new ListBatches(query, caller));
  }
}
