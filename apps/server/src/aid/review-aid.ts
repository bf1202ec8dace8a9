import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class ReviewAidBody {
  @IsCalendarDate() readonly reviewedOn!: string;
}

export class ReviewAid extends AidWish<ReviewAidBody> {}

@CommandHandler(ReviewAid)
export class ReviewAidHandler implements ICommandHandler<ReviewAid> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: ReviewAid): Promise<Receipt> {
    return this.desk.act(wish, 'aid:review', { type: 'ReviewAid', data: wish.body });
  }
}

@AidRoute('pass-review')
export class ReviewAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 审核:the proposal is in order; those who decide come next. */
  @PostCommand('aid:review')
  review(@AidId() aidId: string, @Body() body: ReviewAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReviewAid(aidId, body, caller));
  }
}
