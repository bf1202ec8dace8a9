type Work = () => Promise<void>;

/** Keeps the work of one lane in order and does that of different lanes at once, at most `width` pieces at a time. */
export class Lanes {
  private readonly waiting = new Map<string, Work[]>();
  /** Lanes with work and nobody at it, the one that waited longest first. */
  private readonly ready = new Set<string>();
  private readonly watchers = new Set<() => void>();
  private running = 0;
  private unfinished = 0;

  constructor(private readonly width: number) {}

  /** Puts work, which must not throw, at the end of a lane. */
  add(lane: string, work: Work): void {
    this.unfinished += 1;
    const queue = this.waiting.get(lane);
    if (queue) return void queue.push(work);
    this.waiting.set(lane, [work]);
    this.ready.add(lane);
    this.advance();
  }

  /** Resolves once fewer than `pieces` are unfinished. */
  async fewerThan(pieces: number): Promise<void> {
    while (this.unfinished >= pieces) await new Promise<void>((resolve) => this.watchers.add(resolve));
  }

  private advance(): void {
    for (const lane of this.ready) {
      if (this.running >= this.width) return;
      this.ready.delete(lane);
      this.running += 1;
      void this.next(lane);
    }
  }

  private async next(lane: string): Promise<void> {
    const queue = this.waiting.get(lane)!;
    await queue.shift()!();
    this.running -= 1;
    this.unfinished -= 1;
    if (queue.length === 0) this.waiting.delete(lane);
    else this.ready.add(lane);
    for (const told of this.watchers) told();
    this.watchers.clear();
    this.advance();
  }
}
