import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { FeedDesk } from './feed-desk.js';
import { FeedJobs } from './feed-jobs.js';
import { FeedProgressAnswer } from './feed.answers.js';

export class CancelFeed extends Command<FeedProgressAnswer> {
  constructor(
    readonly feedId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CancelFeed)
export class CancelFeedHandler implements ICommandHandler<CancelFeed> {
  constructor(
    private readonly desk: FeedDesk,
    private readonly jobs: FeedJobs,
  ) {}

  /** @throws {Problem} 404, 403 where the caller may only read @throws {Refusal} `feed-not-running` */
  async execute({ feedId, caller }: CancelFeed): Promise<FeedProgressAnswer> {
    const { unitId } = await this.desk.progress(feedId, caller);
    await this.jobs.cancel(feedId, caller.contextIn('feed:run', unitId));
    return this.desk.progress(feedId, caller);
  }
}

@ApiTags('feeds')
@Controller('feeds')
export class CancelFeedController {
  constructor(private readonly bus: CommandBus) {}

  /** Ends a feed between two pages. What was heard by then stays; the same file may be sent again. */
  @Post(':feedId/cancel')
  @HttpCode(200)
  @Can('feed:run')
  @ApiOkResponse({ type: FeedProgressAnswer })
  cancel(@Param('feedId') feedId: string, @From() caller: Caller): Promise<FeedProgressAnswer> {
    return this.bus.execute(new CancelFeed(feedId, caller));
  }
}
