import { Injectable } from '@nestjs/common';
import { businessDayOf } from '#domain/kernel/time';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import type { EventPlaceAnswer } from './dashboard.answers.js';

/** What an event of a household's watch says of where it belongs. */
type Told = Readonly<{
  watchNumber?: number;
  flagNumber?: number;
  signalIds?: readonly string[];
  signalId?: string;
  signal?: Readonly<{ signalId: string }>;
}>;

/** Which signals and flags a case rests on. */
class Grounds {
  private readonly flags = new Set<number>();
  private readonly signals = new Set<string>();

  constructor(
    private readonly watchNumber: number,
    events: readonly StoredEvent[],
  ) {
    for (const { type, data } of events) this.learn(type, data);
  }

  holds({ data }: StoredEvent): boolean {
    const { watchNumber, flagNumber, signal, signalId } = data as Told;
    const heard = signal?.signalId ?? signalId;
    if (heard !== undefined) return this.signals.has(heard);
    return watchNumber === undefined ? flagNumber !== undefined && this.flags.has(flagNumber) : watchNumber === this.watchNumber;
  }

  private learn(type: string, { watchNumber, flagNumber = 0, signalIds = [] }: Told): void {
    if (type === 'FlagRaised' && watchNumber === this.watchNumber) this.flags.add(flagNumber);
    if (this.flags.has(flagNumber)) for (const signalId of signalIds) this.signals.add(signalId);
  }
}

const placeOf = ({ stream, revision, type, meta }: StoredEvent): EventPlaceAnswer => ({ stream, revision, type, at: meta.at });

/** The events behind a figure, from the log itself. */
@Injectable()
export class EvidenceOf {
  constructor(private readonly events: EventStore) {}

  /** Everything recorded of a watch case by the end of a day: its signals, its flags, and what was done. */
  async watchCase(householdId: string, watchNumber: number, day: string): Promise<EventPlaceAnswer[]> {
    const known: StoredEvent[] = [];
    for await (const page of this.events.readStream(`watch-${householdId}`)) {
      known.push(...page.filter(({ meta }) => businessDayOf(meta.at) <= day));
    }
    const grounds = new Grounds(watchNumber, known);
    return known.filter((event) => grounds.holds(event)).map(placeOf);
  }

  /** One event by its place. */
  async at(stream: string, revision: number): Promise<EventPlaceAnswer> {
    return placeOf(await this.events.eventAt(stream, revision));
  }
}
