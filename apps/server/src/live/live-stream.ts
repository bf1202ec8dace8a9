import type { Caller } from '../platform/caller.js';
import type { Directory } from '../platform/directory.js';
import type { Sessions } from '../platform/sessions.js';
import type { OpenSession } from '../platform/tokens.js';
import type { LiveCategoryName, LiveEvent } from './live-event.js';
import { messageFor } from './live-message.js';
import type { LivePlaces } from './live-places.js';
import type { LiveTail } from './live-tail.js';

/** A stream on which nothing is told says this often how far the log was looked at, so that it is taken up again from there. */
const HEARTBEAT_MS = 15_000;
/** After which a client whose stream ended asks again. */
const RETRY_MS = 1_000;

/** Why a stream was ended from this side. */
type Ending = 'session-ended' | 'stopping' | 'unavailable';

export type LiveSources = Readonly<{ tail: LiveTail; places: LivePlaces; directory: Directory; sessions: Sessions }>;

export type Listener = Readonly<{
  caller: Caller;
  session: OpenSession;
  /** The last position that the client knows of. */
  after: string;
  /** All where absent. */
  categories?: readonly LiveCategoryName[] | undefined;
  /** Aborts when the client is gone. */
  gone: AbortSignal;
  /** Aborts when the server stops. */
  stopping: AbortSignal;
  heartbeatMs?: number;
}>;

const block = (id: string, event: string, data: object): string => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** One listener's stream, as text/event-stream. The next piece is made when the client has taken the one before. */
export class LiveStream {
  private readonly stop: AbortSignal;
  private position: string;
  private saidAt = performance.now();

  constructor(
    private readonly sources: LiveSources,
    private readonly listener: Listener,
  ) {
    this.stop = AbortSignal.any([listener.gone, listener.stopping]);
    this.position = listener.after;
  }

  async *text(): AsyncGenerator<string> {
    yield `retry: ${RETRY_MS}\n${block(this.position, 'opened', { position: this.position })}`;
    try {
      while (!this.stop.aborted && this.isSignedIn()) yield* this.next();
      if (!this.listener.gone.aborted) yield this.ended(this.stop.aborted ? 'stopping' : 'session-ended');
    } catch {
      // Whatever it was, nothing was told that the client would not be told again.
      yield this.ended('unavailable');
    }
  }

  /** What has come since, or a heartbeat where that was long ago. */
  private async *next(): AsyncGenerator<string> {
    const { tail } = this.sources;
    const { heartbeatMs = HEARTBEAT_MS } = this.listener;
    await tail.changed(this.position, heartbeatMs - (performance.now() - this.saidAt), this.stop);
    const { events, position } = await tail.after(this.position);
    for (const event of events) {
      const said = await this.said(event);
      if (said === undefined) continue;
      this.position = event.position;
      yield this.noted(said);
      if (!this.isSignedIn() || this.stop.aborted) return;
    }
    this.position = position;
    if (performance.now() - this.saidAt >= heartbeatMs) yield this.noted(`: still here\nid: ${position}\n\n`);
  }

  /** Decided by the roles of this moment. @throws {Problem} where who may hear of what is not known in time */
  private async said(event: LiveEvent): Promise<string | undefined> {
    const { places, directory } = this.sources;
    if (event.changesDirectory) await directory.reached(event.position);
    const { category } = event;
    if (!category || !(this.listener.categories?.includes(category) ?? true)) return undefined;
    const units = await places.unitsOf(event);
    const message = this.isSignedIn() ? messageFor(this.listener.caller, event, units) : undefined;
    return message && block(event.position, category, message);
  }

  /** Whatever changes what a person may do ends his sessions: as long as this one holds, its roles are those of now. */
  private isSignedIn(): boolean {
    return this.sources.sessions.accountOf(this.listener.session) !== undefined;
  }

  private noted(text: string): string {
    this.saidAt = performance.now();
    return text;
  }

  private ended(reason: Ending): string {
    return block(this.position, 'ended', { reason });
  }
}
