import { Refusal } from '#domain/kernel/refusal';
import type { WatchTerms } from '#domain/watch/watch.commands';
import type { Directory } from '../platform/directory.js';
import { watchTermsFor } from '../platform/monitoring/watch-terms.js';

/** The rules of monitoring of one day, looked up once for each area. */
export class TermsByArea {
  private readonly known = new Map<string, WatchTerms | undefined>();

  constructor(
    private readonly directory: Directory,
    readonly today: string,
  ) {}

  areaOf(unitId: string): string {
    return this.directory.unitTree().areaOf(unitId) ?? '';
  }

  /** Undefined where no policy says anything about monitoring: then nothing is due there. */
  of(unitId: string): WatchTerms | undefined {
    const area = this.areaOf(unitId);
    if (!this.known.has(area)) this.known.set(area, this.lookedUp(unitId));
    return this.known.get(area);
  }

  /** Of every area that has units, by its code. */
  all(): ReadonlyMap<string, WatchTerms> {
    const found = this.directory.units().map(({ code }) => [this.areaOf(code), this.of(code)] as const);
    return new Map(found.filter((entry): entry is readonly [string, WatchTerms] => entry[1] !== undefined));
  }

  private lookedUp(unitId: string): WatchTerms | undefined {
    try {
      return watchTermsFor(this.directory, unitId, this.today);
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  }
}
