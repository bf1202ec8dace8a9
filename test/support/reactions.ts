import { Refusal } from '#domain/kernel/refusal';
import type { StoredEvent } from '#event-store/event-store';
import { categoryOf } from '#event-store/port';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { categoriesOf, type Reaction } from '../../apps/server/src/reactions/reaction.js';
import type { ScratchLog } from './scratch-log.js';

const ROUNDS = 50;

/** Runs reactions over a log as their reactor does, but when, how often and in which order a test says. */
export class Reactions {
  /** Codes of refusals that a reaction did not settle itself. */
  readonly refused: string[] = [];

  constructor(
    private readonly log: ScratchLog,
    private readonly reactions: readonly Reaction[],
    /** Streams that are looked at; a log is shared by many tests. */
    private readonly streams: readonly string[],
    private readonly today: string,
  ) {}

  /** What these reactions follow, oldest first. */
  async events(): Promise<readonly StoredEvent[]> {
    const found = (await Promise.all(this.streams.map((stream) => this.log.read(stream)))).flat();
    const followed = found.filter((event) => this.to(event).length > 0);
    return followed.toSorted((one, other) => (one.position < other.position ? -1 : 1));
  }

  /** Brings about what follows from one event, be it the first time or not. */
  async deliver(event: StoredEvent): Promise<void> {
    for (const reaction of this.to(event)) await this.run(reaction, event);
  }

  /** Brings about all that follows, and what follows from that, until nothing more does. */
  async settle(): Promise<void> {
    let head = '';
    for (let round = 0; round < ROUNDS; round++) {
      for (const event of await this.events()) await this.deliver(event);
      const now = await this.log.events.head();
      if (now === head) return;
      head = now;
    }
    throw new Error('the reactions do not come to an end');
  }

  private to({ stream, type }: StoredEvent): readonly Reaction[] {
    return this.reactions.filter((each) => each.types.includes(type) && categoriesOf(each).includes(categoryOf(stream)));
  }

  private async run(reaction: Reaction, event: StoredEvent): Promise<void> {
    const { id, meta } = event;
    const clock = { at: () => `${this.today}T02:00:00.000Z`, today: () => this.today };
    const context = { ...systemContext(reaction.name, clock, `${reaction.name}:${id}`), unit: meta.unit, causationId: id };
    try {
      await reaction.react(event, context);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.refused.push(error.code);
    }
  }
}
