import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class KeepUnderWatchBody {
  @IsCalendarDate() readonly reviewedOn!: string;
  @IsText(4000) readonly explanation!: string;
}

export class KeepUnderWatch extends WatchWish<KeepUnderWatchBody> {}

@CommandHandler(KeepUnderWatch)
export class KeepUnderWatchHandler implements ICommandHandler<KeepUnderWatch> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: KeepUnderWatch): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'watch:enter', ({ termsOn }) => ({
      type: 'KeepUnderWatch',
      data: { ...body, reviewMonths: termsOn(body.reviewedOn).rules.reviewMonths },
    }));
  }
}

@WatchRoute('keep-under-watch')
export class KeepUnderWatchController {
  constructor(private readonly bus: CommandBus) {}

  /** 持续监测:a case over a year old was looked at anew and is kept. */
  @PostCommand('watch:enter')
  keep(@HouseholdId() householdId: string, @Body() body: KeepUnderWatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new KeepUnderWatch(householdId, body, caller));
  }
}
