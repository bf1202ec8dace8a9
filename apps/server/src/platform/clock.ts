/** The one place that asks what time it is. */
export abstract class Clock {
  abstract now(): Date;

  /** False while somebody moves the time by hand: then it is for him to say when what the days bring about is due. */
  get runs(): boolean {
    return true;
  }

  /** UTC ISO time. */
  at(): string {
    return this.now().toISOString();
  }

  /** The business date: the calendar day in Asia/Shanghai (UTC+8 all year). */
  today(): string {
    return new Date(this.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  }
}

export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
