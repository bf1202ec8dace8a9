import { setTimeout as delay } from 'node:timers/promises';
import type { EventStore } from '#event-store/event-store';
import { Problem } from './problem.js';

/** The first look may have gone to a machine of the log that was a moment behind. */
const SECOND_LOOK_MS = 250;

/**
 * A position that a client names is one that the log has reached; for any other, waiting would be in vain.
 * @throws {Problem} 400 `position-unknown`
 */
export const requireWritten = async (events: Pick<EventStore, 'head'>, position: string): Promise<void> => {
  if (position <= (await events.head())) return;
  await delay(SECOND_LOOK_MS);
  if (position > (await events.head())) throw new Problem(400, 'position-unknown');
};
