import { Inject, Injectable } from '@nestjs/common';
import { UnknownBuild, type CollectionDefinition, type Lease, type ReadStore } from '#read-store/port';
import { READ_STORE } from './stores.js';

/** What the keeper of deadlines has looked at, so that the next pass looks only at what came since. */
export type DeadlineNote = Readonly<{
  key: typeof LAST;
  endedAt: string;
  /** The last business day whose escalations were all seen to; '' before the first. */
  escalatedThrough: string;
  /** The last business day whose files were all looked at; '' before the first. */
  reviewedThrough: string;
  /** Up to here in the log, files that changed were looked at. */
  position: string;
  /** The rules that files were looked at by, by area: with others they are all looked at anew. */
  policyVersions: Readonly<Record<string, string>>;
  /** Households that could not be looked at. */
  again: readonly string[];
}>;

const LAST = 'last';

export const beforeTheFirst: DeadlineNote = {
  key: LAST,
  endedAt: '',
  escalatedThrough: '',
  reviewedThrough: '',
  position: '',
  policyVersions: {},
  again: [],
};

const collection: CollectionDefinition<DeadlineNote> = {
  name: 'deadline-notes',
  key: ({ key }) => key,
  fields: { key: 'string' },
  indexes: [],
};
const VERSION = 1;
/** The one build there is: it cannot be folded from the log. Where it is lost, everything is looked at once more, which changes nothing. */
/** Counts its own writes and not places of the log. */
export const NOTES_BUILD = 'deadline-notes.v1#1';

/** Keeps the one note in the read store: the same for every process that may hold the lease. */
@Injectable()
export class DeadlineNotes {
  constructor(@Inject(READ_STORE) private readonly store: ReadStore) {}

  /** Of the pass that ended last; undefined where none ever did. */
  async last(): Promise<DeadlineNote | undefined> {
    try {
      return (await this.store.collection(collection, NOTES_BUILD).get(LAST))?.row;
    } catch (error) {
      if (error instanceof UnknownBuild) return undefined;
      throw error;
    }
  }

  /** @throws {LeaseLost} where another keeps the deadlines by now. */
  async write(lease: Lease, note: DeadlineNote): Promise<void> {
    await this.store.ensureBuild(collection, VERSION, NOTES_BUILD);
    const writes = Number(await this.store.checkpoint(NOTES_BUILD)) + 1;
    const position = String(writes).padStart(16, '0');
    await this.store.apply(lease, [{ build: NOTES_BUILD, changes: [{ key: LAST, row: note, position }], checkpoint: position }]);
  }

  /** As if no pass had ever been made: the next one looks at everything. */
  forget(): Promise<void> {
    return this.store.dropBuild(NOTES_BUILD);
  }
}
