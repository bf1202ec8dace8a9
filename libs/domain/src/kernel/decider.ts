import type { DomainEvent, Message } from './message.js';

/**
 * All a decision may know besides its state. Domain code never calls a clock or a random source.
 * `at` is the UTC ISO time of recording, `today` the business date in Asia/Shanghai, `by` the account id (or
 * `system:<name>`), `unit` the union unit in which the actor holds `role`.
 */
export type Context = Readonly<{
  at: string;
  today: string;
  by: string;
  role: string;
  unit: string;
  requestId: string;
  /** Digest of the request's content: the same requestId with other content is refused. */
  requestDigest?: string;
  correlationId: string;
  causationId?: string;
  reason?: string;
  /** The revision the client saw (If-Match); a conflict is then answered, never re-decided. */
  expectedRevision?: number;
}>;

/** The pure heart of an aggregate: what may happen, and what has happened. */
export type Decider<State, Command extends Message, Event extends DomainEvent> = Readonly<{
  /** Stream is `${category}-${id}`; camelCase without hyphen, because EventStoreDB splits categories at the first one. */
  category: string;
  initial: State;
  /** @throws {Refusal} when the command may not happen. An empty list means: already so. */
  decide: (command: Command, state: State, context: Context) => readonly Event[];
  /** Folds what happened; history is never judged again. */
  evolve: (state: State, event: Event, meta: EventMeta) => State;
}>;

/** What the envelope says beside the event itself; folds may use it (who, when, since when). */
export type EventMeta = Readonly<{
  at: string;
  effectiveOn?: string;
  by: string;
  role: string;
  unit: string;
  requestId: string;
  correlationId: string;
  causationId?: string;
  reason?: string;
}>;
