import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EventStore } from '#event-store/event-store';
import { liveCategory, liveEventOf, type LiveEvent } from './live-event.js';

const STREAMS_KEPT = 50_000;

/** Where a stream belonged: from which revision to which unit, the latest last, known up to a revision. */
type Whereabouts = Readonly<{ upTo: number; stays: readonly Readonly<{ from: number; unit: string }>[] }>;

const NOWHERE_YET: Whereabouts = { upTo: -1, stays: [] };

const after = ({ stays }: Whereabouts, { revision, named: [unit] }: Pick<LiveEvent, 'revision' | 'named'>): Whereabouts => ({
  upTo: revision,
  stays: unit === undefined || unit === stays.at(-1)?.unit ? stays : [...stays, { from: revision, unit }],
});

/**
 * Finds the units an event belonged to when it happened. Asked of the streams themselves and of no view: the answer is the same
 * whenever it is asked, so that a stream that is taken up again tells what the uninterrupted one told.
 */
@Injectable()
export class LivePlaces {
  private readonly firstUnits = new LRUCache<string, string>({ max: STREAMS_KEPT });
  private readonly whereabouts = new LRUCache<string, Whereabouts>({ max: STREAMS_KEPT });

  constructor(private readonly events: EventStore) {}

  /** None for what belongs to no unit; two where it went from one to another, the new one first. */
  async unitsOf(event: LiveEvent): Promise<readonly string[]> {
    if (!event.category) return [];
    switch (liveCategory(event.category).whereabouts) {
      case 'named':
      case 'nowhere':
        return event.named;
      case 'first':
        return [await this.firstUnit(event)].filter((unit) => unit !== undefined);
      case 'latest':
        return this.latestUnits(event);
    }
  }

  private async firstUnit({ stream, revision, named }: LiveEvent): Promise<string | undefined> {
    const known = this.firstUnits.get(stream) ?? (revision === 0 ? named[0] : liveEventOf(await this.events.eventAt(stream, 0)).named[0]);
    if (known !== undefined) this.firstUnits.set(stream, known);
    return known;
  }

  private async latestUnits(event: LiveEvent): Promise<readonly string[]> {
    const { stream, revision, named } = event;
    let known = this.whereabouts.get(stream) ?? NOWHERE_YET;
    if (revision === known.upTo + 1) known = after(known, event);
    else if (revision > known.upTo) known = await this.read(stream);
    this.whereabouts.set(stream, known);
    const unit = known.stays.findLast(({ from }) => from <= revision)?.unit;
    return [...new Set([unit, ...named].filter((each) => each !== undefined))];
  }

  private async read(stream: string): Promise<Whereabouts> {
    let found = NOWHERE_YET;
    for await (const page of this.events.readStream(stream)) for (const event of page) found = after(found, liveEventOf(event));
    return found;
  }
}
