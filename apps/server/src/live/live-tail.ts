import { Injectable } from '@nestjs/common';
import { Bell } from '#event-store/bell';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import { Follower } from '../platform/follower.js';
import { followedCategories, liveEventOf, type LiveEvent } from './live-event.js';

/** So many of the latest events stay in memory at least; who is further behind reads the log. */
const KEPT = 2_000;
const PAGE = 256;

/** Events in log order, and how far the log was looked at for them. */
export type Stretch = Readonly<{ events: readonly LiveEvent[]; position: string }>;

/**
 * The end of the log, followed once for all who listen. Nothing is kept for a listener: each comes with the place it has reached
 * and takes what lies behind it, from memory or, where it was slow or away, from the log. So a slow one costs the others nothing.
 */
@Injectable()
export class LiveTail {
  private follower: Follower | undefined;
  private starting: Promise<void> | undefined;
  private kept: LiveEvent[] = [];
  /** Every event after `from` and up to `to` is kept. */
  private from = '';
  private to = '';
  private readonly bell = new Bell();

  constructor(private readonly events: EventStore) {}

  /** Begins to follow at the first call; a log that is away is asked again at the next. */
  start(): Promise<void> {
    this.starting ??= this.begin().catch((error: unknown) => {
      this.starting = undefined;
      throw error;
    });
    return this.starting;
  }

  async stop(): Promise<void> {
    await this.follower?.stop();
  }

  /** What came after `position`, a page at most; nothing where there is nothing new. */
  async after(position: string): Promise<Stretch> {
    if (position >= this.to) return { events: [], position };
    if (position < this.from) return this.fromLog(position);
    const events = this.kept.slice(this.kept.findLastIndex((event) => event.position <= position) + 1);
    const isAll = events.length <= PAGE;
    return isAll ? { events, position: this.to } : { events: events.slice(0, PAGE), position: events[PAGE - 1]!.position };
  }

  /** Resolves once there is something after `position`, when `ms` have passed, or when the signal aborts. */
  changed(position: string, ms: number, signal: AbortSignal): Promise<void> {
    return this.to > position || signal.aborted ? Promise.resolve() : this.bell.wait(ms, signal);
  }

  private async begin(): Promise<void> {
    this.from = this.to = await this.events.head();
    const fold = (event: StoredEvent) => this.keep(liveEventOf(event));
    const reached = (position: string) => this.reach(position);
    this.follower = new Follower({ name: 'LiveTail', events: this.events, categories: followedCategories, after: this.to, fold, reached });
    this.follower.start();
  }

  private keep(event: LiveEvent): void {
    this.kept.push(event);
    if (this.kept.length < 2 * KEPT) return;
    this.from = this.kept[KEPT - 1]!.position;
    this.kept = this.kept.slice(KEPT);
  }

  private reach(position: string): void {
    if (position > this.to) this.to = position;
    this.bell.ring();
  }

  private async fromLog(after: string): Promise<Stretch> {
    const { to } = this;
    const events: LiveEvent[] = [];
    for await (const page of this.events.readAll({ after, categories: followedCategories, limit: PAGE }))
      events.push(...page.map(liveEventOf));
    const last = events.at(-1)?.position ?? after;
    return { events, position: events.length < PAGE && last < to ? to : last };
  }
}
