import { Injectable } from '@nestjs/common';

/** Whether the server is about to stop: it is then not ready, and its connections end with their next answer. */
@Injectable()
export class Draining {
  private readonly begun = new AbortController();

  begin(): void {
    this.begun.abort();
  }

  get isUnderWay(): boolean {
    return this.begun.signal.aborted;
  }

  /** Aborts when the stop begins: for answers that would not end by themselves. */
  get signal(): AbortSignal {
    return this.begun.signal;
  }
}
