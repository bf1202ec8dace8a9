import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class CloseNoticeBody {
  @IsCalendarDate() readonly closedOn!: string;
}

export class CloseNotice extends FileCommand<CloseNoticeBody> {}

@CommandHandler(CloseNotice)
export class CloseNoticeHandler implements ICommandHandler<CloseNotice> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: CloseNotice): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'CloseNotice', data: wish.body }));
  }
}

@FileRoute('close-notice')
export class CloseNoticeController {
  constructor(private readonly bus: CommandBus) {}

  /** Takes the notice down, on the last of its days at the earliest. */
  @PostCommand('household:enter')
  close(@HouseholdId() householdId: string, @Body() body: CloseNoticeBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CloseNotice(householdId, body, caller));
  }
}
