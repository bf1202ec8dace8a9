import { household } from '#domain/household/household';
import type { HouseholdEvent } from '#domain/household/household.events';
import type { Household } from '#domain/household/household.state';
import { businessDayOf } from '#domain/kernel/time';
import { openCase, type Watch, type WatchCase } from '#domain/watch/watch.state';
import type { WatchEvent } from '#domain/watch/watch.events';
import { watch } from '#domain/watch/watch';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import type { TestServer } from './server.js';

/** What the log says of a day, found without any view: everything recorded by its end, folded from the beginning by the deciders themselves. */
export class DaysOfTheLog {
  private constructor(private readonly events: readonly StoredEvent[]) {}

  static async read(server: TestServer): Promise<DaysOfTheLog> {
    const events: StoredEvent[] = [];
    const all = server.app.get(EventStore).readAll({ after: '', categories: ['watch', 'household'] });
    for await (const page of all) events.push(...page);
    return new DaysOfTheLog(events);
  }

  /** Days on which anything was recorded, the earliest first. */
  get days(): readonly string[] {
    return [...new Set(this.events.map(({ meta }) => businessDayOf(meta.at)))].sort();
  }

  /** Events of a type recorded from one day to another. */
  between(type: string, first: string, last: string): readonly StoredEvent[] {
    return this.events.filter(({ type: each, meta }) => each === type && businessDayOf(meta.at) >= first && businessDayOf(meta.at) <= last);
  }

  has(stream: string, revision: number, type: string): boolean {
    return this.events.some((event) => event.stream === stream && event.revision === revision && event.type === type);
  }

  /** Watches by the end of a day. */
  watches(day: string): readonly Watch[] {
    const states = new Map<string, Watch>();
    for (const event of this.upTo(day, 'watch-')) {
      states.set(event.stream, watch.evolve(states.get(event.stream) ?? watch.initial, event as unknown as WatchEvent, event.meta));
    }
    return [...states.values()];
  }

  /** Cases under watch at the end of a day. */
  cases(day: string): readonly WatchCase[] {
    return this.watches(day).flatMap((state) => openCase(state) ?? []);
  }

  /** Files by the end of a day. */
  files(day: string): readonly Exclude<Household, { status: 'absent' }>[] {
    const states = new Map<string, Household>();
    for (const event of this.upTo(day, 'household-')) {
      const state = states.get(event.stream) ?? household.initial;
      states.set(event.stream, household.evolve(state, event as unknown as HouseholdEvent, event.meta));
    }
    return [...states.values()].filter((state) => state.status !== 'absent');
  }

  private upTo(day: string, prefix: string): readonly StoredEvent[] {
    return this.events.filter(({ stream, meta }) => stream.startsWith(prefix) && businessDayOf(meta.at) <= day);
  }
}
