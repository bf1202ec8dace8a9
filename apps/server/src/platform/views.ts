import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import type { Collection, Row } from '#read-models/view';
import type { ReadCollection, ReadStore } from '#read-store/port';
import { requireWritten } from './positions.js';
import { Problem } from './problem.js';
import { Progress } from './progress.js';
import { READ_STORE } from './stores.js';

const WAIT_MS = 5_000;
const POLL_MS = 20;
const POLLS_OF_A_BUILD = 25;

/** What queries read: the active build of a view, waiting where the reader knows of an event that must be in it. */
@Injectable()
export class Views {
  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: Progress,
    private readonly events: EventStore,
  ) {}

  /**
   * The rows of a view, not before it shows `after` (the position a command answered).
   * @throws {Problem} 400 `position-unknown` where the log has not come so far, 503 `view-behind` where that takes longer than five seconds, `view-stopped` where it will not come.
   */
  async of<T extends Row>(collection: Collection<T>, after?: string): Promise<ReadCollection<T>> {
    if (after !== undefined) await this.until(collection.name, after);
    return this.store.collection(collection);
  }

  private async until(view: string, position: string): Promise<void> {
    if ((this.progress.positions.get(view) ?? '') >= position) return;
    await requireWritten(this.events, position);
    const deadline = AbortSignal.timeout(WAIT_MS);
    if (this.progress.isStopped(view)) throw new Problem(503, 'view-stopped', { view });
    try {
      if (this.progress.keeps(view)) await this.progress.until(view, position, deadline);
      else await this.polled(view, position, deadline);
    } catch (error) {
      throw deadline.aborted ? new Problem(503, 'view-behind', { view }) : error;
    }
  }

  /** Another process keeps the view: its checkpoint is asked for again and again, and now and then which build is shown. */
  private async polled(view: string, position: string, deadline: AbortSignal): Promise<void> {
    for (;;) {
      const active = (await this.store.builds(view)).find((build) => build.active);
      for (let poll = 0; poll < POLLS_OF_A_BUILD; poll += 1) {
        if (active && (await this.store.checkpoint(active.build)) >= position) return;
        await delay(POLL_MS, undefined, { signal: deadline });
      }
    }
  }
}
