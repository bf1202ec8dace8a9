import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';

export class ReturnAmountBody {
  @IsFen() readonly amountFen!: number;
  @IsCalendarDate() readonly returnedOn!: string;
  @IsText(100) readonly voucher!: string;
  /** Who gets it back. */
  @IsText(100) readonly payee!: string;
}

export class ReturnAmount extends FundWish<ReturnAmountBody> {}

@CommandHandler(ReturnAmount)
export class ReturnAmountHandler implements ICommandHandler<ReturnAmount> {
  constructor(private readonly desk: FundDesk) {}

  execute(wish: ReturnAmount): Promise<Receipt> {
    return this.desk.act(wish, 'fund:keep', 'ReturnAmount', ({ context: { by, requestId } }) => ({
      ...wish.body,
      returnId: uuidFrom('return', by, requestId),
      // Whoever gets it back may be a person: the name is sealed under a key of its own.
      donorId: uuidFrom('payee', by, requestId),
    }));
  }
}

@FundRoute('return-amount')
export class ReturnAmountController {
  constructor(private readonly bus: CommandBus) {}

  /** 退回:gives money back to where it came from. */
  @PostCommand('fund:keep')
  giveBack(@FundId() fundId: string, @Body() body: ReturnAmountBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReturnAmount(fundId, body, caller));
  }
}
