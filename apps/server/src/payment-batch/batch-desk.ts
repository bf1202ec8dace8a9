import { Injectable } from '@nestjs/common';
import { aid } from '#domain/aid/aid';
import type { KnownAid } from '#domain/aid/aid.state';
import type { Context } from '#domain/kernel/decider';
import { countingLines } from '#domain/payment-batch/guards';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import type { PaymentBatchCommand, PaymentBatchCommandData } from '#domain/payment-batch/payment-batch.commands';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { EventStore } from '#event-store/event-store';
import { eventId } from '#event-store/request';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import { batchNow, type Settling } from '../platform/money/batch-lines.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { recordingRefusals } from '../platform/refusals.js';
import type { BatchReceiptAnswer } from './batch.answers.js';

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{ batch: KnownBatch; context: Context }>;

/** A wish of a person about one list of payments. */
export type Wish = Readonly<{ batchId: string; caller: Caller }>;

/** A use case on an existing list: its command, and what follows from it before it is answered. */
export type UseCase<Type extends PaymentBatchCommand['type']> = Readonly<{
  permission: Permission;
  type: Type;
  dataOf: (desk: OnTheDesk) => PaymentBatchCommandData[Type] | Promise<PaymentBatchCommandData[Type]>;
  /** Tells requests with the same key apart by what came with them outside of their body. */
  requestDigest?: string;
  settle?: (settling: Settling) => Promise<void>;
}>;

/** Where every use case on a list comes by: finds it, checks that the caller's units reach it, decides, writes, records what was refused. */
@Injectable()
export class BatchDesk {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
  ) {}

  /**
   * A request that was answered before is not decided again; what follows from it is seen to once more.
   * @throws {Problem} 404 where the list is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider; it is recorded.
   */
  async act<Type extends PaymentBatchCommand['type']>(wish: Wish, useCase: UseCase<Type>): Promise<BatchReceiptAnswer> {
    const { permission, type, dataOf, settle, requestDigest } = useCase;
    const desk = await this.open(wish, permission);
    const context = { ...desk.context, ...(requestDigest !== undefined && { requestDigest }) };
    await this.recorded(desk.batch, type, context, async () => {
      if ((await this.streams.load(paymentBatch, wish.batchId)).answered(context)) return;
      const command = { type, data: await dataOf(desk) } as PaymentBatchCommand;
      await this.streams.handle(paymentBatch, wish.batchId, command, context);
    });
    await settle?.(this.settling(wish.batchId, context));
    return this.answer(wish.batchId);
  }

  /** The list as it is now, in the caller's reach. @throws {Problem} 404, 403 */
  async open({ batchId, caller }: Wish, permission: Permission): Promise<OnTheDesk> {
    const { state } = await this.streams.load(paymentBatch, batchId);
    if (state.status === 'absent') throw notFound();
    return { batch: state, context: caller.contextIn(permission, state.unitId) };
  }

  /** What follows from the event that a request has just written, in the name of who asked. */
  settling(batchId: string, context: Context): Settling {
    const cause = { id: eventId(`${paymentBatch.category}-${batchId}`, context, 0), meta: context };
    return { streams: this.streams, batchId, cause, now: context };
  }

  /** The position covers the aids and funds that were written to as well. */
  async answer(batchId: string): Promise<BatchReceiptAnswer> {
    const { receipt } = await this.streams.load(paymentBatch, batchId);
    const { status, lines } = await batchNow(this.streams, batchId);
    const droppedAidIds = [...lines.values()].filter(({ dropped }) => dropped).map(({ aidId }) => aidId);
    return { ...receipt, position: await this.events.head(), batchId, status, droppedAidIds };
  }

  recorded<T>(
    { batchId, unitId }: Pick<KnownBatch, 'batchId' | 'unitId'>,
    command: string,
    context: Context,
    work: () => Promise<T>,
  ): Promise<T> {
    return recordingRefusals(this.streams, { subject: 'paymentBatch', subjectId: batchId, unitId, command, context }, work);
  }

  /** The aids of the lines that count, in the order of the list. */
  async aidsOf(batch: KnownBatch): Promise<readonly KnownAid[]> {
    const found = await Promise.all(countingLines(batch).map(({ aidId }) => this.streams.load(aid, aidId)));
    return found.flatMap(({ state }) => (state.status === 'absent' ? [] : [state]));
  }
}
