import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ResubmitApplicationBody {
  @IsCalendarDate() readonly resubmittedOn!: string;
}

export class ResubmitApplication extends FileCommand<ResubmitApplicationBody> {}

@CommandHandler(ResubmitApplication)
export class ResubmitApplicationHandler implements ICommandHandler<ResubmitApplication> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ResubmitApplication): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'ResubmitApplication', data: wish.body }));
  }
}

@FileRoute('resubmit-application')
export class ResubmitApplicationController {
  constructor(private readonly bus: CommandBus) {}

  /** Hands a returned file in again. */
  @PostCommand('household:enter')
  resubmit(@HouseholdId() householdId: string, @Body() body: ResubmitApplicationBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ResubmitApplication(householdId, body, caller));
  }
}
