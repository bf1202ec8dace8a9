import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { commitLines } from '../platform/money/batch-lines.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish, PostCommand } from './batch-route.js';
import type { BatchReceiptAnswer } from './batch.answers.js';

export class SignOffBatchBody {
  @IsCalendarDate() readonly signedOffOn!: string;
}

export class SignOffBatch extends BatchWish<SignOffBatchBody> {}

@CommandHandler(SignOffBatch)
export class SignOffBatchHandler implements ICommandHandler<SignOffBatch> {
  constructor(private readonly desk: BatchDesk) {}

  execute(wish: SignOffBatch): Promise<BatchReceiptAnswer> {
    return this.desk.act(wish, {
      permission: 'payment:pay',
      type: 'SignOffBatch',
      dataOf: async ({ batch }) => {
        const aids = await this.desk.aidsOf(batch);
        const decidedBy = aids.flatMap(({ proposedBy, reviewedBy, approvedBy }) => [...proposedBy, ...reviewedBy, ...approvedBy]);
        return { ...wish.body, decidedBy: [...new Set(decidedBy)] };
      },
      settle: commitLines,
    });
  }
}

@BatchRoute('sign-off')
export class SignOffBatchController {
  constructor(private readonly bus: CommandBus) {}

  /** The second pair of eyes, and the payer. Lines whose fund cannot pay any more fall off the list, which the answer tells. */
  @PostCommand('payment:pay')
  signOff(@BatchId() batchId: string, @Body() body: SignOffBatchBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new SignOffBatch(batchId, body, caller));
  }
}
