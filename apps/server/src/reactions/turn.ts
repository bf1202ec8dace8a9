import { Logger } from '@nestjs/common';
import { Refusal } from '#domain/kernel/refusal';
import type { StoredEvent, StoredMessage } from '#event-store/event-store';
import { categoryOf } from '#event-store/port';
import type { Lease } from '#read-store/port';
import { systemContext } from '../platform/directory.js';
import { pause } from '../platform/leases.js';
import type { ParkedRow } from '../platform/parked-rows.js';
import { attempt, failureOf, isNotPassing, type Failure } from './attempt.js';
import { Lanes } from './lanes.js';
import { laneOf, Parked } from './parked.js';
import { categoriesOf, type Reaction } from './reaction.js';
import type { ReactorOptions } from './reactor.js';
import { Watermark } from './watermark.js';

/** Reactions own a checkpoint beside the views' own. */
const CHECKPOINT = { name: 'reactions', key: () => '', fields: {}, indexes: [] } as const;
const BUILD = 'reactions#1';

/** Streams whose consequences are brought about at once. */
const WIDTH = 16;
/** Consequences taken from the log and not finished; then the log waits. */
const WINDOW = 1024;
const SAVE_MS = 1000;

/** How long a failing reaction is tried before it is parked, and how often after that. Pauses double, up to the longest. */
export type Patience = Readonly<{
  attempts: number;
  attemptsIfRefused: number;
  betweenMs: number;
  limitMs: number;
  parkedMs: number;
  parkedIfRefusedMs: number;
  longestMs: number;
}>;

/** Five times in four seconds; parked, after 5 s, 10 s, 20 s … and at least every ten minutes; what a rule refused from a minute on. */
export const usualPatience: Patience = {
  attempts: 5,
  attemptsIfRefused: 2,
  betweenMs: 250,
  limitMs: 30_000,
  parkedMs: 5_000,
  parkedIfRefusedMs: 60_000,
  longestMs: 600_000,
};

/**
 * One stretch of following the log under the lease. Each event's consequences are brought about, or parked; the checkpoint
 * stands before the first event of which neither is true yet, and moves in the transaction that writes what is parked.
 */
export class Turn {
  private readonly logger = new Logger('Reactor');
  private readonly lanes = new Lanes(WIDTH);
  private readonly broken = new AbortController();
  private readonly over: AbortSignal;
  private wake = new AbortController();
  private saved: string | undefined;

  private constructor(
    private readonly options: ReactorOptions,
    private readonly lease: Lease,
    private readonly watermark: Watermark,
    private readonly parked: Parked,
    ended: AbortSignal,
  ) {
    this.over = AbortSignal.any([ended, this.broken.signal]);
  }

  /** Follows the log until `ended` aborts. @throws where a store cannot be used; what was not saved is done again by the next turn. */
  static async take(options: ReactorOptions, lease: Lease, ended: AbortSignal): Promise<void> {
    const { store } = options;
    await store.ensureBuild(CHECKPOINT, 1, BUILD);
    const parked = await Parked.open(store);
    await new Turn(options, lease, new Watermark(await store.checkpoint(BUILD), options.reached), parked, ended).follow();
  }

  private async follow(): Promise<void> {
    const { events, reactions } = this.options;
    const categories = [...new Set(reactions.flatMap(categoriesOf))];
    const types = [...new Set(reactions.flatMap((reaction) => reaction.types))];
    const saving = this.keepSaving();
    saving.catch(() => undefined);
    for (const lane of this.parked.lanes) this.lanes.add(lane, () => this.tryAgain(lane));
    try {
      for await (const message of events.subscribe({ after: this.watermark.position, categories, types, signal: this.over })) {
        this.receive(message);
        await this.lanes.fewerThan(WINDOW);
      }
    } finally {
      this.broken.abort();
      await this.lanes.fewerThan(1);
      await saving;
    }
    await this.save();
  }

  private receive(message: StoredMessage): void {
    const events = message.kind === 'events' ? message.events : [];
    const pieces = events.flatMap((event) => this.reactionsTo(event).map((reaction) => ({ reaction, event })));
    const done = this.watermark.page(message.position, pieces.length);
    for (const { reaction, event } of pieces) {
      this.lanes.add(laneOf(reaction, event), async () => {
        if (await this.settle(reaction, event)) done();
      });
    }
  }

  private reactionsTo({ stream, type }: StoredEvent): readonly Reaction[] {
    const category = categoryOf(stream);
    return this.options.reactions.filter((reaction) => reaction.types.includes(type) && categoriesOf(reaction).includes(category));
  }

  /** Answers true once the consequence is there or parked, false where the turn ended before. */
  private async settle(reaction: Reaction, event: StoredEvent): Promise<boolean> {
    if (this.over.aborted) return false;
    const lane = laneOf(reaction, event);
    if (this.parked.has(lane, event)) return true;
    if (this.parked.head(lane)) {
      this.park(reaction, event);
      return true;
    }
    const failure = await this.insist(reaction, event);
    if (failure === 'left') return false;
    if (failure) this.park(reaction, event, failure);
    return true;
  }

  private async insist(reaction: Reaction, event: StoredEvent): Promise<Failure | 'left' | undefined> {
    const { attempts, attemptsIfRefused, betweenMs } = this.patience;
    for (let tried = 1; ; tried++) {
      try {
        return await this.react(reaction, event);
      } catch (error) {
        this.report(reaction, event, error, tried);
        if (isNotPassing(error) || tried >= (error instanceof Refusal ? attemptsIfRefused : attempts)) return failureOf(error, tried);
      }
      await pause(betweenMs * 2 ** (tried - 1), this.over);
      if (this.over.aborted) return 'left';
    }
  }

  private async react(reaction: Reaction, event: StoredEvent): Promise<undefined> {
    const { name } = reaction;
    const { id, meta } = event;
    const context = systemContext(name, this.options.clock, `${name}:${id}`);
    const inherited = { unit: meta.unit, correlationId: meta.correlationId, causationId: id };
    await attempt(reaction, event, { ...context, ...inherited }, this.patience.limitMs);
  }

  private park(reaction: Reaction, event: StoredEvent, failure?: Failure): void {
    this.parked.add(reaction, event, this.options.clock.at(), failure);
    if (failure) this.tryAgainLater(laneOf(reaction, event), failure);
    this.wake.abort();
  }

  private tryAgainLater(lane: string, { refused, attempts }: Failure): void {
    const { parkedMs, parkedIfRefusedMs, longestMs, attempts: before } = this.patience;
    const doublings = Math.min(Math.max(0, attempts - before), 20);
    const ms = Math.min((refused ? parkedIfRefusedMs : parkedMs) * 2 ** doublings, longestMs);
    void pause(ms, this.over).then(() => {
      if (!this.over.aborted) this.lanes.add(lane, () => this.tryAgain(lane));
    });
  }

  /** Goes on with a parked lane, in order, up to the first that fails again. */
  private async tryAgain(lane: string): Promise<void> {
    for (let row = this.parked.head(lane); row && !this.over.aborted; row = this.parked.head(lane)) {
      const failure = await this.retry(row);
      if (failure) {
        this.parked.failed(row, failure);
        this.tryAgainLater(lane, { ...failure, attempts: row.attempts + 1 });
      } else this.parked.remove(row);
      this.wake.abort();
      if (failure) return;
    }
  }

  private async retry({ reaction: name, stream, revision, attempts }: ParkedRow): Promise<Failure | undefined> {
    const reaction = this.options.reactions.find((each) => each.name === name);
    if (!reaction) return { cause: 'reaction-unknown', refused: true, attempts: 1 };
    try {
      const event = await this.options.events.eventAt(stream, revision);
      return await this.react(reaction, event);
    } catch (error) {
      const failure = failureOf(error, 1);
      this.logger.warn({ ...failure, reaction: name, stream, revision, attempts: attempts + 1 }, 'a parked reaction failed again');
      return failure;
    }
  }

  private report({ name }: Reaction, { id, stream }: StoredEvent, error: unknown, attempts: number): void {
    const why = error instanceof Refusal ? { code: error.code, details: error.details } : { err: error };
    this.logger.error({ ...why, reaction: name, eventId: id, stream, attempts }, 'reaction failed; it is tried again');
  }

  /** Saves once a second where anything moved, and at once where something was parked or unparked. */
  private async keepSaving(): Promise<void> {
    try {
      while (!this.over.aborted) {
        await pause(SAVE_MS, AbortSignal.any([this.over, this.wake.signal]));
        this.wake = new AbortController();
        await this.save();
      }
    } catch (error) {
      this.broken.abort(error);
      throw error;
    }
  }

  private async save(): Promise<void> {
    const { position } = this.watermark;
    if (position === this.saved && !this.parked.hasUnwritten) return;
    const checkpoint = { build: BUILD, changes: [], checkpoint: position };
    await this.options.store.apply(this.lease, [checkpoint, this.parked.takeUnwritten()]);
    this.saved = position;
  }

  private get patience(): Patience {
    return this.options.patience ?? usualPatience;
  }
}
