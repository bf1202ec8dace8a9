import { Injectable } from '@nestjs/common';
import { Waiters } from './waiters.js';

/** Why a view does not move on: the event it could not fold, by its place, and the kind of error. */
export type Stopped = Readonly<{ build: string; position: string; why: string }>;

type Kept = { build: string; position: string; readonly waiters: Waiters };

/** How far the views that this process keeps are: what readiness, metrics and waiting queries ask. */
@Injectable()
export class Progress {
  private readonly views = new Map<string, Kept>();
  private readonly stoppedViews = new Map<string, Stopped>();
  private folded = 0;
  private interrupted = 0;

  /** From now on this process keeps `view`, in `build`. A stop of an earlier build is over with that build. */
  keep(view: string, build: string, position: string): void {
    if (this.stoppedViews.get(view)?.build !== build) this.stoppedViews.delete(view);
    const waiters = this.views.get(view)?.waiters ?? new Waiters();
    this.views.set(view, { build, position, waiters });
    waiters.reach(position);
  }

  /** Another process keeps the views now, or none. */
  standBy(): void {
    this.views.clear();
  }

  /** Whether this process can say how far the view is. */
  keeps(view: string): boolean {
    return this.views.has(view);
  }

  /** The view shows everything up to `position`. */
  reached(view: string, position: string): void {
    const kept = this.views.get(view);
    if (!kept) return;
    kept.position = position;
    kept.waiters.reach(position);
  }

  /** `events` more were folded into every view that wanted them. */
  count(events: number): void {
    this.folded += events;
  }

  stop(view: string, stopped: Stopped): void {
    this.stoppedViews.set(view, stopped);
  }

  isStopped(view: string): boolean {
    return this.stoppedViews.has(view);
  }

  interruption(): void {
    this.interrupted += 1;
  }

  /** Views kept here and the position each shows. */
  get positions(): ReadonlyMap<string, string> {
    return new Map([...this.views].map(([view, { position }]) => [view, position]));
  }

  get eventsFolded(): number {
    return this.folded;
  }

  /** How often following the log broke off, for instance because a store was away. */
  get interruptions(): number {
    return this.interrupted;
  }

  get stopped(): ReadonlyMap<string, Stopped> {
    return this.stoppedViews;
  }

  /** Resolves once `view`, kept here, shows `position`. @throws the reason of `signal` where that aborts first. */
  async until(view: string, position: string, signal: AbortSignal): Promise<void> {
    await this.views.get(view)?.waiters.until(position, signal);
  }
}
