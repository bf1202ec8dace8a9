import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class PassReviewBody {
  @IsCalendarDate() readonly reviewedOn!: string;
}

export class PassReview extends FileCommand<PassReviewBody> {}

@CommandHandler(PassReview)
export class PassReviewHandler implements ICommandHandler<PassReview> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: PassReview): Promise<Receipt> {
    return this.desk.act(wish, 'household:review', () => ({ type: 'PassReview', data: wish.body }));
  }
}

@FileRoute('pass-review')
export class PassReviewController {
  constructor(private readonly bus: CommandBus) {}

  /** 审核:passes the file on for approval. */
  @PostCommand('household:review')
  pass(@HouseholdId() householdId: string, @Body() body: PassReviewBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new PassReview(householdId, body, caller));
  }
}
