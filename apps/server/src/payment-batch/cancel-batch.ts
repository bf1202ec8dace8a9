import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { freeLines } from '../platform/money/batch-lines.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish, PostCommand } from './batch-route.js';
import type { BatchReceiptAnswer } from './batch.answers.js';
import { IsOpenText } from './open-text.js';

export class CancelBatchBody {
  @IsCalendarDate() readonly cancelledOn!: string;
  /** Stored in the open: it names nobody. */
  @IsOpenText(200) readonly explanation!: string;
}

export class CancelBatch extends BatchWish<CancelBatchBody> {}

@CommandHandler(CancelBatch)
export class CancelBatchHandler implements ICommandHandler<CancelBatch> {
  constructor(private readonly desk: BatchDesk) {}

  execute(wish: CancelBatch): Promise<BatchReceiptAnswer> {
    return this.desk.act(wish, { permission: 'payment:prepare', type: 'CancelBatch', dataOf: () => wish.body, settle: freeLines });
  }
}

@BatchRoute('cancel')
export class CancelBatchController {
  constructor(private readonly bus: CommandBus) {}

  /** Gives the list up before a file of it went to the bank; its aids may stand on another. */
  @PostCommand('payment:prepare')
  cancel(@BatchId() batchId: string, @Body() body: CancelBatchBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new CancelBatch(batchId, body, caller));
  }
}
