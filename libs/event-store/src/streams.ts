import { LRUCache } from 'lru-cache';
import type { Context, Decider } from '#domain/kernel/decider';
import type { DomainEvent, Message } from '#domain/kernel/message';
import type { EventStore } from './event-store.js';
import { Folding, type AnyDecider, type Receipt } from './folding.js';
import { WrongExpectedRevision } from './port.js';
import type { Request } from './request.js';
import { Round, StaleRevision, type Waiting } from './round.js';

const DECISIONS = 3;
/** So many waiting commands of one stream are decided together and written in one append. */
const TOGETHER = 64;

type StreamDecider = AnyDecider<unknown, DomainEvent>;
type StreamFolding = Folding<unknown, DomainEvent>;

/** A stream as it stands, and the first receipt of a request that it has answered before. */
export type Loaded<State> = Readonly<{ state: State; receipt: Receipt; answered: (request: Request) => Receipt | undefined }>;

/** Load, decide, append: the one way by which anything is written. */
export class Streams {
  private readonly folds = new LRUCache<string, StreamFolding>({ max: 20_000 });
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly events: EventStore) {}

  /**
   * Reads the stream, decides the command and appends what follows from it.
   * Commands that wait for the same stream are decided one after the other, each on the state the one before leaves, and
   * written together. A request that was answered before gets its first receipt and appends nothing. On a conflict with
   * another writer it is decided again, at most 3 times; where the client sent If-Match (`expectedRevision`) never.
   * @throws {Refusal} from the decider, or `idempotency-key-reused` where the requestId came with other content before.
   * @throws {StaleRevision} where If-Match is not the current revision.
   * @throws {WrongExpectedRevision} where others were first three times over.
   */
  handle<State, Command extends Message, Event extends DomainEvent>(
    decider: Decider<State, Command, Event>,
    id: string,
    command: Command,
    context: Context,
  ): Promise<Receipt> {
    return new Promise((resolve, reject) => {
      const decide = (state: unknown) => decider.decide(command, state as State, context);
      this.enqueue(`${decider.category}-${id}`, { decide, context, resolve, reject, attempts: 0 }, decider as unknown as StreamDecider);
    });
  }

  /** The stream's state now, never older than what was acknowledged before the call; `answered` as Folding has it. */
  async load<State, Event extends DomainEvent>(decider: AnyDecider<State, Event>, id: string): Promise<Loaded<State>> {
    const folding = await this.current(decider as unknown as StreamDecider, `${decider.category}-${id}`);
    const { state, receipt } = folding;
    return { state: state as State, receipt, answered: (request) => folding.answered(request) };
  }

  private enqueue(stream: string, waiting: Waiting, decider: StreamDecider): void {
    const queue = this.queues.get(stream);
    if (queue) return void queue.push(waiting);
    const started = [waiting];
    this.queues.set(stream, started);
    void this.drain(stream, started, decider);
  }

  private async drain(stream: string, queue: Waiting[], decider: StreamDecider): Promise<void> {
    while (queue.length > 0) {
      const batch = queue.splice(0, TOGETHER);
      try {
        queue.unshift(...(await this.answer(await this.current(decider, stream), batch)));
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.queues.delete(stream);
  }

  /** Decides a batch and writes it; returns those that have to wait for another round. */
  private async answer(folding: StreamFolding, batch: readonly Waiting[]): Promise<readonly Waiting[]> {
    const round = new Round(folding);
    for (const waiting of batch) round.take(waiting);
    try {
      const position = await this.write(folding, round);
      for (const { waiting, revision } of round.decided) waiting.resolve({ stream: folding.stream, revision, position });
      return round.twins;
    } catch (error) {
      this.folds.delete(folding.stream);
      return [...round.decided.map(({ waiting }) => waiting).filter((waiting) => mayTryAgain(waiting, error)), ...round.twins];
    }
  }

  private async write({ stream, tail, receipt }: StreamFolding, { events }: Round): Promise<string> {
    return events.length === 0 ? receipt.position : (await this.events.append(stream, tail, events)).position;
  }

  /** The cached fold brought up to the stream's end, or a fresh one. */
  private async current(decider: StreamDecider, stream: string): Promise<StreamFolding> {
    const known = this.folds.get(stream);
    const folding = known ?? new Folding(decider, stream);
    for await (const page of this.events.readStream(stream, folding.tail)) for (const event of page) folding.add(event);
    if (!known && folding.revision >= 0) this.folds.set(stream, folding);
    return folding;
  }
}

/** After a failed append: true where another writer was first and the command may be decided again; else it is answered. */
const mayTryAgain = (waiting: Waiting, error: unknown): boolean => {
  const { context, reject } = waiting;
  const conflict = error instanceof WrongExpectedRevision;
  waiting.attempts += 1;
  if (conflict && context.expectedRevision !== undefined) reject(new StaleRevision(context.expectedRevision, error.actual));
  else if (conflict && waiting.attempts < DECISIONS) return true;
  else reject(error);
  return false;
};
