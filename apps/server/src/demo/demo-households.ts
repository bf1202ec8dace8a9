import type { DemoDesk } from './demo-desk.js';

/** A file of the sample as the board showed it at the beginning. */
export type BoardRow = Readonly<{
  householdId: string;
  unitId: string;
  fileNumber: string;
  archiveLevel: string;
  category: string | null;
  notEligibleReason: string | null;
  mainCause: string | null;
}>;

type BoardPage = Readonly<{ rows: readonly BoardRow[]; next?: string }>;

const factsOf = ({ householdId, unitId, fileNumber, archiveLevel, category, notEligibleReason, mainCause }: BoardRow): BoardRow => ({
  ...{ householdId, unitId, fileNumber, archiveLevel, category, notEligibleReason, mainCause },
});

/** The files that were taken over, by file number: the same ones in the same order however often the demo is begun. */
export const sampleHouseholds = (desk: DemoDesk): Promise<readonly BoardRow[]> =>
  desk.journal.once('demo-households', async () => {
    const found: BoardRow[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: BoardPage = await desk.read(
        'rights_dept_officer',
        `/households?origin=import&sort=fileNumber&order=asc&limit=200${cursor}`,
      );
      found.push(...page.rows.map(factsOf));
      cursor = page.next === undefined ? undefined : `&cursor=${encodeURIComponent(page.next)}`;
    }
    return found;
  });

/** Files of people who may be aided. */
export const isInDifficulty = ({ category }: BoardRow): boolean =>
  category === 'deeply_difficult' || category === 'relatively_difficult' || category === 'accident_impoverished';
