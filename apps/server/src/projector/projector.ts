import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { AnyView } from '#read-models/registry';
import type { Lease, ReadStore } from '#read-store/port';
import { pause } from '../platform/leases.js';
import type { Progress } from '../platform/progress.js';
import { BATCH_EVENTS, BuildGroup, type OnStop } from './build-group.js';
import { openBuilds, type OpenBuild } from './builds.js';
import { whileLeading } from './leadership.js';

const RETRY_MS = 500;
const LONGEST_RETRY_MS = 10_000;

export type ProjectorOptions = Readonly<{
  events: EventStore;
  store: ReadStore;
  views: readonly AnyView[];
  progress: Progress;
  /** How long to stand by before asking for the lease again, and after a failure; doubled with each failure in a row. */
  retryMs?: number;
}>;

/**
 * Follows the log and keeps the views. One instance is active at a time, by a lease; others stand by. A view whose version is
 * not the one that queries see is built beside it from the beginning, and shown once it has caught up.
 */
export class Projector {
  private readonly logger = new Logger('Projector');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ProjectorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { store, progress, retryMs = RETRY_MS } = this.options;
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted;) {
      try {
        const led = await whileLeading(store, this.owner, signal, (lease, held) => this.lead(lease, held));
        failures = 0;
        if (!led) await pause(retryMs, signal);
      } catch (error) {
        progress.interruption();
        this.logger.error({ err: error }, 'projector interrupted; it goes on from its checkpoints');
        await pause(Math.min(retryMs * 2 ** failures, LONGEST_RETRY_MS), signal);
        failures += 1;
      } finally {
        progress.standBy();
      }
    }
  }

  private async lead(lease: Lease, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { progress, store, views } = this.options;
      const builds = await openBuilds(store, views);
      for (const { folding, shown } of builds) if (shown) progress.keep(folding.name, folding.build, folding.checkpoint);
      const behind = builds.filter(({ folding, shown }) => !shown && !progress.isStopped(folding.name));
      if (behind.length === 0) await this.follow(lease, this.groupOf(builds), signal);
      else await this.replace(lease, builds, signal);
    }
  }

  /** Builds what is behind while the others go on; then, for the moment of the switch, all stand still. */
  private async replace(lease: Lease, builds: readonly OpenBuild[], signal: AbortSignal): Promise<void> {
    const { events, store } = this.options;
    const beside = this.groupOf(builds.filter(({ shown }) => !shown));
    this.logger.log({ builds: beside.foldings.map(({ build }) => build) }, 'views are built anew beside the ones shown');
    const built = new AbortController();
    const until = AbortSignal.any([signal, built.signal]);
    const shown = this.groupOf(builds.filter((build) => build.shown));
    const work = [this.follow(lease, shown, until), beside.catchUp(events, lease, { signal: until })];
    await settled(...work.map((part) => part.finally(() => built.abort())));
    if (signal.aborted) return;
    await beside.catchUp(events, lease);
    for (const { name, build } of beside.moving) {
      await store.activate(name, build);
      this.logger.log({ view: name, build }, 'view switched to its new build');
    }
  }

  private groupOf(builds: readonly OpenBuild[]): BuildGroup {
    const { progress, store } = this.options;
    const onStop: OnStop = ({ name, build }, why) => progress.stop(name, { build, ...why });
    const going = builds.map(({ folding }) => folding).filter(({ name }) => !progress.isStopped(name));
    return new BuildGroup(store, going, onStop);
  }

  private async follow(lease: Lease, group: BuildGroup, signal: AbortSignal): Promise<void> {
    let pending: StoredEvent[] = [];
    let live = false;
    if (group.moving.length === 0) return aborted(signal);
    for await (const message of this.options.events.subscribe({ after: group.checkpoint, categories: group.categories, signal })) {
      if (message.kind === 'events') pending.push(...message.events);
      if (message.kind === 'caughtUp') live = true;
      // While catching up, pages are gathered into larger batches; once live, everything is shown at once.
      if (!live && message.kind === 'events' && pending.length < BATCH_EVENTS) continue;
      await group.write(lease, pending, message.position);
      this.told(group, pending.length);
      pending = [];
      if (signal.aborted) return;
    }
  }

  private told(group: BuildGroup, events: number): void {
    const { progress } = this.options;
    for (const { name, checkpoint } of group.moving) progress.reached(name, checkpoint);
    progress.count(events);
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Waits for both, so that nothing is still running when the first error is told. */
const settled = async (...work: readonly Promise<void>[]): Promise<void> => {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
};
