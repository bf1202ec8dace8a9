import { Worker } from 'node:worker_threads';
import { Inject, Injectable, Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { views } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { Progress } from '../platform/progress.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { READ_STORE } from '../platform/stores.js';
import { Projector } from './projector.js';
import type { Told } from './projector-thread.js';

const RESTART_MS = 1000;

type Running = Readonly<{ stop: () => Promise<void> }>;

/**
 * Runs the projector where this process has the role: on a thread of its own, or, from source (tests), on this one, where a
 * thread could not load it.
 */
@Injectable()
export class ProjectorService implements OnApplicationBootstrap {
  private readonly logger = new Logger('Projector');
  private running: Running | undefined;
  private stopping = false;

  constructor(
    private readonly events: EventStore,
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly progress: Progress,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.settings.roles.includes('projector')) return;
    this.running = import.meta.url.endsWith('.ts') ? this.startHere() : this.startThread();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.running?.stop();
  }

  private startHere(): Running {
    const { events, store, progress } = this;
    const projector = new Projector({ events, store, views, progress });
    projector.start();
    return projector;
  }

  private startThread(): Running {
    const thread = new Worker(new URL('./projector-thread.js', import.meta.url), { workerData: this.settings });
    thread.on('message', (told: Told) => this.hear(told));
    thread.on('error', (error: unknown) => this.logger.error({ err: error }, 'the projector thread failed'));
    const ended = new Promise((resolve) => thread.once('exit', resolve)).then(() => this.restart());
    return {
      stop: async () => {
        thread.postMessage('stop');
        await ended;
      },
    };
  }

  private hear([method, ...values]: Told): void {
    (this.progress[method] as (...given: readonly unknown[]) => void)(...values);
  }

  /** A thread that ended by itself is started again; its leases and checkpoints make that safe. */
  private restart(): void {
    this.progress.standBy();
    if (this.stopping) return;
    this.logger.error('the projector thread ended; it is started again');
    setTimeout(() => {
      if (!this.stopping) this.running = this.startThread();
    }, RESTART_MS).unref();
  }
}

@Module({ providers: [ProjectorService], exports: [ProjectorService] })
export class ProjectorModule {}
