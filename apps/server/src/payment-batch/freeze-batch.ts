import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { countingLines } from '#domain/payment-batch/guards';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { canonicalJson, sha256 } from '#event-store/envelope';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { BatchDesk } from './batch-desk.js';
import { BatchId, BatchRoute, BatchWish, PostCommand } from './batch-route.js';
import type { BatchReceiptAnswer } from './batch.answers.js';

export class FreezeBatchBody {
  @IsCalendarDate() readonly frozenOn!: string;
}

export class FreezeBatch extends BatchWish<FreezeBatchBody> {}

/** Which lines count and what they say: cards stand in the aids, which are frozen with them. */
const digestOf = (batch: KnownBatch): string =>
  sha256(canonicalJson(countingLines(batch).map(({ dropped: _dropped, outcome: _outcome, ...line }) => line)));

@CommandHandler(FreezeBatch)
export class FreezeBatchHandler implements ICommandHandler<FreezeBatch> {
  constructor(private readonly desk: BatchDesk) {}

  execute(wish: FreezeBatch): Promise<BatchReceiptAnswer> {
    return this.desk.act(wish, {
      permission: 'payment:prepare',
      type: 'FreezeBatch',
      dataOf: async ({ batch }) => {
        const aids = await this.desk.aidsOf(batch);
        const held = aids.filter(({ status, batchId }) => status === 'in_batch' && batchId === batch.batchId);
        return { ...wish.body, held: held.map(({ request }) => request.aidId), digest: digestOf(batch) };
      },
    });
  }
}

@BatchRoute('freeze')
export class FreezeBatchController {
  constructor(private readonly bus: CommandBus) {}

  /** From now on nobody adds or takes away a line. */
  @PostCommand('payment:prepare')
  freeze(@BatchId() batchId: string, @Body() body: FreezeBatchBody, @From() caller: Caller): Promise<BatchReceiptAnswer> {
    return this.bus.execute(new FreezeBatch(batchId, body, caller));
  }
}
