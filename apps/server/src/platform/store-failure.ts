import { Injectable, Logger } from '@nestjs/common';

/** Whether the event log has stopped after a failed write: from then on nothing is written until a restart. */
@Injectable()
export class StoreFailure {
  private readonly logger = new Logger('EventLog');
  private failure: Error | undefined;

  report(error: Error): void {
    this.failure = error;
    this.logger.fatal({ err: error }, 'the event log stopped after a failed write; nothing is accepted until a restart');
  }

  get cause(): Error | undefined {
    return this.failure;
  }
}
