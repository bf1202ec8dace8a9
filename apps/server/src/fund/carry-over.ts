import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { inNextYear } from './destinations.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';

export class CarryOverBody {
  @IsFen() readonly amountFen!: number;
  @IsCalendarDate() readonly carriedOverOn!: string;
  /** The paper that allows it. */
  @IsText(200) readonly document!: string;
}

export class CarryOver extends FundWish<CarryOverBody> {}

@CommandHandler(CarryOver)
export class CarryOverHandler implements ICommandHandler<CarryOver> {
  constructor(private readonly desk: FundDesk) {}

  execute(wish: CarryOver): Promise<Receipt> {
    const { amountFen, carriedOverOn, document } = wish.body;
    return this.desk.send(wish, 'fund:keep', ({ state }) => ({
      ...{ kind: 'carry_over', amountFen, document, sentOn: carriedOverOn },
      to: inNextYear(state),
    }));
  }
}

@FundRoute('carry-over')
export class CarryOverController {
  constructor(private readonly bus: CommandBus) {}

  /** 结转:takes unspent money on into the fund of the year after, where the source allows it. */
  @PostCommand('fund:keep')
  carryOver(@FundId() fundId: string, @Body() body: CarryOverBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CarryOver(fundId, body, caller));
  }
}
