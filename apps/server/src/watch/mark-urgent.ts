import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class MarkUrgentBody {
  @IsCalendarDate() readonly markedOn!: string;
  @IsText(4000) readonly explanation!: string;
}

export class MarkUrgent extends WatchWish<MarkUrgentBody> {}

@CommandHandler(MarkUrgent)
export class MarkUrgentHandler implements ICommandHandler<MarkUrgent> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: MarkUrgent): Promise<Receipt> {
    return this.desk.act(wish, 'watch:enter', () => ({ type: 'MarkUrgent', data: wish.body }));
  }
}

@WatchRoute('mark-urgent')
export class MarkUrgentController {
  constructor(private readonly bus: CommandBus) {}

  /** 列为紧急:measures may be planned and delivered before the visit, which stays due. */
  @PostCommand('watch:enter')
  mark(@HouseholdId() householdId: string, @Body() body: MarkUrgentBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new MarkUrgent(householdId, body, caller));
  }
}
