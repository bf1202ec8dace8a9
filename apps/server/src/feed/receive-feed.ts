import { Controller, HttpCode, Inject, Param, Post, Query as QueryOf, Req } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiAcceptedResponse, ApiBody, ApiConsumes, ApiParam, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { feedKinds } from '#domain/watch/watch.terms';
import type { FeedFormat } from '#domain/feed/feed.events';
import { From, type Caller } from '../platform/caller.js';
import { TAKES_FORM } from '../platform/front-door.js';
import { Can } from '../platform/permissions.js';
import { Flag, UnitCode } from '../platform/query-fields.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { FeedDesk, type FeedPlace } from './feed-desk.js';
import { FeedFolder, type Spooled } from './feed-folder.js';
import { spoolForm } from './feed-form.js';
import { FeedJobs } from './feed-jobs.js';
import { FeedProgressAnswer } from './feed.answers.js';

/** How a feed is to be taken in. */
export class FeedQuery {
  /** For households of this unit and those below; by default the unit of the caller's role. */
  @UnitCode() readonly unit?: string;
  /** Counts what would happen and writes nothing. */
  @Flag() readonly dryRun: boolean = false;
}

/** What is on the disk, and how it is to be read. */
export type Received = FeedPlace & Readonly<{ upload: Spooled; format: FeedFormat; dryRun: boolean }>;

export class ReceiveFeed extends Command<FeedProgressAnswer> {
  constructor(
    readonly received: Received,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReceiveFeed)
export class ReceiveFeedHandler implements ICommandHandler<ReceiveFeed> {
  constructor(
    private readonly jobs: FeedJobs,
    private readonly desk: FeedDesk,
  ) {}

  async execute({ received: { dryRun, ...offer }, caller }: ReceiveFeed): Promise<FeedProgressAnswer> {
    const context = caller.contextIn('feed:run', offer.unitId);
    const feedId = await (dryRun ? this.jobs.rehearse({ ...offer, context }) : this.jobs.begin({ ...offer, context }));
    return this.desk.progress(feedId, caller, 'feed:run');
  }
}

const FORM = {
  schema: {
    type: 'object',
    properties: {
      file: {
        type: 'string',
        format: 'binary',
        description: 'CSV in UTF-8 or GBK, or XLSX, with the columns that the policy in force maps',
      },
    },
    required: ['file'],
  },
};

@ApiTags('feeds')
@Controller('feeds')
export class ReceiveFeedController {
  constructor(
    private readonly bus: CommandBus,
    private readonly desk: FeedDesk,
    private readonly jobs: FeedJobs,
    private readonly folder: FeedFolder,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /**
   * 部门数据: takes a department's file in; its rows are heard afterwards, page by page. A file that lacks columns is refused, and
   * nothing is written. The same file again changes nothing and answers what is known.
   */
  @Post(':kind')
  @HttpCode(202)
  @Can('feed:run')
  @RouteConfig(TAKES_FORM)
  @ApiParam({ name: 'kind', enum: feedKinds })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FORM)
  @ApiAcceptedResponse({ type: FeedProgressAnswer })
  async receive(
    @Param('kind') kind: string,
    @QueryOf() { unit, dryRun }: FeedQuery,
    @Req() request: FastifyRequest,
    @From() caller: Caller,
  ): Promise<FeedProgressAnswer> {
    // Nobody's file is taken to the disk for a unit that he does not reach, or where too many wait already.
    const place = this.desk.placeFor(kind, unit, caller);
    this.jobs.requireRoom();
    const { upload, format } = await spoolForm(request, this.folder, this.settings);
    return this.bus.execute(new ReceiveFeed({ ...place, upload, format, dryRun }, caller));
  }
}
