import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { addCounts, noRows } from '#domain/feed/feed-counts';
import { feedColumns } from '#domain/feed/feed-row';
import type { FeedCommand } from '#domain/feed/feed.commands';
import type { FaultyRow, FeedCounts, FeedFormat } from '#domain/feed/feed.events';
import type { KnownFeed } from '#domain/feed/feed.state';
import { feed as feedDecider } from '#domain/feed/feed';
import type { SheetRow } from '#domain/import/cells';
import type { Context } from '#domain/kernel/decider';
import { LogUnavailable, WrongExpectedRevision } from '#event-store/port';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { ReadStoreUnavailable } from '#read-store/port';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { Standings } from '../platform/monitoring/standings.js';
import { permissionsOf } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { FeedFolder, type UploadName } from './feed-folder.js';
import { FeedPages, type FeedInHand, type FeedPage } from './feed-pages.js';
import { takeRows, type FeedTable } from './feed-tables.js';
import { HearingInLog, HearingInVain, type Hearing } from './hearing.js';

const PAGE_ROWS = 1000;
const RETRIES = 5;
const RETRY_MS = 1000;
/** A dry run judges in memory, where what it heard stays until it is over. */
export const DRY_RUN_ROWS_MAX = 100_000;

/** What a dry run came to so far. */
export type Rehearsal = Readonly<{ counts: FeedCounts; faults: readonly FaultyRow[]; flagsByRule: Readonly<Record<string, number>> }>;

export const nothingYet: Rehearsal = { counts: noRows, faults: [], flagsByRule: {} };

/** What another try may mend: a store was away, or somebody else was first three times over. */
const isPassing = (error: unknown): boolean =>
  error instanceof LogUnavailable || error instanceof WrongExpectedRevision || error instanceof ReadStoreUnavailable;

const retried = async <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || attempt === RETRIES) throw error;
      await delay(RETRY_MS, undefined, { signal, ref: false }).catch(() => signal.throwIfAborted());
    }
  }
};

/** Pages of the rows after the first `done`, which were worked on before. */
async function* pagesAfter(done: number, rows: AsyncIterable<Pick<SheetRow, 'cells'>>): AsyncGenerator<FeedPage> {
  let seen = 0;
  let page: FeedPage & { rows: SheetRow['cells'][] } = { fromRow: done + 1, rows: [] };
  for await (const { cells } of rows) {
    seen += 1;
    if (seen <= done) continue;
    page.rows.push(cells);
    if (page.rows.length < PAGE_ROWS) continue;
    yield page;
    page = { fromRow: seen + 1, rows: [] };
  }
  if (page.rows.length > 0) yield page;
}

/** Reads one feed from the disk, page after page. */
@Injectable()
export class FeedRun {
  constructor(
    private readonly streams: Streams,
    private readonly standings: Standings,
    private readonly folder: FeedFolder,
    private readonly pages: FeedPages,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  tableOf({ mapping, feed: table }: Pick<FeedInHand, 'mapping' | 'feed'>, format: FeedFormat, upload: UploadName): FeedTable {
    return { format, parts: this.folder.parts(upload), columns: feedColumns(mapping), table };
  }

  /**
   * Hears all rows that no page was recorded of, and says that the feed is complete. `signal` ends it between two pages, with its
   * reason. @throws {Problem} where the file cannot be read on, `feed-sender-gone` @throws {Refusal} `feed-not-running`
   */
  async read(feed: KnownFeed, upload: UploadName, signal: AbortSignal): Promise<void> {
    this.requireSender(feed);
    await this.caughtUp(signal);
    const hearing = new HearingInLog(this.streams, this.directory);
    await takeRows(this.tableOf(feed, feed.format, upload), async (rows) => {
      for await (const page of pagesAfter(feed.counts.rows, rows)) {
        signal.throwIfAborted();
        await retried(() => this.readPage(feed, page, hearing), signal);
      }
    });
    await retried(() => this.record(feed, 'complete', { type: 'CompleteFeed', data: { attempt: feed.attempt } }), signal);
  }

  /** Gives a feed up that cannot be read on. */
  fail(feed: KnownFeed, code: string, details: Readonly<Record<string, unknown>>): Promise<unknown> {
    return this.record(feed, 'fail', { type: 'FailFeed', data: { attempt: feed.attempt, code, details } });
  }

  /** Judges all rows, writing nothing; `tell` hears how far it is. @throws {Problem} 413 `dry-run-too-long` */
  async rehearse(feed: FeedInHand, table: FeedTable, tell: (soFar: Rehearsal) => void, signal: AbortSignal): Promise<void> {
    await this.caughtUp(signal);
    const hearing = new HearingInVain(this.streams, this.directory);
    let soFar = nothingYet;
    await takeRows(table, async (rows) => {
      for await (const page of pagesAfter(0, rows)) {
        signal.throwIfAborted();
        if (page.fromRow > DRY_RUN_ROWS_MAX) throw new Problem(413, 'dry-run-too-long', { rowsMax: DRY_RUN_ROWS_MAX });
        const { counts, faults } = await retried(() => this.pages.work(feed, page, hearing), signal);
        soFar = { counts: addCounts(soFar.counts, counts), faults: [...soFar.faults, ...faults], flagsByRule: hearing.flagsByRule };
        tell(soFar);
      }
    });
  }

  private async readPage(feed: KnownFeed, page: FeedPage, hearing: Hearing): Promise<void> {
    const outcome = await this.pages.work(feed, page, hearing);
    const { fromRow, rows } = page;
    const data = { attempt: feed.attempt, fromRow, toRow: fromRow + rows.length - 1, ...outcome };
    await this.record(feed, `page ${fromRow}`, { type: 'RecordFeedPage', data });
  }

  /** Persons and files are looked up in views: they must know what the log knows now. */
  private async caughtUp(signal: AbortSignal): Promise<void> {
    for (;;) {
      try {
        return await this.standings.caughtUp();
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof Problem && error.code === 'view-behind')) throw error;
      }
    }
  }

  /** Rows are heard in the name of who sent them, while he may. @throws {Problem} 403 `feed-sender-gone` */
  private requireSender({ by, unitId }: KnownFeed): void {
    const account = this.directory.account(by);
    const tree = this.directory.unitTree();
    const mayRun = account?.roles.some(({ role, unit }) => permissionsOf[role].includes('feed:run') && tree.isWithin(unitId, unit));
    if (account?.status !== 'active' || !mayRun) throw new Problem(403, 'feed-sender-gone');
  }

  private record({ feedId, attempt, by, role, roleUnit: unit }: KnownFeed, what: string, command: FeedCommand): Promise<unknown> {
    const requestId = uuidFrom('feed', feedId, attempt, what);
    const context: Context = { at: this.clock.at(), today: this.clock.today(), by, role, unit, requestId, correlationId: feedId };
    return this.streams.handle(feedDecider, feedId, command, context);
  }
}
