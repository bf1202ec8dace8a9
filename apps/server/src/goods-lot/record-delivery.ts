import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInt, Max, Min } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { completeDelivery, requireCommittable } from '../platform/money/purchases.js';
import { GoodsDesk } from './goods-desk.js';
import { GoodsRoute, GoodsWish, LotId, PostCommand } from './goods-route.js';

export class RecordDeliveryBody {
  @IsCalendarDate() readonly deliveredOn!: string;
  /** Pieces counted in, at most as many as were ordered. */
  @IsInt() @Min(1) @Max(1_000_000) readonly quantity!: number;
}

export class RecordDelivery extends GoodsWish<RecordDeliveryBody> {}

@CommandHandler(RecordDelivery)
export class RecordDeliveryHandler implements ICommandHandler<RecordDelivery> {
  constructor(
    private readonly desk: GoodsDesk,
    private readonly streams: Streams,
  ) {}

  execute(wish: RecordDelivery): Promise<Receipt> {
    const { lotId, body } = wish;
    return this.desk.act(wish, {
      permission: 'goods:keep',
      type: 'RecordDelivery',
      dataOf: async ({ context }) => {
        await requireCommittable(this.streams, lotId, body.deliveredOn, context);
        return { ...body };
      },
      settle: (following) => completeDelivery(following, lotId),
    });
  }
}

@GoodsRoute('record-delivery')
export class RecordDeliveryController {
  constructor(private readonly bus: CommandBus) {}

  /** 验收入库:somebody who did not buy them counts the goods in. The fund commits the price of what came and has the rest back. */
  @PostCommand('goods:keep')
  deliver(@LotId() lotId: string, @Body() body: RecordDeliveryBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordDelivery(lotId, body, caller));
  }
}
