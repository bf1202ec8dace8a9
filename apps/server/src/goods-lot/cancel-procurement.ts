import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { completeCancellation } from '../platform/money/purchases.js';
import { IsText } from '../platform/text.js';
import { GoodsDesk } from './goods-desk.js';
import { GoodsRoute, GoodsWish, LotId, PostCommand } from './goods-route.js';

export class CancelProcurementBody {
  @IsCalendarDate() readonly cancelledOn!: string;
  /** The paper that ends the order. */
  @IsText(200) readonly document!: string;
}

export class CancelProcurement extends GoodsWish<CancelProcurementBody> {}

@CommandHandler(CancelProcurement)
export class CancelProcurementHandler implements ICommandHandler<CancelProcurement> {
  constructor(private readonly desk: GoodsDesk) {}

  execute(wish: CancelProcurement): Promise<Receipt> {
    return this.desk.act(wish, {
      permission: 'goods:buy',
      type: 'CancelProcurement',
      dataOf: () => ({ ...wish.body }),
      settle: (following) => completeCancellation(following, wish.lotId),
    });
  }
}

@GoodsRoute('cancel-procurement')
export class CancelProcurementController {
  constructor(private readonly bus: CommandBus) {}

  /** Gives an order up before anything came; the fund has its money back. */
  @PostCommand('goods:buy')
  cancel(@LotId() lotId: string, @Body() body: CancelProcurementBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CancelProcurement(lotId, body, caller));
  }
}
