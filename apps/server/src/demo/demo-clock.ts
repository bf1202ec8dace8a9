import { Clock } from '../platform/clock.js';

/** The clock of a demo city while it is loaded: it stands at a time of the past, is moved forward only, and is at last that of the system. */
export class DemoClock extends Clock {
  constructor(private standingAt: string | undefined) {
    super();
  }

  override now(): Date {
    return this.standingAt === undefined ? new Date() : new Date(this.standingAt);
  }

  override get runs(): boolean {
    return this.standingAt === undefined;
  }

  /** Stands at `time` (UTC ISO) from now on; where it has come further already it stays there. Never later than the system's. */
  travelTo(time: string): void {
    const present = new Date().toISOString();
    const target = time < present ? time : present;
    if (this.standingAt !== undefined && target > this.standingAt) this.standingAt = target;
  }

  /** Goes with the system's from now on. */
  arrive(): void {
    this.standingAt = undefined;
  }
}
