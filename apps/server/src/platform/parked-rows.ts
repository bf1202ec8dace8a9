import type { CollectionDefinition } from '#read-store/port';

/** A consequence that could not be brought about yet. Nothing of the event's content is kept: that stays, sealed, in the log. */
export type ParkedRow = Readonly<{
  key: string;
  /** What is parked in one lane is done in order. */
  lane: string;
  reaction: string;
  eventId: string;
  type: string;
  stream: string;
  revision: number;
  position: string;
  since: string;
  attempts: number;
  /** It was tried itself; false where it only waits for an earlier event of its stream. */
  failed: boolean;
  /** The code of a refusal, or the kind of an error. */
  cause: string;
  refused: boolean;
  /** Where in the program the error arose. */
  at?: string;
}>;

export const parkedCollection: CollectionDefinition<ParkedRow> = {
  name: 'reactions-parked',
  key: ({ key }) => key,
  fields: { key: 'string', stream: 'string', failed: 'boolean', since: 'string' },
  indexes: [
    ['failed', 'since'],
    ['stream', 'since'],
  ],
};

export const PARKED_VERSION = 1;
/** The one build there is: what is parked cannot be folded from the log. */
export const PARKED_BUILD = 'reactions-parked.v1#1';
