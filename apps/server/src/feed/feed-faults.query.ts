import { Controller, Get, Param, Query as QueryOf, type StreamableFile } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { feedFaults, type FeedFaultRow } from '#read-models/feed-faults/feed-faults';
import { From, type Caller } from '../platform/caller.js';
import { AfterQuery, PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { ApiSheet, csvAttachment, pagesOf } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';
import { FeedDesk } from './feed-desk.js';
import { feedFaultSheet } from './feed-fault-sheet.js';
import { FeedFaultPageAnswer, type FeedFaultAnswer } from './feed.answers.js';

export class ListFeedFaults extends Query<FeedFaultPageAnswer> {
  constructor(
    readonly feedId: string,
    readonly page: PageQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

export class ExportFeedFaults extends Query<AsyncIterable<readonly FeedFaultAnswer[]>> {
  constructor(
    readonly feedId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

const BY_ROW = { field: 'row', direction: 'asc' } as const;

const shown = ({ row, code, column }: FeedFaultRow): FeedFaultAnswer => ({ row, code, ...(column !== undefined && { column }) });

const whereOf = (feedId: string, attempt: number) => ({ feedId: { eq: feedId }, attempt: { eq: attempt } });

/** A dry run's faults are in memory; the cursor is the last row that was shown. */
const pageOfRehearsal = (faults: readonly FeedFaultAnswer[], { limit, cursor = '0' }: PageQuery): FeedFaultPageAnswer => {
  const left = faults.filter(({ row }) => row > Number(cursor));
  const rows = left.slice(0, limit);
  return { rows, ...(left.length > limit && { next: String(rows.at(-1)?.row) }) };
};

@QueryHandler(ListFeedFaults)
export class ListFeedFaultsHandler implements IQueryHandler<ListFeedFaults> {
  constructor(
    private readonly desk: FeedDesk,
    private readonly views: Views,
  ) {}

  async execute({ feedId, page, caller }: ListFeedFaults): Promise<FeedFaultPageAnswer> {
    await this.desk.progress(feedId, caller);
    const rehearsal = this.desk.rehearsal(feedId);
    if (rehearsal) return pageOfRehearsal(rehearsal.faults, page);
    const faults = await this.views.of(feedFaults.collection, page.after);
    const where = whereOf(feedId, await this.desk.attemptOf(feedId));
    const { rows, ...next } = await faults.find({ where, sort: BY_ROW, limit: page.limit, ...page.cursorPart() });
    return { rows: rows.map(shown), ...next };
  }
}

@QueryHandler(ExportFeedFaults)
export class ExportFeedFaultsHandler implements IQueryHandler<ExportFeedFaults> {
  constructor(
    private readonly desk: FeedDesk,
    private readonly views: Views,
  ) {}

  /** What may refuse refuses before the first byte is sent. */
  async execute({ feedId, after, caller }: ExportFeedFaults): Promise<AsyncIterable<readonly FeedFaultAnswer[]>> {
    await this.desk.progress(feedId, caller);
    const rehearsal = this.desk.rehearsal(feedId);
    if (rehearsal) return onePage(rehearsal.faults);
    const faults = await this.views.of(feedFaults.collection, after);
    const where = whereOf(feedId, await this.desk.attemptOf(feedId));
    return (async function* () {
      for await (const rows of pagesOf(faults, { where, sort: BY_ROW })) yield rows.map(shown);
    })();
  }
}

async function* onePage<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows);
}

@ApiTags('feeds')
@Controller('feeds/:feedId')
export class FeedFaultsController {
  constructor(private readonly bus: QueryBus) {}

  /** The rows that were refused, in their order, a page at a time. */
  @Get('faults')
  @Can('feed:read')
  @ApiOkResponse({ type: FeedFaultPageAnswer })
  list(@Param('feedId') feedId: string, @QueryOf() page: PageQuery, @From() caller: Caller): Promise<FeedFaultPageAnswer> {
    return this.bus.execute(new ListFeedFaults(feedId, page, caller));
  }

  /** The same as CSV in UTF-8, to send back to the department. */
  @Get('faults.csv')
  @Can('feed:read')
  @ApiSheet('csv', 'a row for each refused row')
  async export(@Param('feedId') feedId: string, @QueryOf() { after }: AfterQuery, @From() caller: Caller): Promise<StreamableFile> {
    const pages = await this.bus.execute(new ExportFeedFaults(feedId, after, caller));
    return csvAttachment(feedFaultSheet, pages, `feed-faults-${feedId}`);
  }
}
