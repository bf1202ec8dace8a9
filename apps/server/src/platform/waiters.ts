type Waiter = Readonly<{ position: string; resolve: () => void }>;

/** Promises that wait for a log position to be reached. */
export class Waiters {
  private reachedPosition: string | undefined;
  private waiting = new Set<Waiter>();

  /** Resolves once `reach` was called with `position` or a later one. @throws the reason of `signal` where that aborts first. */
  until(position: string, signal?: AbortSignal): Promise<void> {
    if (this.reachedPosition !== undefined && this.reachedPosition >= position) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const giveUp = () => {
        this.waiting.delete(waiter);
        reject(signal?.reason as Error);
      };
      const waiter: Waiter = {
        position,
        resolve: () => {
          signal?.removeEventListener('abort', giveUp);
          resolve();
        },
      };
      if (signal?.aborted) return void giveUp();
      this.waiting.add(waiter);
      signal?.addEventListener('abort', giveUp, { once: true });
    });
  }

  reach(position: string): void {
    this.reachedPosition = position;
    for (const waiter of this.waiting) {
      if (waiter.position > position) continue;
      this.waiting.delete(waiter);
      waiter.resolve();
    }
  }
}
