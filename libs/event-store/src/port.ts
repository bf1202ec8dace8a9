import type { EventMeta } from '#domain/kernel/decider';

/** A place in the whole log: opaque, of fixed width per adapter, so that plain string comparison orders events. */
export type Position = string;

/** Before the first event of any log. */
export const START: Position = '';

/** The revision the writer believes the stream to be at; `any` where it does not matter. */
export type ExpectedRevision = number | 'noStream' | 'any';

/** One event as it is stored. A storage contract: new versions, never edits. Personal fields are ciphertext here. */
export type Envelope = Readonly<{
  id: string;
  stream: string;
  revision: number;
  type: string;
  schema: number;
  data: Readonly<Record<string, unknown>>;
  meta: EventMeta;
  /** Hash of the stream's previous event; 64 zeros for the first. */
  prev: string;
  /** SHA-256 (hex) of the RFC 8785 canonical JSON of all the rest. */
  hash: string;
}>;

/** An envelope and where in the log it stands. The position is the store's own and not part of the hash. */
export type Recorded = Readonly<{ position: Position; envelope: Envelope }>;

export type AppendReceipt = Readonly<{ revision: number; position: Position }>;

/** Another writer was first: `actual` is the stream's revision now, -1 where it does not exist. */
export class WrongExpectedRevision extends Error {
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    readonly actual: number,
  ) {
    super(`stream ${stream}: expected revision ${expected}, is ${actual}`);
    this.name = 'WrongExpectedRevision';
  }
}

/** The log cannot be written or reached; nothing of the request was acknowledged, and it may or may not have been written. */
export class LogUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LogUnavailable';
  }
}

export type ReadStreamOptions = Readonly<{
  /** Revision to start from, inclusive; default 0 forwards, the last one backwards. */
  from?: number;
  direction?: 'forwards' | 'backwards';
  limit?: number;
}>;

export type ReadAllOptions = Readonly<{
  /** Exclusive; START reads from the beginning. */
  after: Position;
  /** Only these stream categories; all when absent. */
  categories?: readonly string[];
  limit?: number;
}>;

export type SubscribeOptions = Readonly<{ after: Position; categories?: readonly string[]; signal: AbortSignal }>;

/**
 * What a subscription tells, in log order, without gap or repeat:
 * `events` (a bounded page of matching events), `caughtUp` each time the head is reached (live from here), and `checkpoint`
 * (everything up to `position` was looked at, though nothing matched).
 */
export type SubscriptionMessage =
  | Readonly<{ kind: 'events'; events: readonly Recorded[]; position: Position }>
  | Readonly<{ kind: 'checkpoint'; position: Position }>
  | Readonly<{ kind: 'caughtUp'; position: Position }>;

/**
 * The event log: append, read, follow. Two adapters (`sqlite`, `eventstoredb`) pass one contract suite in test/contract.
 * Adapters move envelopes and know nothing of sealing or hashes; `EventStore` adds both at the edge.
 */
export interface EventLog {
  /**
   * Appends all or nothing; resolves only once the write is durable.
   * An append of the very same event ids at the same place is acknowledged again, not repeated.
   * @throws {WrongExpectedRevision} another writer was first; nothing was written.
   * @throws {LogUnavailable} the outcome is unknown or the log is closed.
   */
  append(stream: string, expected: ExpectedRevision, envelopes: readonly Envelope[]): Promise<AppendReceipt>;
  /** Pages of a stream's events; none where the stream does not exist. */
  readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<readonly Recorded[]>;
  /** Pages of the whole log up to the head at the time of the call. */
  readAll(options: ReadAllOptions): AsyncIterable<readonly Recorded[]>;
  /** Catches up, then follows, until `signal` aborts. Reconnects by itself; throws only what no retry can mend. */
  subscribe(options: SubscribeOptions): AsyncIterable<SubscriptionMessage>;
  /** Position of the last event, START where there is none. */
  head(): Promise<Position>;
  close(): Promise<void>;
}

/** Category of a stream: the part before the first hyphen. */
export const categoryOf = (stream: string): string => stream.slice(0, stream.indexOf('-'));
