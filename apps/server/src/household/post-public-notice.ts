import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsString, MaxLength, MinLength } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { noticeEndsOn } from '../platform/working-days.js';
import { HouseholdDesk } from './household-desk.js';

export class PostPublicNoticeBody {
  @IsCalendarDate() readonly postedOn!: string;
  /** Where it hangs. */
  @IsString() @MinLength(1) @MaxLength(100) readonly place!: string;
}

export class PostPublicNotice extends Command<Receipt> {
  constructor(
    readonly householdId: string,
    readonly body: PostPublicNoticeBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

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

@ApiTags('households')
@Controller('households/:householdId/post-public-notice')
export class PostPublicNoticeController {
  constructor(private readonly bus: CommandBus) {}

  /** 公示:puts the notice up for the days the policy asks for. */
  @Post()
  @HttpCode(200)
  @Can('household:enter')
  @ApiOkResponse({ type: ReceiptAnswer })
  post(@Param('householdId') householdId: string, @Body() body: PostPublicNoticeBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new PostPublicNotice(householdId, body, caller));
  }
}
