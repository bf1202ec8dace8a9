import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { completeSupplierPayment } from '../platform/money/purchases.js';
import { IsText } from '../platform/text.js';
import { GoodsDesk } from './goods-desk.js';
import { GoodsRoute, GoodsWish, LotId, PostCommand } from './goods-route.js';

export class RecordSupplierPaymentBody {
  @IsCalendarDate() readonly paidOn!: string;
  @IsText(100) readonly voucher!: string;
}

export class RecordSupplierPayment extends GoodsWish<RecordSupplierPaymentBody> {}

@CommandHandler(RecordSupplierPayment)
export class RecordSupplierPaymentHandler implements ICommandHandler<RecordSupplierPayment> {
  constructor(private readonly desk: GoodsDesk) {}

  execute(wish: RecordSupplierPayment): Promise<Receipt> {
    return this.desk.act(wish, {
      permission: 'fund:keep',
      type: 'RecordSupplierPayment',
      dataOf: () => ({ ...wish.body }),
      settle: (following) => completeSupplierPayment(following, wish.lotId),
    });
  }
}

@GoodsRoute('record-supplier-payment')
export class RecordSupplierPaymentController {
  constructor(private readonly bus: CommandBus) {}

  /** The supplier has the price of what was delivered, by its voucher; the fund has paid it. */
  @PostCommand('fund:keep')
  pay(@LotId() lotId: string, @Body() body: RecordSupplierPaymentBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordSupplierPayment(lotId, body, caller));
  }
}
