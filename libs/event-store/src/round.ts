import type { Context } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import type { NewEvent } from './event-store.js';
import type { Folding, Receipt } from './folding.js';
import { newEvents, requestKey } from './request.js';

/** The client's If-Match is not the stream's revision any more. */
export class StaleRevision extends Error {
  constructor(
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`revision ${expected} was expected, it is ${actual}`);
    this.name = 'StaleRevision';
  }
}

/** A command that waits for its turn on a stream. */
export type Waiting = {
  readonly decide: (state: unknown) => readonly DomainEvent[];
  readonly context: Context;
  readonly resolve: (receipt: Receipt) => void;
  readonly reject: (error: unknown) => void;
  attempts: number;
};

type Decided = Readonly<{ waiting: Waiting; revision: number }>;

/** Commands of one stream, decided one after the other, each on the state that the one before would leave. */
export class Round {
  readonly events: NewEvent[] = [];
  readonly decided: Decided[] = [];
  /** Requests that came twice into this round: answered in the next, when the first one's outcome is known. */
  readonly twins: Waiting[] = [];
  private readonly requests = new Set<string>();
  private state: unknown;

  constructor(private readonly folding: Folding<unknown, DomainEvent>) {
    this.state = folding.state;
  }

  /** Decides one command: into `decided`, or answered or refused at once. */
  take(waiting: Waiting): void {
    const { context, resolve, reject } = waiting;
    if (this.requests.has(requestKey(context))) return void this.twins.push(waiting);
    try {
      const earlier = this.folding.answered(context);
      if (earlier) resolve(earlier);
      else this.decide(waiting);
    } catch (error) {
      reject(error);
    }
  }

  private decide(waiting: Waiting): void {
    const { context } = waiting;
    const before = this.folding.revision + this.events.length;
    if (context.expectedRevision !== undefined && context.expectedRevision !== before) {
      throw new StaleRevision(context.expectedRevision, before);
    }
    const events = newEvents(this.folding.stream, context, waiting.decide(this.state));
    this.state = this.folding.foretell(this.state, events);
    this.requests.add(requestKey(context));
    this.events.push(...events);
    this.decided.push({ waiting, revision: before + events.length });
  }
}
