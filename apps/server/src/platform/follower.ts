import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { EventStore, StoredEvent, StoredMessage } from '#event-store/event-store';
import { Waiters } from './waiters.js';

const RETRY_MS = 1_000;
const RETRY_LONGEST_MS = 30_000;

/** A stored event could not be folded. Its content may be personal, so only its place is told. */
export class FoldFailed extends Error {
  constructor(
    readonly position: string,
    readonly type: string,
    options: ErrorOptions,
  ) {
    super(`the ${type} at ${position} cannot be folded`, options);
    this.name = 'FoldFailed';
  }
}

export type FollowerOptions = Readonly<{
  name: string;
  events: Pick<EventStore, 'subscribe'>;
  categories: readonly string[];
  /** Exclusive; the beginning of the log where it is absent. */
  after?: string;
  /** @throws where the event cannot be folded: then the follower stops for good. */
  fold: (event: StoredEvent) => void;
  /** Hears how far the log was looked at, after what was found there was folded. */
  reached?: (position: string) => void;
  /** Pause before following again; doubled at each failure in a row, up to half a minute. */
  retryMs?: number;
}>;

/** Follows some categories of the log, from its beginning or a place in it, through every outage of it, and stops at an event that cannot be folded. */
export class Follower {
  private readonly logger: Logger;
  private readonly stopping = new AbortController();
  private readonly waiters = new Waiters();
  private readonly gaveUp = new AbortController();
  private following: Promise<void> | undefined;
  private connected = false;
  private position: string;

  constructor(private readonly options: FollowerOptions) {
    this.position = options.after ?? '';
    this.logger = new Logger(options.name);
  }

  start(): void {
    this.following ??= this.follow();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  /** True while the log answers and every event of it was folded. */
  get isFollowing(): boolean {
    return this.connected;
  }

  /** Why it stopped for good; undefined where it did not. */
  get failure(): FoldFailed | undefined {
    return this.gaveUp.signal.reason as FoldFailed | undefined;
  }

  /** Resolves once everything up to `position` is folded. @throws {FoldFailed} where that will never be, the reason of `signal` where that aborts. */
  until(position: string, signal?: AbortSignal): Promise<void> {
    return this.waiters.until(position, signal ? AbortSignal.any([signal, this.gaveUp.signal]) : this.gaveUp.signal);
  }

  private async follow(): Promise<void> {
    const { events, categories, retryMs = RETRY_MS } = this.options;
    const { signal } = this.stopping;
    for (let failures = 0; !signal.aborted && !this.failure; failures++) {
      try {
        for await (const message of events.subscribe({ after: this.position, categories, signal })) {
          this.take(message);
          failures = 0;
        }
      } catch (error) {
        this.report(error, failures);
      }
      this.connected = false;
      if (this.failure) return;
      await delay(Math.min(retryMs * 2 ** failures, RETRY_LONGEST_MS), undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private take(message: StoredMessage): void {
    if (message.kind === 'events') for (const event of message.events) this.fold(event);
    this.position = message.position;
    this.connected = true;
    this.options.reached?.(message.position);
    this.waiters.reach(message.position);
  }

  private fold(event: StoredEvent): void {
    const { position, type } = event;
    try {
      this.options.fold(event);
    } catch (cause) {
      throw new FoldFailed(position, type, { cause });
    }
    this.position = position;
  }

  /** What is known stays valid while the log is away; after an event that cannot be folded nothing is known any more. */
  private report(error: unknown, failures: number): void {
    if (error instanceof FoldFailed) {
      this.logger.fatal({ position: error.position, type: error.type }, 'stopped: a stored event cannot be folded');
      this.gaveUp.abort(error);
      return;
    }
    const kind = error instanceof Error ? error.name : typeof error;
    this.logger.error({ error: kind, after: this.position, failures }, 'the log is away; following goes on when it is back');
  }
}
