import { Inject, Injectable, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { views } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { Progress } from '../platform/progress.js';
import { READ_STORE } from '../platform/stores.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { Projector } from './projector.js';

/** Runs the projector where this process has the role. */
@Injectable()
export class ProjectorService implements OnApplicationBootstrap {
  private readonly projector: Projector;

  constructor(
    events: EventStore,
    @Inject(READ_STORE) store: ReadStore,
    progress: Progress,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {
    this.projector = new Projector({ events, store, views, progress });
  }

  onApplicationBootstrap(): void {
    if (this.settings.roles.includes('projector')) this.projector.start();
  }

  stop(): Promise<void> {
    return this.projector.stop();
  }
}

@Module({ providers: [ProjectorService], exports: [ProjectorService] })
export class ProjectorModule {}
