import { setTimeout as delay } from 'node:timers/promises';
import type { Position, Recorded, SubscribeOptions, SubscriptionMessage } from '../port.js';
import { isFinal, type Connection } from './connection.js';
import { checkpointOf, eventOf, subscriptionRequest, type ReadAnswer } from './protocol.js';

export type Watch = Readonly<{
  /** After so long without a word, a subscription is measured against the log itself. */
  heartbeatMs: number;
  /** Hears why a subscription was dropped, before it is taken up again. */
  onDrop: (cause: unknown) => void;
}>;

/** The subscription is open, matching events are in the log, and two heartbeats have passed without them. */
export class Stalled extends Error {
  constructor(readonly awaited: Position) {
    super('the subscription is open but delivers nothing');
    this.name = 'Stalled';
  }
}

const PAGE = 256;
/** A page is handed on, full or not, when so long nothing more has come. */
const PAGE_GAP_MS = 1;
const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5000;
const SILENCE = Symbol('silence');

export const retryDelayMs = (failures: number): number => Math.min(FIRST_RETRY_MS * 2 ** failures, LONGEST_RETRY_MS);

/**
 * Waits for one promise, again and again if need be, and leaves only one handler on it however often that is.
 * @returns a function that waits up to `ms` and says whether there was silence.
 */
const patience = (promise: Promise<unknown>): ((ms: number) => Promise<boolean>) => {
  let arrived = false;
  let wake = () => {};
  const arrive = () => {
    arrived = true;
    wake();
  };
  promise.then(arrive, arrive);
  return async (ms) => {
    if (!arrived) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return !arrived;
  };
};

/**
 * One subscription on one connection, from `position` until it drops. The server's own word that all is well is never taken:
 * a checkpoint counts only once a later answer has not contradicted it, and silence is measured against the log.
 */
class Following {
  private page: Recorded[] = [];
  private checkpoint: Position | undefined;
  private live = false;
  private awaited: Position | undefined;

  constructor(
    private readonly connection: Connection,
    private position: Position,
    private readonly categories: readonly string[] | undefined,
    private readonly signal: AbortSignal,
    private readonly watch: Watch,
  ) {}

  /** Ends, or throws, with the connection; what has come until then is told before. */
  async *messages(): AsyncGenerator<SubscriptionMessage, void, void> {
    try {
      for await (const answer of this.answers()) {
        if (answer === SILENCE) yield* this.page.length > 0 ? this.flushed() : await this.measured();
        else yield* this.understood(answer);
      }
    } catch (cause) {
      if (!this.signal.aborted) yield* this.flushed();
      throw cause;
    }
    yield* this.flushed();
  }

  /** The server's answers, and SILENCE whenever none has come for a while. */
  private async *answers(): AsyncGenerator<ReadAnswer | typeof SILENCE, void, void> {
    const answers = this.connection.read(subscriptionRequest(this.position, this.categories), this.signal);
    for (;;) {
      const pending = answers.next();
      const silent = patience(pending);
      while (await silent(this.page.length > 0 ? PAGE_GAP_MS : this.watch.heartbeatMs)) yield SILENCE;
      const next = await pending;
      if (next.done) return;
      yield next.value;
    }
  }

  /** What one answer of the server adds to what is told. */
  private understood(answer: ReadAnswer): SubscriptionMessage[] {
    const event = eventOf(answer);
    if (event) return this.received(event);
    const checkpoint = checkpointOf(answer);
    if (checkpoint) return [...this.flushed(), ...this.checked(checkpoint)];
    if (answer.hasCaughtUp()) return [...this.flushed(), ...this.confirmed(), this.caughtUp()];
    return [];
  }

  private received(event: Recorded): SubscriptionMessage[] {
    // An event behind a checkpoint refutes it; one at or before the position was told already.
    this.checkpoint = undefined;
    if (event.position <= (this.page.at(-1)?.position ?? this.position)) return [];
    this.page.push(event);
    return this.page.length < PAGE ? [] : this.flushed();
  }

  private flushed(): SubscriptionMessage[] {
    const events = this.page;
    if (events.length === 0) return [];
    this.page = [];
    this.position = events.at(-1)!.position;
    return [{ kind: 'events', events, position: this.position }];
  }

  /** Keeps a checkpoint until the next answer, and tells of the one before. */
  private checked(checkpoint: Position): SubscriptionMessage[] {
    const confirmed = this.confirmed();
    if (checkpoint > this.position) this.checkpoint = checkpoint;
    return confirmed;
  }

  private confirmed(): SubscriptionMessage[] {
    if (this.checkpoint === undefined || this.checkpoint <= this.position) return [];
    this.position = this.checkpoint;
    this.checkpoint = undefined;
    return [{ kind: 'checkpoint', position: this.position }];
  }

  private caughtUp(): SubscriptionMessage {
    this.live = true;
    return { kind: 'caughtUp', position: this.position };
  }

  /**
   * Compares a silent subscription with the log: its end is read first, so that if then nothing matches after our position, all
   * up to that end has been looked at. That also moves the position where matching events are rare.
   * @throws {Stalled} where the same event is missing for the second time.
   */
  private async measured(): Promise<SubscriptionMessage[]> {
    const end = await this.connection.end(this.signal);
    const [missing] = await this.connection.after(this.position, this.categories, 1, this.signal);
    if (missing) {
      if (missing.position === this.awaited) throw new Stalled(missing.position);
      this.awaited = missing.position;
      return [];
    }
    if (this.live && end <= this.position) return [];
    if (end > this.position) this.position = end;
    return [this.caughtUp()];
  }
}

/** Runs one connection's subscription and ends it, whatever ended it here. */
async function* followed(connection: Connection, { after, categories, signal }: SubscribeOptions, watch: Watch) {
  const left = new AbortController();
  const stop = AbortSignal.any([signal, left.signal]);
  try {
    yield* new Following(connection, after, categories, stop, watch).messages();
  } finally {
    left.abort();
  }
}

/**
 * Follows the log until `signal` aborts. Whatever drops the subscription (an error of any code, an end that nobody asked for, a
 * stall), it is taken up again from the last position told; only what no retry can mend is thrown.
 */
export async function* catchUp(
  connection: Connection,
  options: SubscribeOptions,
  watch: Watch,
): AsyncGenerator<SubscriptionMessage, void, void> {
  const { signal } = options;
  let after = options.after;
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      for await (const message of followed(connection, { ...options, after }, watch)) {
        failures = 0;
        after = message.position;
        yield message;
      }
      watch.onDrop(new Error('the server ended the subscription'));
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof Stalled) && isFinal(error)) throw error;
      if (error instanceof Stalled) await connection.abandon();
      watch.onDrop(error);
    }
    await delay(retryDelayMs(failures), undefined, { signal }).catch(() => undefined);
  }
}
