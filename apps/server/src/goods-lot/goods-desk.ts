import { Injectable } from '@nestjs/common';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { GoodsLotCommand, GoodsLotCommandData } from '#domain/goods-lot/goods-lot.commands';
import type { KnownLot } from '#domain/goods-lot/goods-lot.state';
import type { Context } from '#domain/kernel/decider';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { eventId } from '#event-store/request';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import type { Following } from '../platform/money/purchases.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { recordingRefusals, type RefusableRequest } from '../platform/refusals.js';

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{ lot: KnownLot; context: Context }>;

/** A wish of a person about one lot of goods. */
export type Wish = Readonly<{ lotId: string; caller: Caller }>;

/** A use case on an existing lot: its command, and what follows from it before it is answered. */
export type UseCase<Type extends GoodsLotCommand['type']> = Readonly<{
  permission: Permission;
  type: Type;
  dataOf: (desk: OnTheDesk) => GoodsLotCommandData[Type] | Promise<GoodsLotCommandData[Type]>;
  /** What the refusals record besides. */
  about?: Pick<RefusableRequest, 'householdId' | 'amountFen'>;
  settle?: (following: Following) => Promise<void>;
}>;

/** Where every use case on a lot comes by: finds it, checks that the caller's units reach it, decides, writes, records what was refused. */
@Injectable()
export class GoodsDesk {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
  ) {}

  /**
   * A request that was answered before is not decided again; what follows from it is seen to once more.
   * @throws {Problem} 404 where the lot is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider; it is recorded.
   */
  async act<Type extends GoodsLotCommand['type']>({ lotId, caller }: Wish, useCase: UseCase<Type>): Promise<Receipt> {
    const { permission, type, dataOf, about, settle } = useCase;
    const { state, answered } = await this.streams.load(goodsLot, lotId);
    if (state.status === 'absent') throw notFound();
    const desk = { lot: state, context: caller.contextIn(permission, state.purchase.unitId) };
    const { context } = desk;
    const request = { subject: 'goodsLot', subjectId: lotId, unitId: state.purchase.unitId, command: type, ...about, context } as const;
    const receipt = await recordingRefusals(this.streams, request, async () => {
      const first = answered(context);
      if (first) return first;
      const command = { type, data: await dataOf(desk) } as GoodsLotCommand;
      return this.streams.handle(goodsLot, lotId, command, context);
    });
    if (!settle) return receipt;
    const cause = { id: eventId(`${goodsLot.category}-${lotId}`, context, 0), meta: context };
    await settle({ streams: this.streams, cause, now: context });
    return this.withAllThatFollowed(receipt);
  }

  /** The position covers the funds and aids that were written to as well. */
  async withAllThatFollowed(receipt: Receipt): Promise<Receipt> {
    return { ...receipt, position: await this.events.head() };
  }
}
