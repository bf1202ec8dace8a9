/** Counts by value. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(value: string, count = 1): void {
    this.counts.set(value, this.of(value) + count);
  }

  of(value: string): number {
    return this.counts.get(value) ?? 0;
  }

  /** Values met, in order. */
  values(): readonly string[] {
    return [...this.counts.keys()].sort();
  }
}

/** `part` for each thousand of `whole`, to one decimal; null of nothing. */
export const perThousand = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((part * 10_000) / whole) / 10);

/** `part` of `whole` in hundredths of a percent, the fraction dropped; 0 of nothing. */
export const basisPoints = (part: number, whole: number): number => (whole === 0 ? 0 : Math.floor((part * 10_000) / whole));
