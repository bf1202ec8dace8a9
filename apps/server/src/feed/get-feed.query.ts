import { Controller, Get, Param } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { FeedDesk } from './feed-desk.js';
import { FeedProgressAnswer } from './feed.answers.js';

export class GetFeed extends Query<FeedProgressAnswer> {
  constructor(
    readonly feedId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetFeed)
export class GetFeedHandler implements IQueryHandler<GetFeed> {
  constructor(private readonly desk: FeedDesk) {}

  execute({ feedId, caller }: GetFeed): Promise<FeedProgressAnswer> {
    return this.desk.progress(feedId, caller);
  }
}

@ApiTags('feeds')
@Controller('feeds')
export class GetFeedController {
  constructor(private readonly bus: QueryBus) {}

  /** How far a feed is, and what it came to. */
  @Get(':feedId')
  @Can('feed:read')
  @ApiOkResponse({ type: FeedProgressAnswer })
  get(@Param('feedId') feedId: string, @From() caller: Caller): Promise<FeedProgressAnswer> {
    return this.bus.execute(new GetFeed(feedId, caller));
  }
}
