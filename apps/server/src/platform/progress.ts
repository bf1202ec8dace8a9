import { Injectable } from '@nestjs/common';
import { Waiters } from './waiters.js';

/** How far the views of this process are: what readiness, metrics and waiting queries ask. */
@Injectable()
export class Progress {
  private readonly waiters = new Waiters();
  private readonly stoppedViews = new Map<string, string>();
  private live = false;
  private atPosition = '';
  private folded = 0;

  /** Every view that is not stopped shows everything up to `position`. */
  reached(position: string, events: number): void {
    this.atPosition = position;
    this.folded += events;
    this.waiters.reach(position);
  }

  caughtUp(position: string): void {
    this.live = true;
    this.reached(position, 0);
  }

  stop(view: string, why: string): void {
    this.stoppedViews.set(view, why);
  }

  isStopped(view: string): boolean {
    return this.stoppedViews.has(view);
  }

  get isLive(): boolean {
    return this.live;
  }

  get position(): string {
    return this.atPosition;
  }

  get eventsFolded(): number {
    return this.folded;
  }

  get stopped(): ReadonlyMap<string, string> {
    return this.stoppedViews;
  }

  until(position: string): Promise<void> {
    return this.waiters.until(position);
  }
}
