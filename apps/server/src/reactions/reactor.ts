import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Refusal } from '#domain/kernel/refusal';
import { categoryOf } from '#event-store/port';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import type { Lease, ReadStore } from '#read-store/port';
import type { Clock } from '../platform/clock.js';
import { systemContext } from '../platform/directory.js';
import type { Reaction } from './reaction.js';

const LEASE = 'reactions';
const BUILD = 'reactions#1';
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;
const IDLE_SAVE_MS = 1000;
const RETRY_MS = 500;
const RETRY_LONGEST_MS = 30_000;

/** Reactions own a checkpoint beside the views' own, and no rows. */
const CHECKPOINT = { name: 'reactions', key: () => '', fields: {}, indexes: [] } as const;

/** An event whose consequence cannot be brought about yet: what health shows. */
export type Stuck = Readonly<{ reaction: string; eventId: string; since: string; cause: string }>;

export type ReactorOptions = Readonly<{ events: EventStore; store: ReadStore; clock: Clock; reactions: readonly Reaction[] }>;

/**
 * Follows the log and brings about what follows from it, one event after the other, from a durable checkpoint. What fails is
 * tried again until it works; what a rule refuses is logged and passed over, since no repetition would change the answer.
 */
export class Reactor {
  private readonly logger = new Logger('Reactor');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private stuckAt: Stuck | undefined;

  constructor(private readonly options: ReactorOptions) {}

  get stuck(): Stuck | undefined {
    return this.stuckAt;
  }

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    const { store } = this.options;
    while (!signal.aborted) {
      try {
        const lease = await store.acquireLease(LEASE, this.owner, LEASE_MS);
        if (lease) await this.follow(lease);
      } catch (error) {
        if (!signal.aborted) this.logger.error({ err: error }, 'reactions interrupted; they go on from their checkpoint');
      }
      await this.pause(RETRY_MS, signal);
    }
  }

  private async follow(lease: Lease): Promise<void> {
    const { events, store, reactions } = this.options;
    await store.ensureBuild(CHECKPOINT, 1, BUILD);
    const lost = new AbortController();
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    const renewal = this.renew(lost);
    const categories = [...new Set(reactions.map(({ category }) => category))];
    const types = [...new Set(reactions.flatMap((reaction) => reaction.types))];
    let savedAt = 0;
    let live = false;
    try {
      for await (const message of events.subscribe({ after: await store.checkpoint(BUILD), categories, types, signal })) {
        const answered = message.kind === 'events' ? message.events : [];
        for (const event of answered) await this.answer(event, signal);
        if (signal.aborted) return;
        // Where nothing was to be done the checkpoint may lag: passing over the same events again is cheaper than writing it.
        if (live && answered.length === 0 && performance.now() - savedAt < IDLE_SAVE_MS) continue;
        live ||= message.kind === 'caughtUp';
        await store.apply(lease, [{ build: BUILD, changes: [], checkpoint: message.position }]);
        savedAt = performance.now();
      }
    } finally {
      lost.abort();
      await renewal;
      await store.releaseLease(lease).catch(() => undefined);
    }
  }

  private async answer(event: StoredEvent, signal: AbortSignal): Promise<void> {
    for (const reaction of this.options.reactions) {
      if (reaction.category === categoryOf(event.stream) && reaction.types.includes(event.type)) await this.insist(reaction, event, signal);
    }
  }

  private async insist(reaction: Reaction, event: StoredEvent, signal: AbortSignal): Promise<void> {
    for (let attempt = 0; !signal.aborted; attempt++) {
      try {
        await reaction.react(event, this.contextOf(reaction, event));
        this.stuckAt = undefined;
        return;
      } catch (error) {
        if (error instanceof Refusal) return this.passOver(reaction, event, error);
        this.stuckAt ??= { reaction: reaction.name, eventId: event.id, since: this.options.clock.at(), cause: String(error) };
        this.logger.error({ err: error, reaction: reaction.name, eventId: event.id, attempt }, 'reaction failed; it is tried again');
        await this.pause(Math.min(RETRY_MS * 2 ** attempt, RETRY_LONGEST_MS), signal);
      }
    }
  }

  private passOver({ name }: Reaction, { id }: StoredEvent, { code, details }: Refusal): void {
    this.stuckAt = undefined;
    this.logger.warn({ reaction: name, eventId: id, code, details }, 'reaction refused');
  }

  private contextOf({ name }: Reaction, { id, meta }: StoredEvent) {
    const context = systemContext(name, this.options.clock, `${name}:${id}`);
    return { ...context, unit: meta.unit, correlationId: meta.correlationId, causationId: id };
  }

  private async renew(lost: AbortController): Promise<void> {
    while (!lost.signal.aborted) {
      await this.pause(RENEW_MS, lost.signal);
      if (lost.signal.aborted) return;
      if (!(await this.options.store.acquireLease(LEASE, this.owner, LEASE_MS).catch(() => undefined))) lost.abort();
    }
  }

  private async pause(ms: number, signal: AbortSignal): Promise<void> {
    await delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
