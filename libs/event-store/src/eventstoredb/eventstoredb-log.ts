import { setTimeout as delay } from 'node:timers/promises';
import {
  LogUnavailable,
  WrongExpectedRevision,
  type AppendReceipt,
  type Envelope,
  type EventLog,
  type ExpectedRevision,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type Recorded,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../port.js';
import { catchUp, retryDelayMs, type Watch } from './catch-up.js';
import { Connection, isFinal } from './connection.js';
import { toPosition } from './positions.js';
import { streamRequest } from './protocol.js';

export type EventStoreDbLogOptions = Partial<Watch> &
  Readonly<{
    /** `esdb://…` or `esdb+discover://…`, with the client's own options. */
    url: string;
    /** Longest time for one page of a read, and for an append. */
    deadlineMs?: number;
  }>;

const PAGE = 256;
const READ_ATTEMPTS = 3;
const HEARTBEAT_MS = 5000;
const DEADLINE_MS = 10_000;

class EventStoreDbLog implements EventLog {
  private readonly closed = new AbortController();

  constructor(
    private readonly connection: Connection,
    private readonly watch: Watch,
  ) {}

  async append(stream: string, expected: ExpectedRevision, envelopes: readonly Envelope[]): Promise<AppendReceipt> {
    this.mustBeOpen();
    // An envelope's own revision is part of its hash, so it decides the place; `any` leaves the choice to it.
    const after = envelopes[0]!.revision - 1;
    const given = expected === 'noStream' ? -1 : expected;
    if (given !== 'any' && given !== after) throw new WrongExpectedRevision(stream, expected, await this.lastRevision(stream));
    const answer = await this.connection.append(stream, after, envelopes);
    if ('actual' in answer) throw new WrongExpectedRevision(stream, expected, answer.actual);
    const revision = envelopes.at(-1)!.revision;
    if (!answer.position) return { revision, position: await this.positionOf(stream, revision) };
    const { commit, prepare } = answer.position;
    return { revision, position: toPosition({ commit: commit.toString(), prepare: prepare.toString() }) };
  }

  async *readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: ReadStreamOptions = {},
  ): AsyncGenerator<Recorded[]> {
    const step = direction === 'forwards' ? 1 : -1;
    let next = from;
    for (let left = limit; left > 0 && (next === undefined || next >= 0);) {
      const count = Math.min(PAGE, left);
      const events = await this.readAgain(() => this.connection.page(streamRequest(stream, direction, next, count), this.closed.signal));
      if (events.length > 0) yield events;
      if (events.length < count) return;
      left -= events.length;
      next = events.at(-1)!.envelope.revision + step;
    }
  }

  async *readAll({ after, categories, limit = Infinity }: ReadAllOptions): AsyncGenerator<Recorded[]> {
    const head = await this.head();
    let position = after;
    for (let left = limit; left > 0 && position < head;) {
      const count = Math.min(PAGE, left);
      const page = await this.readAgain(() => this.connection.after(position, categories, count, this.closed.signal));
      const events = page.filter((event) => event.position <= head);
      if (events.length > 0) yield events;
      if (events.length < count) return;
      left -= events.length;
      position = events.at(-1)!.position;
    }
  }

  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage> {
    return catchUp(this.connection, { ...options, signal: AbortSignal.any([options.signal, this.closed.signal]) }, this.watch);
  }

  head(): Promise<Position> {
    return this.readAgain(() => this.connection.head(this.closed.signal));
  }

  async close(): Promise<void> {
    if (this.closed.signal.aborted) return;
    this.closed.abort();
    await this.connection.close();
  }

  private mustBeOpen(): void {
    if (this.closed.signal.aborted) throw new LogUnavailable('the event log is closed');
  }

  /** A bounded read changes nothing and may be made again; an append never is, its caller decides. */
  private async readAgain<T>(read: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      this.mustBeOpen();
      try {
        return await read();
      } catch (cause) {
        if (isFinal(cause)) throw cause;
        if (attempt === READ_ATTEMPTS) throw new LogUnavailable('the event log cannot be read', { cause });
      }
      await delay(retryDelayMs(attempt), undefined, { signal: this.closed.signal }).catch(() => undefined);
    }
  }

  private async last(stream: string, from?: number): Promise<Recorded | undefined> {
    const [last] = await this.readAgain(() => this.connection.page(streamRequest(stream, 'backwards', from, 1), this.closed.signal));
    return last;
  }

  private async lastRevision(stream: string): Promise<number> {
    return (await this.last(stream))?.envelope.revision ?? -1;
  }

  /** For an append that was acknowledged without its position, as one sent twice may be. */
  private async positionOf(stream: string, revision: number): Promise<Position> {
    const event = await this.last(stream, revision);
    if (event?.envelope.revision !== revision) throw new LogUnavailable(`${stream} at ${revision} was acknowledged but cannot be read`);
    return event.position;
  }
}

/** A log on an EventStoreDB server or cluster (22.6 or later, which tells positions in stream reads). It must be ours alone. */
export const openEventStoreDbLog = async ({
  url,
  deadlineMs = DEADLINE_MS,
  heartbeatMs = HEARTBEAT_MS,
  onDrop = () => undefined,
}: EventStoreDbLogOptions): Promise<EventLog> => new EventStoreDbLog(new Connection(url, deadlineMs), { heartbeatMs, onDrop });
