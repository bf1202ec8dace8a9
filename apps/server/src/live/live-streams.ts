import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Draining } from '../platform/draining.js';
import { Metrics } from '../platform/metrics.js';
import { Problem } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';

/** The connection of a stream: it aborts `gone` when the client or we have left it. */
export type LiveConnection = Readonly<{ gone: AbortSignal; cut: () => void }>;

/** Streams that were told to end have so long to say goodbye; a client that takes nothing is cut. */
const GOODBYE_MS = 500;

/** How many streams are open, and whose. */
@Injectable()
export class LiveStreams implements BeforeApplicationShutdown {
  private readonly open = new Map<LiveConnection, string>();

  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly draining: Draining,
    metrics: Metrics,
  ) {
    metrics.gauge('nuanliu_live_streams', 'Streams of /api/live that are open', [], () => [{ value: this.open.size }]);
  }

  /**
   * Counts a stream until its connection is gone.
   * @throws {Problem} 503 `stopping`, 429 `too-many-live-streams` for one account, 503 `live-streams-full` for all together
   */
  enter(accountId: string, connection: LiveConnection): void {
    const { liveStreams, liveStreamsPerPerson } = this.settings;
    const own = [...this.open.values()].filter((each) => each === accountId).length;
    if (this.draining.isUnderWay) throw new Problem(503, 'stopping');
    if (own >= liveStreamsPerPerson) throw new Problem(429, 'too-many-live-streams', { limit: liveStreamsPerPerson });
    if (this.open.size >= liveStreams) throw new Problem(503, 'live-streams-full', { limit: liveStreams });
    if (connection.gone.aborted) return;
    this.open.set(connection, accountId);
    connection.gone.addEventListener('abort', () => this.open.delete(connection), { once: true });
  }

  /** The server waits for every answer to end, and these would not. */
  async beforeApplicationShutdown(): Promise<void> {
    this.draining.begin();
    const left = [...this.open.keys()].map(({ gone }) => new Promise((resolve) => gone.addEventListener('abort', resolve, { once: true })));
    const patience = new AbortController();
    await Promise.race([Promise.all(left), delay(GOODBYE_MS, undefined, { signal: patience.signal })]);
    patience.abort();
    for (const { cut } of this.open.keys()) cut();
  }
}
