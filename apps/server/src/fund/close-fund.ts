import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';

export class CloseFundBody {
  @IsCalendarDate() readonly closedOn!: string;
}

export class CloseFund extends FundWish<CloseFundBody> {}

@CommandHandler(CloseFund)
export class CloseFundHandler implements ICommandHandler<CloseFund> {
  constructor(private readonly desk: FundDesk) {}

  execute({ fundId, caller, body }: CloseFund): Promise<Receipt> {
    return this.desk.act({ fundId, caller, body: {} }, 'fund:keep', 'CloseFund', () => body);
  }
}

@FundRoute('close')
export class CloseFundController {
  constructor(private readonly bus: CommandBus) {}

  /** Closes a fund that is used up: nothing more comes in. */
  @PostCommand('fund:keep')
  close(@FundId() fundId: string, @Body() body: CloseFundBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CloseFund(fundId, body, caller));
  }
}
