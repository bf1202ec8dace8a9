import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import type { Donor } from '#domain/fund/fund.events';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';
import { donorKinds } from './fund.bodies.js';

export class ReturnAmountBody {
  @IsFen() readonly amountFen!: number;
  @IsCalendarDate() readonly returnedOn!: string;
  @IsText(100) readonly voucher!: string;
  /** Who gets it back. */
  @IsText(100) readonly payee!: string;
  /** Unless it is said to be an organisation's the name is kept and shown as a person's. */
  @IsOptional() @IsIn(donorKinds) readonly payeeKind?: Donor['kind'];
}

export class ReturnAmount extends FundWish<ReturnAmountBody> {}

@CommandHandler(ReturnAmount)
export class ReturnAmountHandler implements ICommandHandler<ReturnAmount> {
  constructor(private readonly desk: FundDesk) {}

  execute(wish: ReturnAmount): Promise<Receipt> {
    const { payeeKind = 'person', ...returned } = wish.body;
    return this.desk.act(wish, 'fund:keep', 'ReturnAmount', ({ context: { by, requestId } }) => ({
      ...returned,
      returnId: uuidFrom('return', by, requestId),
      ...(payeeKind === 'person' && { donorId: uuidFrom('payee', by, requestId) }),
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
