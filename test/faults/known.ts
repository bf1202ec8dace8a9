import type { Chance } from './chance.js';
import type { Actor, Founded } from './founding.js';

/** A command that somebody sends, and the event that has to be in the log once where it was answered with yes ('' for none). */
export type Move = Readonly<{
  name: string;
  by: Actor;
  path: string;
  body: object;
  leaves: string;
  /** Where the event is, unless the answer says so. */
  stream?: string;
  /** A file that is sent instead of the body. */
  form?: string;
}>;

/** What clients have seen so far; they choose among it, rightly or not. */
export class Known {
  readonly aids: string[] = [];
  readonly batches: string[] = [];
  /** The file for the bank, by the list it is of. */
  readonly bankFiles = new Map<string, string>();

  constructor(readonly founded: Founded) {}
}

export const DAY = '2022-03-01';

export type Making = (known: Known, chance: Chance, key: string) => Move | undefined;
