import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { followUpMethods, severities, type FollowUpMethod, type Severity } from '#domain/watch/watch.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class FollowUpBody {
  @IsCalendarDate() readonly followedUpOn!: string;
  @IsIn(followUpMethods) readonly method!: FollowUpMethod;
  @IsText(4000) readonly findings!: string;
  @IsIn(severities) readonly severity!: Severity;
  /** Income above the line, costs under control. */
  @IsBoolean() readonly stable!: boolean;
  /** Whether anybody of the household can work, where that is no longer as it was. */
  @IsOptional() @IsBoolean() readonly hasLabour?: boolean;
}

export class FollowUp extends WatchWish<FollowUpBody> {}

@CommandHandler(FollowUp)
export class FollowUpHandler implements ICommandHandler<FollowUp> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: FollowUp): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'watch:enter', ({ termsOn }) => ({
      type: 'FollowUp',
      data: { ...body, followUpMonths: termsOn(body.followedUpOn).rules.followUpMonths },
    }));
  }
}

@WatchRoute('follow-up')
export class FollowUpController {
  constructor(private readonly bus: CommandBus) {}

  /** 回访:how the household does now; the severity found sets the day of the next look. */
  @PostCommand('watch:enter')
  followUp(@HouseholdId() householdId: string, @Body() body: FollowUpBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new FollowUp(householdId, body, caller));
  }
}
