import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import type { ReadStore } from '#read-store/port';
import { LiveTail } from './live/live-tail.js';
import { DeadlinesService } from './deadlines/deadlines.module.js';
import { Directory } from './platform/directory.js';
import { READ_STORE } from './platform/stores.js';
import { ProjectorService } from './projector/projector.module.js';
import { ReactionsService } from './reactions/reactions.module.js';

/** Once no request is open any more: whoever follows the log stops, then the stores close. The order matters. */
@Injectable()
export class Shutdown implements OnApplicationShutdown {
  constructor(
    private readonly projector: ProjectorService,
    private readonly reactions: ReactionsService,
    private readonly deadlines: DeadlinesService,
    private readonly live: LiveTail,
    private readonly directory: Directory,
    private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await this.deadlines.stop();
    await this.projector.stop();
    await this.reactions.stop();
    await this.live.stop();
    await this.directory.stop();
    await this.events.close();
    await this.store.close();
  }
}
