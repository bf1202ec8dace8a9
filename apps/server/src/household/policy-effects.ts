import { setImmediate as turn } from 'node:timers/promises';
import { classify, type Classification } from '#domain/policy/classification';
import type { Rules } from '#domain/policy/rules';
import type { CaseFile } from '#read-models/case-file/case-file';
import { writeCursor } from '#read-store/cursor';
import type { Filter, Query, ReadCollection } from '#read-store/port';

/** Files looked at between two turns of the event loop, and at most in one page of movers. */
const AT_ONCE = 100;
export const EXAMINED_AT_MOST = 2_000;

/** The rules to be tried out, and the day whose line counts. */
export type Trial = Readonly<{ rules: Rules; policyVersion: string; onDate: string; areaOf: (unitId: string) => string }>;

/** A household that another category would be found for, from the very figures of its last classification. */
export type Mover = Readonly<{ file: CaseFile; from: Classification; to: Classification }>;

/** The file under the other rules; undefined where its category stays, or where it has none yet. @throws {Refusal} `no-line-for-date` */
export const moverIn = (file: CaseFile, { rules, policyVersion, onDate, areaOf }: Trial): Mover | undefined => {
  const from = file.file.facts.classification;
  if (!from) return undefined;
  const to = classify({ ...from.inputs, onDate, area: areaOf(file.unitId) }, rules, policyVersion);
  return to.category === from.category ? undefined : { file, from, to };
};

/** Which registered files to look at: those of `units`, undefined for all; and where the page before ended. */
export type Scan = Readonly<{ units: readonly string[] | undefined; limit: number; cursor?: string | undefined }>;

export type Movers = Readonly<{ movers: readonly Mover[]; examined: number; next?: string }>;

/**
 * The next movers, found by looking at every registered file in turn. A page ends with `limit` movers or after a bounded number
 * of files, so that neither time nor memory grows with the city: it may be short, even empty, and `next` still says there is more.
 */
export const nextMovers = async (files: Pick<ReadCollection<CaseFile>, 'find'>, trial: Trial, scan: Scan): Promise<Movers> => {
  const { units, limit } = scan;
  const where: Filter = { status: { eq: 'registered' }, ...(units && { unitId: { in: units } }) };
  // An index serves this order within units, the key itself serves it for all.
  const sort: Query['sort'] = units && { field: 'householdId', direction: 'asc' };
  const placeOf = ({ householdId }: CaseFile) => writeCursor(sort, { value: sort ? householdId : null, key: householdId });
  const movers: Mover[] = [];
  let examined = 0;
  let after = scan.cursor;
  do {
    const page = await files.find({ where, ...(sort && { sort }), limit: AT_ONCE, ...(after !== undefined && { after }) });
    for (const file of page.rows) {
      examined += 1;
      const mover = moverIn(file, trial);
      if (mover) movers.push(mover);
      const isLast = page.next === undefined && file === page.rows.at(-1);
      if (movers.length === limit) return { movers, examined, ...(isLast ? {} : { next: placeOf(file) }) };
    }
    after = page.next;
    await turn();
  } while (after !== undefined && examined < EXAMINED_AT_MOST);
  return { movers, examined, ...(after !== undefined && { next: after }) };
};
