import type { Context } from '#domain/kernel/decider';
import type { StoredEvent } from '#event-store/event-store';

/**
 * What follows elsewhere from an event here. Its commands carry a requestId derived from the event, so that an event met twice
 * leads to nothing new; that is also why a reaction may be run again from any older checkpoint.
 */
export type Reaction = Readonly<{
  /** Keys the requestIds of its commands: never changed, never used again. */
  name: string;
  category: string;
  types: readonly string[];
  react: (event: StoredEvent, context: Context) => Promise<void>;
}>;
