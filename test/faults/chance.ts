/** Chance that can be had again: the same seed gives the same numbers (mulberry32). */
export class Chance {
  constructor(private state: number) {}

  /** From 0 up to 1, without it. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(values: readonly T[]): T | undefined {
    return values[this.between(0, values.length - 1)];
  }

  /** One of the values, each as often as its weight says. */
  weighted<T>(values: readonly (readonly [number, T])[]): T {
    let left = this.next() * values.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, value] of values) if ((left -= weight) < 0) return value;
    return values.at(-1)![1];
  }
}
