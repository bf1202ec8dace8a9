import { Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty } from '@nestjs/swagger';
import { unsettledMoney } from '#read-models/unsettled-money/unsettled-money';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Views } from '../platform/views.js';
import { BatchId, BatchRoute } from './batch-route.js';
import { BatchViews } from './batch-views.js';
import { BatchRowAnswer } from './list-batches.query.js';

export class BatchAnswer extends BatchRowAnswer {
  @ApiProperty({ description: 'whether the funds and aids say what the list says' }) readonly settled!: boolean;
  @ApiProperty({ type: String, nullable: true, description: 'the event that is still to come' }) readonly waitsFor!: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, description: 'names of the accounts above' })
  readonly people!: Readonly<Record<string, string>>;
}

export class GetBatch extends Query<BatchAnswer> {
  constructor(
    readonly batchId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetBatch)
export class GetBatchHandler implements IQueryHandler<GetBatch> {
  constructor(
    private readonly batches: BatchViews,
    private readonly views: Views,
  ) {}

  async execute({ batchId, after, caller }: GetBatch): Promise<BatchAnswer> {
    const row = await this.batches.inReach(batchId, caller, after);
    const unsettled = await (await this.views.of(unsettledMoney.collection, after)).get(`list:${batchId}`);
    const waitsFor = unsettled?.row.waitsFor ?? null;
    const people = this.batches.namesOf([row.preparedBy, row.frozenBy, row.signedOffBy]);
    return { ...row, unitName: this.batches.unitName(row.unitId), settled: waitsFor === null, waitsFor, people };
  }
}

@BatchRoute('')
export class GetBatchController {
  constructor(private readonly bus: QueryBus) {}

  /** One list: its sums, what the bank has answered, and whether all of that has reached the funds and the aids. */
  @Get()
  @Can('payment:read')
  @ApiOkResponse({ type: BatchAnswer })
  get(@BatchId() batchId: string, @QueryOf() { after }: AfterQuery, @From() caller: Caller): Promise<BatchAnswer> {
    return this.bus.execute(new GetBatch(batchId, after, caller));
  }
}
