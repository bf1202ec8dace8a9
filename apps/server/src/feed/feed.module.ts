import { Module } from '@nestjs/common';
import { CancelFeedController, CancelFeedHandler } from './cancel-feed.js';
import { FeedDesk } from './feed-desk.js';
import { ExportFeedFaultsHandler, FeedFaultsController, ListFeedFaultsHandler } from './feed-faults.query.js';
import { FeedFolder } from './feed-folder.js';
import { FeedJobs } from './feed-jobs.js';
import { FeedPages } from './feed-pages.js';
import { FeedRun } from './feed-run.js';
import { GetFeedController, GetFeedHandler } from './get-feed.query.js';
import { ListFeedsController, ListFeedsHandler } from './list-feeds.query.js';
import { ReceiveFeedController, ReceiveFeedHandler } from './receive-feed.js';
import { ReceiveRowsController } from './receive-rows.js';

/** 部门数据: what departments send, taken in row by row. */
@Module({
  controllers: [
    CancelFeedController,
    FeedFaultsController,
    GetFeedController,
    ListFeedsController,
    ReceiveFeedController,
    ReceiveRowsController,
  ],
  providers: [
    ...[CancelFeedHandler, ExportFeedFaultsHandler, GetFeedHandler, ListFeedFaultsHandler, ListFeedsHandler, ReceiveFeedHandler],
    ...[FeedDesk, FeedFolder, FeedJobs, FeedPages, FeedRun],
  ],
})
export class FeedModule {}
