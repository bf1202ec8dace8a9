import { randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { ReadStore } from '#read-store/port';
import { Clock } from '../platform/clock.js';
import { DeadlineNotes } from '../platform/deadline-notes.js';
import { Directory } from '../platform/directory.js';
import { pause, underOwnLease } from '../platform/leases.js';
import { Metrics } from '../platform/metrics.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { READ_STORE } from '../platform/stores.js';
import { Views } from '../platform/views.js';
import { DeadlineKeeper } from './deadline-keeper.js';
import { deeds, type Deed, type Pass } from './pass.js';

const LEASE = 'deadlines';

/** Keeps the deadlines now and then, where this process keeps the views: at the start, and as often as the settings say. */
@Injectable()
export class DeadlinesService implements OnApplicationBootstrap {
  private readonly logger = new Logger('Deadlines');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private readonly keeper: DeadlineKeeper;
  private readonly done = new Map<Deed, number>();
  private readonly failed = new Map<Deed, number>();
  private running: Promise<void> | undefined;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    events: EventStore,
    streams: Streams,
    views: Views,
    directory: Directory,
    notes: DeadlineNotes,
    private readonly clock: Clock,
    metrics: Metrics,
    @Inject(READ_STORE) private readonly store: ReadStore,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.keeper = new DeadlineKeeper({ events, streams, views, directory, notes, clock });
    const counted = (counts: ReadonlyMap<Deed, number>) => () => deeds.map((deed) => ({ labels: { deed }, value: counts.get(deed) ?? 0 }));
    metrics.gauge('nuanliu_deadlines_kept', 'What passes over the deadlines did since the start', ['deed'], counted(this.done));
    metrics.gauge(
      'nuanliu_deadlines_failed',
      'What passes over the deadlines could not do since the start',
      ['deed'],
      counted(this.failed),
    );
    metrics.gauge('nuanliu_deadline_pass_age_seconds', 'Time since the last pass over the deadlines ended', [], async () => {
      const last = await notes.last();
      return last ? [{ value: Math.max(0, (clock.now().getTime() - Date.parse(last.endedAt)) / 1000) }] : [];
    });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.includes('projector')) this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.turn;
  }

  /**
   * One pass now, after those of this process that are under way. Answers undefined where another process is at it.
   * @throws where a store cannot be used or a view is far behind.
   */
  async keep(): Promise<Pass | undefined> {
    const next = this.turn.then(() => this.pass());
    this.turn = next.catch(() => undefined);
    return next;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      if (this.clock.runs) await this.keep().catch((error: unknown) => this.report(error));
      await pause(this.settings.deadlinesEveryMs, signal);
    }
  }

  private report(error: unknown): void {
    if (!this.stopping.signal.aborted) this.logger.error({ err: error }, 'a pass over the deadlines broke off; the next one begins anew');
  }

  private async pass(): Promise<Pass | undefined> {
    let pass: Pass | undefined;
    await underOwnLease(this.store, LEASE, this.owner, this.stopping.signal, async (lease, held) => {
      pass = await this.keeper.keep(lease, held);
    });
    if (pass) this.count(pass);
    return pass;
  }

  private count({ done, failed }: Pass): void {
    for (const deed of deeds) {
      this.done.set(deed, (this.done.get(deed) ?? 0) + done[deed]);
      this.failed.set(deed, (this.failed.get(deed) ?? 0) + failed[deed]);
    }
  }
}

@Module({ providers: [DeadlinesService], exports: [DeadlinesService] })
export class DeadlinesModule {}
