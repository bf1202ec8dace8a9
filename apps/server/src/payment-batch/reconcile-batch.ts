import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish, PostCommand } from './batch-route.js';
import type { BatchReceiptAnswer } from './batch.answers.js';

export class ReconcileBatchBody {
  @IsCalendarDate() readonly reconciledOn!: string;
  /** What the bank's statement says was paid for this list in all. */
  @IsFen() readonly statementFen!: number;
}

export class ReconcileBatch extends BatchWish<ReconcileBatchBody> {}

@CommandHandler(ReconcileBatch)
export class ReconcileBatchHandler implements ICommandHandler<ReconcileBatch> {
  constructor(private readonly desk: BatchDesk) {}

  execute(wish: ReconcileBatch): Promise<BatchReceiptAnswer> {
    return this.desk.act(wish, { permission: 'payment:pay', type: 'ReconcileBatch', dataOf: () => wish.body });
  }
}

@BatchRoute('reconcile')
export class ReconcileBatchController {
  constructor(private readonly bus: CommandBus) {}

  /** Closes the list: every line is answered, no row of the bank waits, and the statement says the same sum to the fen. */
  @PostCommand('payment:pay')
  reconcile(@BatchId() batchId: string, @Body() body: ReconcileBatchBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new ReconcileBatch(batchId, body, caller));
  }
}
