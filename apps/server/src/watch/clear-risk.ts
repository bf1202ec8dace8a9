import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class ClearRiskBody {
  @IsCalendarDate() readonly clearedOn!: string;
  /** The costs that put the household at risk are paid or under control. */
  @IsBoolean() readonly costsSettled!: boolean;
  @IsText(4000) readonly explanation!: string;
}

export class ClearRisk extends WatchWish<ClearRiskBody> {}

@CommandHandler(ClearRisk)
export class ClearRiskHandler implements ICommandHandler<ClearRisk> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: ClearRisk): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'watch:decide', ({ termsOn }) => {
      const { rules, policyVersion } = termsOn(body.clearedOn);
      return { type: 'ClearRisk', data: { ...body, stableMonths: rules.stableMonths, policyVersion } };
    });
  }
}

@WatchRoute('clear-risk')
export class ClearRiskController {
  constructor(private readonly bus: CommandBus) {}

  /** 风险消除:ends the open case after as many stable months as the policy asks for, by somebody who entered nothing of it. */
  @PostCommand('watch:decide')
  clear(@HouseholdId() householdId: string, @Body() body: ClearRiskBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ClearRisk(householdId, body, caller));
  }
}
