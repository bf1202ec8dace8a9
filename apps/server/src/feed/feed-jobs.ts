import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { feed } from '#domain/feed/feed';
import type { FeedFormat } from '#domain/feed/feed.events';
import type { FeedState, KnownFeed } from '#domain/feed/feed.state';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import type { PolicyVersion } from '#domain/policy/rules';
import type { FeedMapping } from '#domain/policy/watch-rules';
import { uuidFrom } from '#event-store/request';
import { Streams, type Loaded } from '#event-store/streams';
import { Problem } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { FeedFolder, type KeptUpload, type Spooled } from './feed-folder.js';
import type { FeedInHand } from './feed-pages.js';
import { FeedRun, nothingYet, type Rehearsal } from './feed-run.js';
import { requireReadable } from './feed-tables.js';

/** A department's file on the disk, with all that says how it is to be read. */
export type FeedOffer = Readonly<{
  unitId: string;
  mapping: FeedMapping;
  policyVersion: PolicyVersion;
  format: FeedFormat;
  upload: Spooled;
  context: Context;
}>;

/** Work on a feed that this server does, or has done since it started. Of a dry run all there is to know. */
export type FeedJob = {
  readonly feed: FeedInHand;
  readonly startedAt: string;
  readonly ending: AbortController;
  state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed' | 'interrupted';
  /** What a dry run came to so far; absent where it is none. */
  rehearsal?: Rehearsal;
  failure?: Readonly<{ code: string; details: Readonly<Record<string, unknown>> }>;
};

const JOBS_WAITING_MAX = 20;
/** Jobs that are over are remembered for whoever still watches a dry run; what counts is in the log. */
const JOBS_OVER_KEPT = 50;

const CANCELLED = new Problem(409, 'feed-cancelled');
const STOPPING = new Problem(503, 'feed-interrupted');

const isOver = ({ state }: FeedJob): boolean => state !== 'queued' && state !== 'running';

/** The same content for the same unit is the same feed, however often it is sent and by whom. */
const feedIdOf = ({ mapping, unitId, upload: { contentDigest } }: FeedOffer): string =>
  uuidFrom('feed', mapping.feed, unitId, contentDigest);

const inHand = (feedId: string, { mapping, unitId, context }: FeedOffer): FeedInHand => {
  const { by, role, unit: roleUnit, today: receivedOn } = context;
  return { feedId, feed: mapping.feed, department: mapping.department, unitId, receivedOn, mapping, by, role, roleUnit };
};

/** Why a feed will never be read to its end; undefined where another start may go on with it. */
const failureOf = (error: unknown): FeedJob['failure'] => {
  if (error instanceof Refusal) return { code: error.code, details: error.details };
  const isFinal = error instanceof Problem && (error.status < 500 || error.code === 'upload-unreadable');
  return isFinal ? { code: error.code, details: error.details } : undefined;
};

/**
 * Feeds that were sent to the server, one after the other. A file is on the disk before it is acknowledged and stays there until its
 * feed is over, so a server that was killed goes on with it after the last page that was recorded.
 */
@Injectable()
export class FeedJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Feeds');
  private readonly jobs = new Map<string, FeedJob>();
  private readonly stopping = new AbortController();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly run: FeedRun,
    private readonly folder: FeedFolder,
    private readonly streams: Streams,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Goes on with what was not finished. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.roles.includes('api')) return;
    for (const upload of await this.folder.kept()) {
      await this.resume(upload).catch((error: unknown) => this.logger.error({ ...upload, err: error }, 'a feed cannot be gone on with'));
    }
  }

  /** Ends the work under way between two pages; the files stay for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const { ending } of this.jobs.values()) ending.abort(STOPPING);
    await this.last;
  }

  /** @throws {Problem} 429 `too-many-feeds` */
  requireRoom(): void {
    const waiting = [...this.jobs.values()].filter((job) => !isOver(job)).length;
    if (waiting >= JOBS_WAITING_MAX) throw new Problem(429, 'too-many-feeds', { waiting });
  }

  /**
   * Takes a file over from whoever spooled it, and answers its feed once it would survive a crash. The same file again changes
   * nothing. @throws {Problem} where the file cannot be read; nothing is written then, and the file is gone.
   */
  async begin(offer: FeedOffer): Promise<string> {
    const feedId = feedIdOf(offer);
    try {
      this.requireRoom();
      await this.requireReadable(offer);
      const known = await this.stored(feedId);
      if (this.isUnderWay(feedId) || known.state.status === 'completed') await this.folder.discard(offer.upload);
      else await this.receive(feedId, offer);
      return feedId;
    } catch (error) {
      await this.folder.discard(offer.upload);
      throw error;
    }
  }

  /** Judges a file without writing anything; its result is remembered for a while. @returns the id to ask for it. */
  async rehearse(offer: FeedOffer): Promise<string> {
    try {
      this.requireRoom();
      await this.requireReadable(offer);
    } catch (error) {
      await this.folder.discard(offer.upload);
      throw error;
    }
    const rehearsalId = randomUUID();
    const job = this.enter(rehearsalId, inHand(feedIdOf(offer), offer), offer.context.at, nothingYet);
    this.enqueue(job, async () => {
      const tell = (soFar: Rehearsal) => void (job.rehearsal = soFar);
      const table = this.run.tableOf(job.feed, offer.format, offer.upload);
      await this.run.rehearse(job.feed, table, tell, job.ending.signal).finally(() => this.folder.discard(offer.upload));
    });
    return rehearsalId;
  }

  /** Work of this server's lifetime; undefined where there is none. */
  job(feedId: string): FeedJob | undefined {
    return this.jobs.get(feedId);
  }

  /** The feed as the log knows it. */
  stored(feedId: string): Promise<Loaded<FeedState>> {
    return this.streams.load(feed, feedId);
  }

  /** Records that somebody stops the feed, and resolves once no more of it is read here. @throws {Refusal} `feed-unknown`, `feed-not-running` */
  async cancel(feedId: string, context: Context): Promise<void> {
    const job = this.jobs.get(feedId);
    if (!job?.rehearsal) await this.streams.handle(feed, feedId, { type: 'CancelFeed', data: {} }, context);
    if (!job) return;
    job.ending.abort(CANCELLED);
    while (!isOver(job)) await delay(20);
  }

  private isUnderWay(feedId: string): boolean {
    const job = this.jobs.get(feedId);
    return job !== undefined && !isOver(job);
  }

  private requireReadable({ mapping, format, upload }: FeedOffer): Promise<void> {
    return requireReadable(this.run.tableOf({ mapping, feed: mapping.feed }, format, upload));
  }

  private async receive(feedId: string, { upload, context, ...offer }: FeedOffer): Promise<void> {
    const kept = await this.folder.keep(upload, feedId);
    try {
      const { feed: kind, department } = offer.mapping;
      const { contentDigest } = upload;
      const data = { feedId, feed: kind, department, contentDigest, receivedOn: context.today, ...offer };
      await this.streams.handle(feed, feedId, { type: 'ReceiveFeed', data }, context);
      await this.resume(kept);
    } catch (error) {
      await this.folder.discard(kept);
      throw error;
    }
  }

  /** Where the log does not say that the feed is under way, its file waits for nothing. */
  private async resume(upload: KeptUpload): Promise<void> {
    const { state } = await this.stored(upload.feedId);
    if (state.status !== 'running' || this.isUnderWay(upload.feedId)) return this.folder.discard(upload);
    const job = this.enter(upload.feedId, state, state.receivedAt);
    this.enqueue(job, () => this.readToEnd(upload, job));
  }

  private enter(id: string, inHandOf: FeedInHand, startedAt: string, rehearsal?: Rehearsal): FeedJob {
    const job: FeedJob = {
      feed: inHandOf,
      startedAt,
      ending: new AbortController(),
      state: 'queued',
      ...(rehearsal && { rehearsal }),
    };
    this.jobs.delete(id);
    this.jobs.set(id, job);
    const over = [...this.jobs].filter(([, each]) => isOver(each));
    for (const [old] of over.slice(0, Math.max(0, over.length - JOBS_OVER_KEPT))) this.jobs.delete(old);
    return job;
  }

  private enqueue(job: FeedJob, work: () => Promise<void>): void {
    this.last = this.last.then(() => (this.stopping.signal.aborted ? undefined : this.perform(job, work)));
  }

  private async perform(job: FeedJob, work: () => Promise<void>): Promise<void> {
    const { feedId, feed: kind } = job.feed;
    job.state = 'running';
    try {
      await work();
      job.state = 'completed';
      this.logger.log({ feedId, kind, dryRun: job.rehearsal !== undefined }, 'feed read');
    } catch (error) {
      this.endEarly(job, error);
    }
  }

  private endEarly(job: FeedJob, error: unknown): void {
    const failure = failureOf(error);
    if (error === CANCELLED) job.state = 'cancelled';
    else if (error === STOPPING || !failure) job.state = 'interrupted';
    else Object.assign(job, { state: 'failed', failure });
    if (job.state === 'interrupted' && error !== STOPPING) {
      this.logger.error(
        { feedId: job.feed.feedId, err: error },
        'feed interrupted; it goes on at the next start, or when it is sent again',
      );
    }
  }

  /** The pages, the event, and only then the file goes: cut off anywhere, it is gone on with to the same end. */
  private async readToEnd(upload: KeptUpload, { ending: { signal } }: FeedJob): Promise<void> {
    const { state } = await this.stored(upload.feedId);
    if (state.status === 'absent') throw new Refusal('feed-unknown');
    try {
      signal.throwIfAborted();
      await this.run.read(state, upload, signal);
    } catch (error) {
      await this.giveUp(state, upload, error);
      throw error;
    }
    await this.folder.discard(upload);
  }

  /** What can be gone on with stays where it is. */
  private async giveUp(known: KnownFeed, upload: KeptUpload, error: unknown): Promise<void> {
    const failure = error === CANCELLED ? undefined : failureOf(error);
    if (failure) await this.run.fail(known, failure.code, failure.details);
    if (failure || error === CANCELLED) await this.folder.discard(upload);
  }
}
