import { Injectable } from '@nestjs/common';
import { noRows } from '#domain/feed/feed-counts';
import type { KnownFeed } from '#domain/feed/feed.state';
import { Refusal } from '#domain/kernel/refusal';
import type { PolicyVersion } from '#domain/policy/rules';
import type { FeedMapping } from '#domain/policy/watch-rules';
import { feedKinds, type FeedKind } from '#domain/watch/watch.terms';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';
import type { Permission } from '../platform/permissions.js';
import { Problem, notFound } from '../platform/problem.js';
import { FeedJobs, type FeedJob } from './feed-jobs.js';
import type { FeedProgressAnswer, FeedProgressState } from './feed.answers.js';

/** For which unit a file is taken in, and how it is read. */
export type FeedPlace = Readonly<{ unitId: string; mapping: FeedMapping; policyVersion: PolicyVersion }>;

const FEED_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const progressOfRehearsal = (feedId: string, { feed, startedAt: receivedAt, state, rehearsal, failure }: FeedJob): FeedProgressAnswer => ({
  feedId,
  feed: feed.feed,
  department: feed.department,
  unitId: feed.unitId,
  state,
  dryRun: true,
  by: feed.by,
  receivedAt,
  receivedOn: feed.receivedOn,
  counts: rehearsal?.counts ?? noRows,
  flagsByRule: rehearsal?.flagsByRule ?? {},
  ...(failure && { failure }),
});

/** While the log says that a feed runs, whoever works on it here knows better how. */
const stateOf = ({ status }: KnownFeed, job: FeedJob | undefined): FeedProgressState => {
  if (status !== 'running' || job === undefined) return status;
  return job.state === 'queued' || job.state === 'interrupted' ? job.state : 'running';
};

const progressOf = (known: KnownFeed, position: string, job: FeedJob | undefined): FeedProgressAnswer => {
  const { feedId, feed, department, unitId, by, receivedAt, receivedOn, counts, failure } = known;
  const about = { feedId, feed, department, unitId, by, receivedAt, receivedOn, counts };
  return { ...about, state: stateOf(known, job), dryRun: false, ...(failure && { failure }), position };
};

/** Where every use case on a feed comes by: finds it, and checks that the caller's units reach it. */
@Injectable()
export class FeedDesk {
  constructor(
    private readonly jobs: FeedJobs,
    private readonly directory: Directory,
  ) {}

  /** @throws {Problem} 404 where it is absent or out of reach */
  async progress(feedId: string, caller: Caller, permission: Permission = 'feed:read'): Promise<FeedProgressAnswer> {
    const found = await this.found(feedId);
    if (!caller.roleIn(permission, found.unitId)) throw notFound();
    return found;
  }

  /** A dry run of this server's; undefined where the id is another feed's. */
  rehearsal(feedId: string): FeedJob['rehearsal'] {
    return this.jobs.job(feedId)?.rehearsal;
  }

  /** Which attempt to read a feed counts. */
  async attemptOf(feedId: string): Promise<number> {
    const { state } = await this.jobs.stored(feedId);
    return state.status === 'absent' ? 0 : state.attempt;
  }

  /**
   * Where a file of a kind goes: the unit that is asked for, or else that of the caller's role, by the mapping in force there today.
   * @throws {Problem} 404 for a kind or a unit that does not exist or is out of reach @throws {Refusal} `no-watch-rules`, `feed-not-mapped`
   */
  placeFor(kind: string, wanted: string | undefined, caller: Caller): FeedPlace {
    const feed = feedKinds.find((known) => known === kind);
    if (!feed) throw notFound();
    const [held] = caller.rolesWith('feed:run');
    const unitId = wanted ?? held?.unit;
    if (unitId === undefined) throw new Problem(403, 'permission-denied', { permission: 'feed:run' });
    if (!this.directory.unit(unitId) || !caller.roleIn('feed:run', unitId)) throw notFound();
    return { unitId, ...this.mappingFor(feed, unitId, caller.request.today) };
  }

  private mappingFor(feed: FeedKind, unitId: string, today: string): Omit<FeedPlace, 'unitId'> {
    const { rules, policyVersion } = watchTermsFor(this.directory, unitId, today);
    const mapping = rules.feeds.find((each) => each.feed === feed);
    if (!mapping) throw new Refusal('feed-not-mapped', { feed, policyVersion });
    return { mapping, policyVersion };
  }

  private async found(feedId: string): Promise<FeedProgressAnswer> {
    if (!FEED_ID.test(feedId)) throw notFound();
    const job = this.jobs.job(feedId);
    if (job?.rehearsal) return progressOfRehearsal(feedId, job);
    const { state, receipt } = await this.jobs.stored(feedId);
    if (state.status === 'absent') throw notFound();
    return progressOf(state, receipt.position, job);
  }
}
