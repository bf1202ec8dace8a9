import { START, WrongExpectedRevision, type Envelope, type EventLog, type Position, type Recorded } from '#event-store/port';

/** An event as the protocol brings it; bytes in base64. */
export type Proposed = Readonly<{ id: string; metadata: Readonly<Record<string, string>>; customMetadata: string; data: string }>;
/** `place` counts the events of the whole log from 1. */
export type Stored = Proposed & Readonly<{ stream: string; revision: number; place: number }>;
export type Expected = number | 'noStream' | 'streamExists' | 'any';
export type Written = Readonly<{ revision: number; place: number }>;

/** The log is only read forwards: backwards it is read in windows that begin small, because most ask for the last event. */
const WIDEST_WINDOW = 64;
const META = { at: '2026-01-01T00:00:00.000Z', by: 'system:test', role: '', unit: '', requestId: '', correlationId: '' };
const DELETED = 'deleted';

/** The sqlite adapter's positions are the place in 16 digits. */
const placeOf = (position: Position): number => Number(position);
const positionAt = (place: number): Position => (place <= 0 ? START : String(place).padStart(16, '0'));

const toStored = ({ position, envelope: { id, stream, revision, data } }: Recorded): Stored => {
  const { metadata, customMetadata, data: bytes } = data as Omit<Proposed, 'id'>;
  return { id, stream, revision, place: placeOf(position), metadata, customMetadata, data: bytes };
};

const toEnvelope = (stream: string, revision: number, { id, ...data }: Proposed): Envelope => {
  return { id, stream, revision, type: data.metadata['type'] ?? '', schema: 1, data, meta: META, prev: '', hash: '' };
};

/** The server's events, whatever bytes a client sends, kept in a log of the sqlite adapter. */
export class StoredEvents {
  constructor(private readonly log: EventLog) {}

  async append(stream: string, expected: Expected, proposed: readonly Proposed[]): Promise<Written | { actual: number }> {
    for (;;) {
      const tail = await this.tail(stream);
      if (expected === 'streamExists' && tail < 0) return { actual: tail };
      const after = expected === 'noStream' ? -1 : typeof expected === 'number' ? expected : tail;
      const envelopes = proposed.map((event, index) => toEnvelope(stream, after + 1 + index, event));
      try {
        const { revision, position } = await this.log.append(stream, after < 0 ? 'noStream' : after, envelopes);
        return { revision, place: placeOf(position) };
      } catch (error) {
        if (!(error instanceof WrongExpectedRevision)) throw error;
        if (after !== tail) return { actual: error.actual };
        if (expected === 'noStream' || typeof expected === 'number') return { actual: error.actual };
        // Another writer was first; without an expectation that is no conflict.
      }
    }
  }

  async tail(stream: string): Promise<number> {
    for await (const [last] of this.log.readStream(stream, { direction: 'backwards', limit: 1 })) return last!.envelope.revision;
    return -1;
  }

  /** Whether it was ever begun, or begun again after it was deleted. */
  async exists(stream: string): Promise<boolean> {
    return (await this.tail(stream)) > (await this.deletedUpTo(stream));
  }

  /** A deleted stream keeps its events in the log, but a reader of the stream sees only what was appended later. */
  async delete(stream: string, expected: Expected): Promise<Written | { actual: number }> {
    const tail = await this.tail(stream);
    if (tail < 0 || (typeof expected === 'number' && expected !== tail)) return { actual: tail };
    const marker = { id: crypto.randomUUID(), metadata: { type: '$metadata', [DELETED]: String(tail) }, customMetadata: '', data: '' };
    return this.append(`$$${stream}`, 'any', [marker]);
  }

  async *readStream(stream: string, direction: 'forwards' | 'backwards', from: number | undefined): AsyncGenerator<Stored> {
    const deleted = await this.deletedUpTo(stream);
    const start = direction === 'forwards' ? Math.max(from ?? 0, deleted + 1) : from;
    for await (const page of this.log.readStream(stream, { direction, ...(start === undefined ? {} : { from: start }) })) {
      for (const event of page) if (event.envelope.revision > deleted) yield toStored(event);
    }
  }

  async *readForwards(from: number): AsyncGenerator<Stored> {
    for await (const page of this.log.readAll({ after: positionAt(from - 1) })) yield* page.map(toStored);
  }

  async *readBackwards(from: number | undefined): AsyncGenerator<Stored> {
    let size = 1;
    for (let last = from ?? placeOf(await this.log.head()); last > 0; last -= size, size = Math.min(2 * size, WIDEST_WINDOW)) {
      const first = Math.max(1, last - size + 1);
      const window: Stored[] = [];
      for await (const page of this.log.readAll({ after: positionAt(first - 1), limit: last - first + 1 }))
        window.push(...page.map(toStored));
      yield* window.reverse();
    }
  }

  /** Events after `place` as they come, and `caughtUp` each time there are no more. */
  async *follow(place: number, signal: AbortSignal): AsyncGenerator<Stored | 'caughtUp'> {
    for await (const message of this.log.subscribe({ after: positionAt(place), signal })) {
      if (message.kind === 'events') yield* message.events.map(toStored);
      if (message.kind === 'caughtUp') yield 'caughtUp';
    }
  }

  async head(): Promise<number> {
    return placeOf(await this.log.head());
  }

  private async deletedUpTo(stream: string): Promise<number> {
    for await (const [last] of this.log.readStream(`$$${stream}`, { direction: 'backwards', limit: 1 })) {
      return Number(toStored(last!).metadata[DELETED]);
    }
    return -1;
  }
}
