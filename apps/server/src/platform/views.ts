import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Collection, Row } from '#read-models/view';
import type { ReadCollection, ReadStore } from '#read-store/port';
import { Problem } from './problem.js';
import { Progress } from './progress.js';
import { READ_STORE } from './stores.js';
import { SETTINGS, type Settings } from './settings.js';

const WAIT_MS = 5_000;
const POLL_MS = 20;

/** What queries read: the active build of a view, waiting where the reader knows of an event that must be in it. */
@Injectable()
export class Views {
  private readonly projectsHere: boolean;

  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: Progress,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.projectsHere = settings.roles.includes('projector');
  }

  /**
   * The rows of a view, not before it shows `after` (the position a command answered).
   * @throws {Problem} 503 `view-behind` where that takes longer than five seconds.
   */
  async of<T extends Row>(collection: Collection<T>, after?: string): Promise<ReadCollection<T>> {
    if (after !== undefined) await this.until(collection.name, after);
    return this.store.collection(collection);
  }

  private async until(view: string, position: string): Promise<void> {
    const deadline = AbortSignal.timeout(WAIT_MS);
    const shown = this.projectsHere ? this.progress.until(position).then(() => true) : this.polled(view, position, deadline);
    const late = delay(WAIT_MS, false, { ref: false });
    if (!(await Promise.race([shown, late]))) throw new Problem(503, 'view-behind', { view });
  }

  private async polled(view: string, position: string, deadline: AbortSignal): Promise<boolean> {
    while (!deadline.aborted) {
      const active = (await this.store.builds(view)).find((build) => build.active);
      if (active && active.checkpoint >= position) return true;
      await delay(POLL_MS);
    }
    return false;
  }
}
