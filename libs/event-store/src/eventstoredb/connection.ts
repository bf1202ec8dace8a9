import {
  EventStoreDBClient,
  NO_STREAM,
  UnavailableError,
  WrongExpectedVersionError,
  jsonEvent,
  type AppendResult,
} from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { setTimeout as delay } from 'node:timers/promises';
import { LogUnavailable, START, type Envelope, type Position, type Recorded } from '../port.js';
import {
  UnreadableEvent,
  allRequest,
  endRequest,
  eventOf,
  eventPositionOf,
  lastRequest,
  type ReadAnswer,
  type ReadRequest,
} from './protocol.js';

type AnswerStream = ReturnType<StreamsClient['read']>;

const NOT_FOUND = 5;
const DEADLINE_EXCEEDED = 4;
/** INVALID_ARGUMENT, PERMISSION_DENIED, UNIMPLEMENTED, UNAUTHENTICATED: the same request will be answered the same way again. */
const FINAL_CODES = new Set([3, 7, 12, 16]);
/** Closing must not wait for a cluster that cannot be discovered. */
const CLOSE_WITHIN_MS = 1000;

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/** Whether no retry can mend it: a refusal of the request as such, or a fault of ours. All other codes are a matter of time. */
export const isFinal = (error: unknown): boolean => {
  if (error instanceof LogUnavailable) return false;
  const code = codeOf(error);
  return error instanceof UnreadableEvent || typeof code !== 'number' || FINAL_CODES.has(code);
};

/** Rejects as soon as `signal` aborts, whatever `work` is waiting for. */
const orAborted = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(new LogUnavailable('aborted'));
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

/**
 * One client, and so one channel, to the server or cluster. The client finds the leader, holds the credentials and replaces a
 * channel that broke; reads and appends are made here, so that each has its own deadline and its own error.
 */
export class Connection {
  private readonly client: EventStoreDBClient;

  /** @param url `esdb://` or `esdb+discover://` with the client's own options; `deadlineMs` bounds each page and append. */
  constructor(
    url: string,
    private readonly deadlineMs: number,
  ) {
    this.client = EventStoreDBClient.connectionString(url);
    // The client's batched append shares one table of promises between all calls: one broken call rejects all of them, a late
    // answer then throws outside of any call, and there is no deadline. Told that the server lacks it, it makes one call each.
    this.client['supports'] = () => Promise.resolve(false);
  }

  /** Answers one at a time, the next asked for only when the last was taken, until the server ends them or `signal` aborts. */
  async *read(request: ReadRequest, signal: AbortSignal, deadlineMs = Infinity): AsyncGenerator<ReadAnswer, void, void> {
    const opening = this.open(request, deadlineMs);
    const cancel = () => void opening.then((answers) => answers.cancel()).catch(() => undefined);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      yield* (await orAborted(opening, signal)) as AsyncIterable<ReadAnswer>;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  }

  /** All events that answer a bounded request; none where the stream does not exist. */
  page(request: ReadRequest, signal: AbortSignal): Promise<Recorded[]> {
    return this.all(request, eventOf, signal);
  }

  /** Position of the last event that is not the server's own, START where there is none. */
  async head(signal: AbortSignal): Promise<Position> {
    const [last] = await this.page(lastRequest(), signal);
    return last?.position ?? START;
  }

  /** Position of the last event of any kind, START where there is none. */
  async end(signal: AbortSignal): Promise<Position> {
    const [last] = await this.all(endRequest(), eventPositionOf, signal);
    return last ?? START;
  }

  /** Up to `limit` matching events after `after`. One more is asked for, because the server begins with the event at `after`. */
  async after(after: Position, categories: readonly string[] | undefined, limit: number, signal: AbortSignal): Promise<Recorded[]> {
    const events = await this.page(allRequest(after, categories, limit + 1), signal);
    return events.filter(({ position }) => position > after).slice(0, limit);
  }

  /**
   * @returns `actual` where another writer was first: the revision of the stream, -1 where it does not exist.
   * @throws {LogUnavailable} for all else; the events may or may not have been written.
   */
  async append(stream: string, after: number, events: readonly Envelope[]): Promise<AppendResult | { actual: number }> {
    const expectedRevision = after < 0 ? NO_STREAM : BigInt(after);
    const proposed = events.map((envelope) => jsonEvent({ id: envelope.id, type: envelope.type, data: envelope }));
    try {
      return await this.client.appendToStream(stream, proposed, { expectedRevision, deadline: this.deadlineMs, requiresLeader: true });
    } catch (error) {
      if (error instanceof WrongExpectedVersionError)
        return { actual: error.actualVersion === NO_STREAM ? -1 : Number(error.actualVersion) };
      if (codeOf(error) === DEADLINE_EXCEEDED) await this.abandon();
      throw new LogUnavailable(`append to ${stream} was not acknowledged`, { cause: error });
    }
  }

  /**
   * Leaves a channel that is silent rather than broken, as a half-open one is; the next call opens another. Clients of one
   * process share the transport to an address: where another holds on to it, the client's keepalive ends it later.
   */
  async abandon(): Promise<void> {
    const leave = () => Promise.reject(new UnavailableError());
    await this.client['execute'](StreamsClient, 'abandon', leave).catch(() => undefined);
  }

  async close(): Promise<void> {
    const closed = this.client.dispose().then(() => this.abandon());
    await Promise.race([closed, delay(CLOSE_WITHIN_MS, undefined, { ref: false })]);
  }

  /** What `decode` finds in the answers to a bounded request. */
  private async all<Found>(request: ReadRequest, decode: (answer: ReadAnswer) => Found | undefined, signal: AbortSignal): Promise<Found[]> {
    const found: Found[] = [];
    try {
      for await (const answer of this.read(request, signal, this.deadlineMs)) {
        const decoded = decode(answer);
        if (decoded !== undefined) found.push(decoded);
      }
      return found;
    } catch (error) {
      if (codeOf(error) === NOT_FOUND) return [];
      if (codeOf(error) === DEADLINE_EXCEEDED) await this.abandon();
      throw error;
    }
  }

  private async open(request: ReadRequest, deadlineMs: number): Promise<AnswerStream> {
    const [metadata, options] = this.client['callArguments']({ deadline: deadlineMs });
    const create = this.client['GRPCStreamCreator'](StreamsClient, 'read', (streams) => streams.read(request, metadata, options));
    try {
      return await create();
    } catch (cause) {
      throw new LogUnavailable('the event log cannot be reached', { cause });
    }
  }
}
