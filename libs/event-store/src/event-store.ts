import { LRUCache } from 'lru-cache';
import type { EventMeta } from '#domain/kernel/decider';
import { NO_HASH, sealEnvelope, verifyLink } from './envelope.js';
import type { Keyring } from './keyring/keyring.js';
import {
  WrongExpectedRevision,
  categoryOf,
  type AppendReceipt,
  type Envelope,
  type EventLog,
  type ExpectedRevision,
  type Position,
  type ReadAllOptions,
  type Recorded,
  type SubscribeOptions,
} from './port.js';
import { Sealing, type SealingRules } from './sealing.js';
import { currentSchema, upcast, type Upcasters } from './upcasting.js';

/** An event on its way into the log, in plain text. `id` is a UUID that the caller derives from the request. */
export type NewEvent = Readonly<{ id: string; type: string; data: Readonly<Record<string, unknown>>; meta: EventMeta }>;

/** An event as readers get it: opened and in today's schema. */
export type StoredEvent = Readonly<{
  position: Position;
  id: string;
  stream: string;
  revision: number;
  type: string;
  data: Readonly<Record<string, unknown>>;
  meta: EventMeta;
  hash: string;
}>;

/** What a subscription tells of opened events; see SubscriptionMessage. */
export type StoredMessage =
  | Readonly<{ kind: 'events'; events: readonly StoredEvent[]; position: Position }>
  | Readonly<{ kind: 'checkpoint' | 'caughtUp'; position: Position }>;

export type EventStoreOptions = Readonly<{ log: EventLog; keyring: Keyring; sealing: SealingRules; upcasters: Upcasters }>;

/** Where a stream ends: the revision and hash that the next event follows. */
export type Tail = Readonly<{ revision: number; hash: string }>;

/** The tail of a stream that does not exist. */
export const EMPTY: Tail = { revision: -1, hash: NO_HASH };
const ANY_ATTEMPTS = 10;

/** The event log as the application sees it: envelopes are chained and sealed on the way in, checked and opened on the way out. */
export class EventStore {
  readonly keyring: Keyring;
  private readonly log: EventLog;
  private readonly sealing: Sealing;
  private readonly upcasters: Upcasters;
  private readonly tails = new LRUCache<string, Tail>({ max: 100_000 });

  constructor({ log, keyring, sealing, upcasters }: EventStoreOptions) {
    this.log = log;
    this.keyring = keyring;
    this.sealing = new Sealing(sealing, keyring);
    this.upcasters = upcasters;
  }

  /**
   * Appends all or nothing; resolves once durable. Whoever has read the stream names its tail, and should: where another writer was
   * first with the very same events the log acknowledges ours, though what it holds is sealed and hashed otherwise, so that nothing
   * can be known of a tail but by reading it.
   * @throws {WrongExpectedRevision} @throws {LogUnavailable}
   */
  async append(stream: string, expected: ExpectedRevision | Tail, events: readonly NewEvent[]): Promise<AppendReceipt> {
    await this.keyring.ensure(events.flatMap(({ type, data }) => this.sealing.subjectsToSeal(categoryOf(stream), type, data)));
    for (let attempt = 1; ; attempt++) {
      const tail = await this.tailFor(stream, expected);
      const envelopes = this.chain(stream, tail, events);
      try {
        const receipt = await this.log.append(stream, tail.revision === -1 ? 'noStream' : tail.revision, envelopes);
        this.tails.set(stream, { revision: receipt.revision, hash: envelopes.at(-1)!.hash });
        return receipt;
      } catch (error) {
        this.tails.delete(stream);
        // With `any` the place in the chain was our guess, so another writer only means guessing again.
        if (!(expected === 'any' && error instanceof WrongExpectedRevision && attempt < ANY_ATTEMPTS)) throw error;
      }
    }
  }

  /** Pages of a stream after `after`, every link of the chain checked. @throws {ChainBroken} where history was altered. */
  async *readStream(stream: string, after: Tail = EMPTY): AsyncGenerator<readonly StoredEvent[]> {
    let previous = after;
    for await (const page of this.log.readStream(stream, { from: after.revision + 1 })) {
      for (const { envelope } of page) {
        verifyLink(envelope, previous);
        previous = envelope;
      }
      yield await this.open(page);
    }
  }

  /** One event by its place in its stream, its own hash checked. @throws {ChainBroken} where it was altered. @throws {RangeError} where there is none. */
  async eventAt(stream: string, revision: number): Promise<StoredEvent> {
    for await (const page of this.log.readStream(stream, { from: revision, limit: 1 })) {
      const { envelope } = page[0]!;
      verifyLink(envelope, { revision: revision - 1, hash: envelope.prev });
      return (await this.open(page))[0]!;
    }
    throw new RangeError('no event at that revision');
  }

  /** Pages of the whole log up to its head now. */
  async *readAll(options: ReadAllOptions): AsyncGenerator<readonly StoredEvent[]> {
    for await (const page of this.log.readAll(options)) yield await this.open(page);
  }

  /** Catches up and follows; see EventLog.subscribe. With `types`, others are passed over before they are opened. */
  async *subscribe({ types, ...options }: SubscribeOptions & Readonly<{ types?: readonly string[] }>): AsyncGenerator<StoredMessage> {
    const isWanted = ({ envelope }: Recorded) => types === undefined || types.includes(envelope.type);
    for await (const message of this.log.subscribe(options)) {
      yield message.kind === 'events' ? { ...message, events: await this.open(message.events.filter(isWanted)) } : message;
    }
  }

  head(): Promise<Position> {
    return this.log.head();
  }

  /** The last event of a stream: its revision and hash, without opening it. */
  async tail(stream: string): Promise<Tail> {
    for await (const page of this.log.readStream(stream, { direction: 'backwards', limit: 1 })) return page[0]!.envelope;
    return EMPTY;
  }

  async close(): Promise<void> {
    await this.log.close();
    await this.keyring.close();
  }

  private async tailFor(stream: string, expected: ExpectedRevision | Tail): Promise<Tail> {
    if (typeof expected === 'object') return expected;
    if (expected === 'noStream') return EMPTY;
    const known = this.tails.get(stream);
    if (known && known.revision === expected) return known;
    const tail = await this.tail(stream);
    if (expected !== 'any' && tail.revision !== expected) throw new WrongExpectedRevision(stream, expected, tail.revision);
    return tail;
  }

  private chain(stream: string, tail: Tail, events: readonly NewEvent[]): Envelope[] {
    let { revision, hash: prev } = tail;
    return events.map(({ id, type, data, meta }) => {
      revision += 1;
      const sealed = this.sealing.seal(categoryOf(stream), type, { stream, id }, data);
      const envelope = sealEnvelope({ id, stream, revision, type, schema: currentSchema(this.upcasters, type), data: sealed, meta, prev });
      prev = envelope.hash;
      return envelope;
    });
  }

  private async open(page: readonly Recorded[]): Promise<StoredEvent[]> {
    await this.keyring.load(page.flatMap(({ envelope: { data } }) => this.sealing.subjectsToOpen(data)));
    return page.map(({ position, envelope }) => {
      const { id, stream, revision, type, schema, meta, hash } = envelope;
      const opened = this.sealing.open({ stream, id }, envelope.data);
      return { position, id, stream, revision, type, data: upcast(this.upcasters, type, schema, opened), meta, hash };
    });
  }
}
