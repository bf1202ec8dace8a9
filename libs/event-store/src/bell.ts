/** Wakes those who wait for something new: at once when rung, after a while in any case (another process may have written). */
export class Bell {
  private readonly waiting = new Set<() => void>();

  ring(): void {
    for (const wake of this.waiting) wake();
  }

  /** Resolves when rung, after `ms`, or when the signal aborts. A timer of ours never keeps a process alive. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, ms).unref();
      signal.addEventListener('abort', wake);
      this.waiting.add(wake);
    });
  }
}
