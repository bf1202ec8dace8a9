import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { noticeEndsOn } from '../platform/working-days.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class PostPublicNoticeBody {
  @IsCalendarDate() readonly postedOn!: string;
  /** Where it hangs. */
  @IsText(100) readonly place!: string;
}

export class PostPublicNotice extends FileCommand<PostPublicNoticeBody> {}

@CommandHandler(PostPublicNotice)
export class PostPublicNoticeHandler implements ICommandHandler<PostPublicNotice> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: PostPublicNotice): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ rulesOn }) => {
      const endsOn = noticeEndsOn(body.postedOn, rulesOn(body.postedOn).rules);
      return { type: 'PostPublicNotice', data: { ...body, endsOn } };
    });
  }
}

@FileRoute('post-public-notice')
export class PostPublicNoticeController {
  constructor(private readonly bus: CommandBus) {}

  /** 公示:puts the notice up for the days the policy asks for. */
  @PostCommand('household:enter')
  post(@HouseholdId() householdId: string, @Body() body: PostPublicNoticeBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new PostPublicNotice(householdId, body, caller));
  }
}
