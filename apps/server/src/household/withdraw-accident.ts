import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { EmptyBody } from './empty.body.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class WithdrawAccident extends FileCommand<EmptyBody> {}

@CommandHandler(WithdrawAccident)
export class WithdrawAccidentHandler implements ICommandHandler<WithdrawAccident> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: WithdrawAccident): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'WithdrawAccident', data: {} }));
  }
}

@FileRoute('withdraw-accident')
export class WithdrawAccidentController {
  constructor(private readonly bus: CommandBus) {}

  /** Takes back an accident that was recorded by mistake. */
  @PostCommand('household:enter')
  withdraw(@HouseholdId() householdId: string, @Body() body: EmptyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new WithdrawAccident(householdId, body, caller));
  }
}
