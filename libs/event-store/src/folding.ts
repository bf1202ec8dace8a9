import type { Decider } from '#domain/kernel/decider';
import type { DomainEvent } from '#domain/kernel/message';
import { Refusal } from '#domain/kernel/refusal';
import { EMPTY, type NewEvent, type StoredEvent, type Tail } from './event-store.js';
import type { Position } from './port.js';
import { eventId, requestKey, type Request } from './request.js';

/** What a command answers: where its last event stands. `revision` is -1 and `position` '' where the stream does not exist. */
export type Receipt = Readonly<{ stream: string; revision: number; position: Position }>;

type Answered = Readonly<{ firstEventId: string; receipt: Receipt }>;

/** A stream folded so far: its state, where it stands, and what each request already led to. */
export class Folding<State, Event extends DomainEvent> {
  private readonly requests = new Map<string, Answered>();

  constructor(
    private readonly decider: Decider<State, never, Event>,
    readonly stream: string,
    public state: State = decider.initial,
    public receipt: Receipt = { stream, revision: -1, position: '' },
    public tail: Tail = EMPTY,
  ) {}

  get revision(): number {
    return this.receipt.revision;
  }

  /** Folds the next event; one that was folded already (two readers share this fold) is passed over. */
  add({ revision, position, id, type, data, meta, hash }: StoredEvent): void {
    if (revision !== this.receipt.revision + 1) return;
    this.state = this.decider.evolve(this.state, { type, data } as unknown as Event, meta);
    this.receipt = { stream: this.stream, revision, position };
    this.tail = { revision, hash };
    const key = requestKey(meta);
    this.requests.set(key, { firstEventId: this.requests.get(key)?.firstEventId ?? id, receipt: this.receipt });
  }

  /** State after events that are decided but not stored yet. */
  foretell(state: State, events: readonly NewEvent[]): State {
    return events.reduce((folded, { type, data, meta }) => this.decider.evolve(folded, { type, data } as unknown as Event, meta), state);
  }

  /** The first receipt of a request that was answered before. @throws {Refusal} `idempotency-key-reused` for other content. */
  answered(request: Request): Receipt | undefined {
    const earlier = this.requests.get(requestKey(request));
    if (!earlier || earlier.firstEventId === eventId(this.stream, request, 0)) return earlier?.receipt;
    throw new Refusal('idempotency-key-reused');
  }
}

/** A decider for any command: what a fold needs to know of it. */
export type AnyDecider<State, Event extends DomainEvent> = Decider<State, never, Event>;
