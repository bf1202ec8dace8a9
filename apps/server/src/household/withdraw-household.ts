import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { withdrawalReasons, type WithdrawalReason } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class WithdrawHouseholdBody {
  @IsCalendarDate() readonly withdrawnOn!: string;
  @IsIn(withdrawalReasons) readonly reasonKind!: WithdrawalReason;
  /** Needed where the ground is not in the file itself. */
  @IsOptional() @IsText(4000) readonly explanation?: string;
}

export class WithdrawHousehold extends FileCommand<WithdrawHouseholdBody> {}

@CommandHandler(WithdrawHousehold)
export class WithdrawHouseholdHandler implements ICommandHandler<WithdrawHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: WithdrawHousehold): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', () => ({ type: 'WithdrawHousehold', data: wish.body }));
  }
}

@FileRoute('withdraw-household')
export class WithdrawHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 退档:withdraws a file that should not have been registered, or should not stay so. */
  @PostCommand('household:decide')
  withdraw(@HouseholdId() householdId: string, @Body() body: WithdrawHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new WithdrawHousehold(householdId, body, caller));
  }
}
