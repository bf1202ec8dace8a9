import { randomUUID } from 'node:crypto';
import { Logger } from '@nestjs/common';
import type { EventStore } from '#event-store/event-store';
import type { ReadStore } from '#read-store/port';
import type { Clock } from '../platform/clock.js';
import { pause, underOwnLease } from '../platform/leases.js';
import type { Reaction } from './reaction.js';
import { Turn, type Patience } from './turn.js';

const LEASE = 'reactions';
const RETRY_MS = 500;

export type ReactorOptions = Readonly<{
  events: EventStore;
  store: ReadStore;
  clock: Clock;
  reactions: readonly Reaction[];
  /** How long to stand by before asking for the lease again, and after a failure. */
  retryMs?: number;
  patience?: Patience;
  /** Hears up to where in the log everything is done or parked. */
  reached?: (position: string) => void;
}>;

/**
 * Follows the log and brings about what follows from it, from a durable checkpoint; one instance at a time, by a lease. What goes
 * on failing is parked and tried again for ever, while everything else goes on; see Turn.
 */
export class Reactor {
  private readonly logger = new Logger('Reactor');
  private readonly owner = randomUUID();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(private readonly options: ReactorOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(): Promise<void> {
    const { store, retryMs = RETRY_MS } = this.options;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await underOwnLease(store, LEASE, this.owner, signal, (lease, held) => Turn.take(this.options, lease, held));
      } catch (error) {
        if (!signal.aborted) this.logger.error({ err: error }, 'reactions interrupted; they go on from their checkpoint');
      }
      await pause(retryMs, signal);
    }
  }
}
