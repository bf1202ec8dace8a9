import type { Context } from '#domain/kernel/decider';
import type { StoredEvent } from '#event-store/event-store';

/**
 * What follows elsewhere from an event here. Its commands carry a requestId derived from the event, so that an event met twice
 * leads to nothing new; that is also why a reaction may be run again from any older checkpoint.
 * Events of one lane come in their order, those of different lanes at the same time. What throws is tried again, and
 * parked where it goes on throwing; a Refusal too, for nobody else would hear of it.
 */
export type Reaction = Readonly<{
  /** Keys the requestIds of its commands: never changed, never used again. */
  name: string;
  /** The category of the streams it follows, or several. */
  category: string | readonly string[];
  types: readonly string[];
  /**
   * What orders events within their stream: those of which it says the same wait for each other, and one that fails holds up
   * no others. Without it all events of a stream are one lane.
   */
  lane?: (event: StoredEvent) => string;
  react: (event: StoredEvent, context: Context) => Promise<void>;
  /** Codes of refusals that mean: nothing is to be done any more. */
  expects?: readonly string[];
}>;

/** The categories that a reaction follows. */
export const categoriesOf = ({ category }: Reaction): readonly string[] => (typeof category === 'string' ? [category] : category);
