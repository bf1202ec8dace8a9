/** Promises that wait for a log position to be reached. */
export class Waiters {
  private reachedPosition: string | undefined;
  private waiting: { position: string; resolve: () => void }[] = [];

  /** Resolves once `reach` was called with `position` or a later one. */
  until(position: string): Promise<void> {
    if (this.reachedPosition !== undefined && this.reachedPosition >= position) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push({ position, resolve }));
  }

  reach(position: string): void {
    this.reachedPosition = position;
    const due = this.waiting.filter((one) => one.position <= position);
    if (due.length === 0) return;
    this.waiting = this.waiting.filter((one) => one.position > position);
    for (const { resolve } of due) resolve();
  }
}
