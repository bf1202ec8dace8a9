import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class WithdrawSignalBody {
  @IsUUID('all') readonly signalId!: string;
  /** Why it was wrong. */
  @IsText(4000) readonly explanation!: string;
}

export class WithdrawSignal extends WatchWish<WithdrawSignalBody> {}

@CommandHandler(WithdrawSignal)
export class WithdrawSignalHandler implements ICommandHandler<WithdrawSignal> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: WithdrawSignal): Promise<Receipt> {
    return this.desk.act(wish, 'watch:enter', ({ file: { facts } }) => ({
      type: 'WithdrawSignal',
      data: { ...wish.body, principalPersonId: facts.principal.personId, unitId: facts.unitId },
    }));
  }
}

@WatchRoute('withdraw-signal')
export class WithdrawSignalController {
  constructor(private readonly bus: CommandBus) {}

  /** 更正:takes back something heard of the household; it counts in no later judgement. */
  @PostCommand('watch:enter')
  withdraw(@HouseholdId() householdId: string, @Body() body: WithdrawSignalBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new WithdrawSignal(householdId, body, caller));
  }
}
