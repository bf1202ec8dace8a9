import { Injectable } from '@nestjs/common';
import { EventStore } from '#event-store/event-store';
import { fileStanding, type StandingRow } from '#read-models/file-standing/file-standing';
import { personIndex, type PersonRow } from '#read-models/person-index/person-index';
import { Views } from '../views.js';

/** Somebody of whom something is heard: the household he belongs to, who he is there, and how its file stands. */
export type KnownPerson = Readonly<{ householdId: string; personId: string; file: StandingRow }>;

/** The files to look into, the one that counts first: the open one, then the closed ones from the latest back. */
const filesOf = ({ openHouseholdId, pastHouseholdIds }: PersonRow): readonly string[] => [
  ...(openHouseholdId === null ? [] : [openHouseholdId]),
  ...pastHouseholdIds.toReversed(),
];

/** The person in the first of his files that still lists him under this ID number; who has but a file that ended is nobody's. */
const found = (row: PersonRow, files: ReadonlyMap<string, StandingRow>): KnownPerson | undefined => {
  for (const householdId of filesOf(row)) {
    const file = files.get(householdId);
    const person = file?.persons.find(({ idHash }) => idHash === row.idHash);
    if (file && file.status !== 'ended' && person) return { householdId, personId: person.personId, file };
  }
  return undefined;
};

/** How files stand and who is in them: what has to be known before anything is heard of a household. */
@Injectable()
export class Standings {
  constructor(
    private readonly views: Views,
    private readonly events: EventStore,
  ) {}

  /**
   * The standing of one file, not before it shows `after`; undefined where there is no such file.
   * @throws {Problem} 503 `view-behind` or `view-stopped` where that takes longer than five seconds.
   */
  async of(householdId: string, after?: string): Promise<StandingRow | undefined> {
    return (await (await this.views.of(fileStanding.collection, after)).get(householdId))?.row;
  }

  /** As `of`, for many at once; files that do not exist are left out. */
  async ofMany(householdIds: readonly string[]): Promise<ReadonlyMap<string, StandingRow>> {
    const stored = await (await this.views.of(fileStanding.collection)).getMany([...new Set(householdIds)]);
    return new Map([...stored].map(([householdId, { row }]) => [householdId, row]));
  }

  /** Who of these (keyed hashes of ID numbers) is in a file, open or closed but not ended; the open file counts before closed ones. */
  async personsOf(idHashes: readonly string[]): Promise<ReadonlyMap<string, KnownPerson>> {
    const index = await (await this.views.of(personIndex.collection)).getMany([...new Set(idHashes)]);
    const rows = [...index.values()].map(({ row }) => row);
    const files = await this.ofMany(rows.flatMap(filesOf));
    return new Map(
      rows.flatMap((row) => {
        const person = found(row, files);
        return person ? [[row.idHash, person] as const] : [];
      }),
    );
  }

  /**
   * Resolves once persons and files are known up to the head the log has now.
   * @throws {Problem} 503 `view-behind` or `view-stopped` where that takes longer than five seconds.
   */
  async caughtUp(): Promise<void> {
    const head = await this.events.head();
    await Promise.all([this.views.of(personIndex.collection, head), this.views.of(fileStanding.collection, head)]);
  }
}
