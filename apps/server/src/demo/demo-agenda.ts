import { inParallel } from '../platform/in-parallel.js';
import type { DemoClock } from './demo-clock.js';
import type { DemoJournal } from './demo-journal.js';

/** Work under way at a time: enough to be quick, few enough to leave the machine to its user. */
const TOGETHER = 8;

/** In which part of a day something is done: money comes in before it is asked for, lists are made after what they list. */
const parts = ['morning', 'day', 'afternoon', 'evening'] as const;
type Part = (typeof parts)[number];

type Work = () => Promise<void>;
/** What is done in one lane is done one after the other. */
type Entry = Readonly<{ part: Part; lane: string; work: Work }>;

export type DemoWorld = Readonly<{
  clock: DemoClock;
  journal: DemoJournal;
  /** Resolves once all that follows from what was done is done. */
  settled: () => Promise<void>;
  /** What the days alone bring about. */
  endDay: (day: string) => Promise<void>;
}>;

/** 09:00 in Shanghai. */
export const morningOf = (day: string): string => `${day}T01:00:00.000Z`;

/** The days of a demo city, each with what is done on it. Who does something may put down what follows from it on a later day. */
export class DemoAgenda {
  private readonly days = new Map<string, Entry[]>();
  private now: Readonly<{ day: string; part: Part }> = { day: '', part: 'morning' };

  constructor(
    private readonly world: DemoWorld,
    /** The last day there is. What is put down for a later one is still to be done when the city is looked at. */
    readonly today: string,
  ) {}

  /** Puts something down for a day, or for the rest of this one where that is gone by. */
  on(wanted: string, lane: string, work: Work, wantedPart: Part = 'day'): void {
    const { now } = this;
    const day = wanted > now.day ? wanted : now.day;
    const part = day === now.day && parts.indexOf(wantedPart) < parts.indexOf(now.part) ? now.part : wantedPart;
    this.days.set(day, [...(this.days.get(day) ?? []), { part, lane, work }]);
  }

  /** Lives through all days in their order. */
  async live(): Promise<void> {
    for (let day = this.earliest(); day !== undefined && day <= this.today; day = this.earliest()) await this.liveThrough(day);
  }

  private earliest(): string | undefined {
    return [...this.days.keys()].reduce<string | undefined>((one, other) => (one === undefined || other < one ? other : one), undefined);
  }

  private async liveThrough(day: string): Promise<void> {
    const { clock, journal, settled, endDay } = this.world;
    const time = morningOf(day);
    const isNew = journal.time === undefined || time >= journal.time;
    clock.travelTo(time);
    if (isNew) journal.time = clock.at();
    for (const part of parts) await this.liveThroughPart(day, part, isNew ? settled : async () => undefined);
    this.days.delete(day);
    if (isNew) await endDay(day);
  }

  /** Until nothing is put down for this part of the day any more. */
  private async liveThroughPart(day: string, part: Part, settled: () => Promise<void>): Promise<void> {
    this.now = { day, part };
    for (let entries = this.take(day, part); entries.length > 0; entries = this.take(day, part)) {
      const lanes = [...Map.groupBy(entries, ({ lane }) => lane).values()];
      await inParallel(lanes, TOGETHER, async (lane) => {
        for (const { work } of lane) await work();
      });
      await settled();
    }
  }

  private take(day: string, part: Part): readonly Entry[] {
    const entries = this.days.get(day) ?? [];
    this.days.set(
      day,
      entries.filter((entry) => entry.part !== part),
    );
    return entries.filter((entry) => entry.part === part);
  }
}
