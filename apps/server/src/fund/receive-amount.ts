import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { fundTypes, type FundType } from '#domain/fund/fund.terms';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { OptionalNested } from '../platform/nested.js';
import { IsText } from '../platform/text.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';
import { DonorBody, FundConditionsBody } from './fund.bodies.js';

export class ReceiveAmountBody {
  /** 资金性质:how it was raised. */
  @IsIn(fundTypes) readonly fundType!: FundType;
  @IsFen() readonly amountFen!: number;
  @IsText(100) readonly voucher!: string;
  @IsCalendarDate() readonly receivedOn!: string;
  @OptionalNested(() => DonorBody) readonly donor?: DonorBody;
  @OptionalNested(() => FundConditionsBody) readonly conditions?: FundConditionsBody;
}

export class ReceiveAmount extends FundWish<ReceiveAmountBody> {}

@CommandHandler(ReceiveAmount)
export class ReceiveAmountHandler implements ICommandHandler<ReceiveAmount> {
  constructor(private readonly desk: FundDesk) {}

  execute(wish: ReceiveAmount): Promise<Receipt> {
    const { donor, conditions, ...received } = wish.body;
    return this.desk.act(wish, 'fund:keep', 'ReceiveAmount', ({ context: { by, requestId } }) => ({
      ...received,
      receiptId: uuidFrom('receipt', by, requestId),
      // Two gifts may be two people's with one name: each keeps a key of its own.
      ...(donor && { donor: { ...donor, donorId: uuidFrom('donor', by, requestId) } }),
      ...(conditions && { conditions: { ...conditions } }),
    }));
  }
}

@FundRoute('receive-amount')
export class ReceiveAmountController {
  constructor(private readonly bus: CommandBus) {}

  /** 收入:books money that came in, with its voucher and, for a gift, who gave it and what he asked for. */
  @PostCommand('fund:keep')
  receive(@FundId() fundId: string, @Body() body: ReceiveAmountBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReceiveAmount(fundId, body, caller));
  }
}
