import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsOptional, IsUUID } from 'class-validator';
import type { Context } from '#domain/kernel/decider';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { putLinesOnList } from '../platform/money/batch-lines.js';
import { Can } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { BatchDesk } from './batch-desk.js';
import { BatchReceiptAnswer } from './batch.answers.js';
import { IsOpenText } from './open-text.js';
import { LINES_MAX, LineChoice } from './line-choice.js';

export class DraftBatchBody {
  /** The union that pays: aids of it and of those below may stand on the list. */
  @IsUnitCode() readonly unitId!: string;
  /** What the list is called on paper; it stands in the funds' ledgers and names nobody. */
  @IsOpenText(60) readonly title!: string;
  @IsCalendarDate() readonly draftedOn!: string;
  /** The aids, in the order of the list. Left out: all granted aid of cash that waits, the longest waiting first. */
  @IsOptional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(LINES_MAX)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  readonly aidIds?: string[];
  /** Instead of `aidIds`: only what waits to be paid from this fund. */
  @IsOptional() @IsUUID() readonly fundId?: string;
}

export class DraftBatch extends Command<BatchReceiptAnswer> {
  constructor(
    readonly body: DraftBatchBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DraftBatch)
export class DraftBatchHandler implements ICommandHandler<DraftBatch> {
  constructor(
    private readonly desk: BatchDesk,
    private readonly streams: Streams,
    private readonly choice: LineChoice,
  ) {}

  async execute({ body, caller }: DraftBatch): Promise<BatchReceiptAnswer> {
    const context = caller.contextIn('payment:prepare', body.unitId);
    const batchId = uuidFrom('paymentBatch', context.by, context.requestId);
    await this.desk.recorded({ batchId, unitId: body.unitId }, 'DraftBatch', context, () => this.draft(batchId, body, context));
    await putLinesOnList(this.desk.settling(batchId, context));
    return this.desk.answer(batchId);
  }

  private async draft(batchId: string, { unitId, title, draftedOn, ...chosen }: DraftBatchBody, context: Context): Promise<void> {
    if ((await this.streams.load(paymentBatch, batchId)).answered(context)) return;
    const lines = await this.choice.linesOf({ batchId, unitId, draftedOn, aidIds: await this.aidIds(unitId, chosen) }, context);
    await this.streams.handle(paymentBatch, batchId, { type: 'DraftBatch', data: { batchId, unitId, title, draftedOn, lines } }, context);
  }

  private async aidIds(unitId: string, { aidIds, fundId }: Pick<DraftBatchBody, 'aidIds' | 'fundId'>): Promise<readonly string[]> {
    if (!aidIds) return this.choice.waiting(unitId, fundId);
    if (fundId === undefined) return aidIds;
    const twice = { pointer: '/fundId', code: 'equals', detail: 'aidIds and fundId exclude each other' };
    throw new Problem(400, 'validation-failed', {}, [twice]);
  }
}

@ApiTags('payment-batches')
@Controller('payment-batches')
export class DraftBatchController {
  constructor(private readonly bus: CommandBus) {}

  /** Puts a list of payments together. It is refused as a whole, with every aid that may not stand on it, before anything is written. */
  @Post()
  @HttpCode(201)
  @Can('payment:prepare')
  @ApiCreatedResponse({ type: BatchReceiptAnswer })
  draft(@Body() body: DraftBatchBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new DraftBatch(body, caller));
  }
}
