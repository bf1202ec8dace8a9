import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Problem } from '../platform/problem.js';
import { IsText } from '../platform/text.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { inUnit } from './destinations.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';

export class TakeBackBody {
  /** The unit that allocated it. */
  @IsUnitCode() readonly toUnitId!: string;
  @IsFen() readonly amountFen!: number;
  @IsCalendarDate() readonly takenBackOn!: string;
  /** The paper that orders it. */
  @IsText(200) readonly document!: string;
}

export class TakeBack extends FundWish<TakeBackBody> {}

@CommandHandler(TakeBack)
export class TakeBackHandler implements ICommandHandler<TakeBack> {
  constructor(private readonly desk: FundDesk) {}

  execute(wish: TakeBack): Promise<Receipt> {
    const { toUnitId, amountFen, takenBackOn, document } = wish.body;
    return this.desk.send(wish, 'fund:allocate', ({ state }) => {
      // It is the unit that gave the money which takes it back.
      if (!wish.caller.roleIn('fund:allocate', toUnitId)) throw new Problem(403, 'permission-denied', { permission: 'fund:allocate' });
      return { kind: 'take_back', amountFen, document, sentOn: takenBackOn, to: inUnit(state, toUnitId) };
    });
  }
}

@FundRoute('take-back')
export class TakeBackController {
  constructor(private readonly bus: CommandBus) {}

  /** 收回:takes money that was allocated to this fund back to the unit that gave it. */
  @PostCommand('fund:allocate')
  takeBack(@FundId() fundId: string, @Body() body: TakeBackBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new TakeBack(fundId, body, caller));
  }
}
