import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { AnyView } from '#read-models/registry';
import { LeaseLost, type Batch, type Lease, type ReadStore } from '#read-store/port';
import type { Progress } from '../platform/progress.js';
import { BuildFolding } from './folding.js';

const LEASE = 'projector';
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const STANDBY_MS = 500;
/** Events folded and written together while catching up. */
const BATCH_EVENTS = 4096;

export type ProjectorOptions = Readonly<{ events: EventStore; store: ReadStore; views: readonly AnyView[]; progress: Progress }>;

/**
 * Follows the log and keeps the views. Rows and checkpoints of all views change in one transaction. A view whose fold fails is
 * stopped, alone, at the event it could not fold. One instance is active at a time, by a lease; others stand by.
 */
export class Projector {
  private readonly logger = new Logger('Projector');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private lease: Lease | undefined;

  constructor(private readonly options: ProjectorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    if (this.lease) await this.options.store.releaseLease(this.lease).catch(() => undefined);
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        this.lease = await this.options.store.acquireLease(LEASE, this.owner, LEASE_MS);
        if (this.lease) await this.follow(this.lease);
        else await delay(STANDBY_MS, undefined, { signal });
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof LeaseLost)) this.logger.error({ err: error }, 'projector interrupted; it goes on from its checkpoints');
        await delay(STANDBY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async follow(lease: Lease): Promise<void> {
    const foldings = await this.openBuilds();
    const after = foldings.map(({ checkpoint }) => checkpoint).reduce((a, b) => (a < b ? a : b));
    const lost = new AbortController();
    const renewal = this.renew(lost);
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    try {
      await this.consume(lease, foldings, after, signal);
    } finally {
      lost.abort();
      await renewal;
    }
  }

  private async consume(lease: Lease, foldings: readonly BuildFolding[], after: string, signal: AbortSignal): Promise<void> {
    const categories = [...new Set(this.options.views.flatMap((view) => view.categories))];
    let pending: StoredEvent[] = [];
    let live = false;
    for await (const message of this.options.events.subscribe({ after, categories, signal })) {
      if (message.kind === 'events') pending.push(...message.events);
      if (message.kind === 'caughtUp') live = true;
      // While catching up, pages are gathered into larger batches; once live, everything is shown at once.
      if (!live && message.kind === 'events' && pending.length < BATCH_EVENTS) continue;
      await this.write(lease, foldings, pending, message.position);
      pending = [];
      if (message.kind === 'caughtUp') this.options.progress.caughtUp(message.position);
    }
  }

  /** Folds and writes one batch for every view that is not stopped. */
  private async write(lease: Lease, foldings: readonly BuildFolding[], events: readonly StoredEvent[], position: string): Promise<void> {
    const { progress, store } = this.options;
    const due = foldings.filter((folding) => folding.checkpoint < position && !progress.isStopped(folding.name));
    const batches: Batch[] = [];
    for (const folding of due) {
      const batch = await this.fold(folding, events, position);
      if (batch) batches.push(batch);
    }
    if (batches.length === 0) return;
    await store.apply(lease, batches);
    for (const folding of due) {
      const batch = batches.find(({ build }) => build === folding.build);
      if (batch) folding.applied(batch);
    }
    progress.reached(position, events.length);
  }

  private async fold(folding: BuildFolding, events: readonly StoredEvent[], position: string): Promise<Batch | undefined> {
    try {
      return await folding.batchOf(events, position);
    } catch (error) {
      this.logger.error({ err: error, view: folding.name, after: folding.checkpoint }, 'view stopped: its fold failed');
      this.options.progress.stop(folding.name, String(error));
      return undefined;
    }
  }

  /** The active build of each view, made where there is none. */
  private async openBuilds(): Promise<BuildFolding[]> {
    const { store, views } = this.options;
    const opened: BuildFolding[] = [];
    for (const view of views) {
      const { name } = view.collection;
      const active = (await store.builds(name)).find((build) => build.active && build.version === view.version);
      const build = active?.build ?? `${name}.v${view.version}#1`;
      if (!active) await store.ensureBuild(view.collection, view.version, build);
      opened.push(new BuildFolding(view, build, store, await store.checkpoint(build)));
    }
    return opened;
  }

  private async renew(lost: AbortController): Promise<void> {
    while (!lost.signal.aborted) {
      await delay(RENEW_MS, undefined, { signal: lost.signal, ref: false }).catch(() => undefined);
      if (lost.signal.aborted) return;
      const renewed = await this.options.store.acquireLease(LEASE, this.owner, LEASE_MS).catch(() => undefined);
      if (!renewed) lost.abort();
    }
  }
}
