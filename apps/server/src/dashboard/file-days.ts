import { Injectable } from '@nestjs/common';
import { exitSpans, type Exit, type ExitSpansRow } from '#read-models/exit-spans/exit-spans';
import { spanOn } from '#read-models/spans';
import type { Filter, ReadCollection } from '#read-store/port';
import { pagesOf } from '../platform/sheets/attachment.js';
import { Views } from '../platform/views.js';

/** Number of files by unit. */
export type ByUnit = ReadonlyMap<string, number>;

/** From the day after `since` to `day`, both ends of days. */
export type Period = Readonly<{ since: string; day: string }>;

/** A file that stood closed as 脱困 in a period, and whether it fell back in it; in the unit where it left difficulty. */
export type ExitSeen = Readonly<{ exit: Exit; fellBack: boolean }>;

/** Which files a unit's reach leaves; rows without `keptIn` moved or left twice, and their spans are looked at one by one. */
const steady = (units: readonly string[] | undefined): Filter => ({ keptIn: units ? { in: units } : { gte: '' } });
const unsteady: Filter = { keptIn: { eq: null } };

const closedIn = ({ since, day }: Period): Filter => ({ exitFrom: { lte: day }, exitUntil: { gt: since } });

/** Whether the unit is one of those in reach (undefined: all). */
const reaching = (units: readonly string[] | undefined): ((unitId: string) => boolean) => {
  const reached = units && new Set(units);
  return (unitId) => reached?.has(unitId) ?? true;
};

/** What a file's exits say of a period; undefined where it did not stand closed in it. A file counts once, fallen back before closed. */
export const exitIn = ({ exits }: ExitSpansRow, { since, day }: Period): ExitSeen | undefined => {
  const standing = exits.filter(({ from, until }) => from <= day && until > since);
  const fallen = standing.findLast(({ until, reopened }) => until <= day && reopened !== null);
  const exit = fallen ?? standing.at(-1);
  return exit && { exit, fellBack: fallen !== undefined };
};

export const exitConditions = (period: Period, units: readonly string[] | undefined): Filter => ({
  ...(units && { keptIn: { in: [...units, null] } }),
  ...closedIn(period),
});

/**
 * Files of any day. The many that never moved and left difficulty at most once are counted by the store itself; only the others
 * are read.
 */
@Injectable()
export class FileDays {
  constructor(private readonly views: Views) {}

  rows(after?: string): Promise<ReadCollection<ExitSpansRow>> {
    return this.views.of(exitSpans.collection, after);
  }

  /** Files there were at the end of a day: neither rejected, cancelled, withdrawn nor merged by then. */
  async files(day: string, units: readonly string[] | undefined, after?: string): Promise<ByUnit> {
    const standing: Filter = { from: { lte: day }, until: { gt: day } };
    const reaches = reaching(units);
    return this.counted({ ...steady(units), ...standing }, { ...unsteady, ...standing }, after, (row) => {
      const kept = spanOn(row.kept, day);
      return kept && reaches(kept.unitId) ? kept.unitId : undefined;
    });
  }

  /** Files that stood closed as 脱困 at some time of a period, by the unit in which they left difficulty. */
  closed(period: Period, units: readonly string[] | undefined, after?: string): Promise<ByUnit> {
    const where = closedIn(period);
    const unitOf = this.exitUnit(period, units, () => true);
    return this.counted({ ...steady(units), ...where }, { ...unsteady, ...where }, after, unitOf);
  }

  /** Those of them that fell back in the period. */
  fallenBack(period: Period, units: readonly string[] | undefined, after?: string): Promise<ByUnit> {
    const { since, day } = period;
    const once: Filter = { exitUntil: { gt: since, lte: day }, fellBack: { eq: true } };
    const unitOf = this.exitUnit(period, units, ({ fellBack }) => fellBack);
    return this.counted({ ...steady(units), ...once }, { ...unsteady, ...closedIn(period) }, after, unitOf);
  }

  private exitUnit(period: Period, units: readonly string[] | undefined, counts: (seen: ExitSeen) => boolean) {
    const reaches = reaching(units);
    return (row: ExitSpansRow): string | undefined => {
      const seen = exitIn(row, period);
      return seen && counts(seen) && reaches(seen.exit.unitId) ? seen.exit.unitId : undefined;
    };
  }

  /** Steady files counted by the store, the others by their spans. */
  private async counted(
    many: Filter,
    few: Filter,
    after: string | undefined,
    unitOf: (row: ExitSpansRow) => string | undefined,
  ): Promise<ByUnit> {
    const rows = await this.rows(after);
    const counts = new Map(Object.entries(await rows.countBy('keptIn', { where: many })));
    for await (const page of pagesOf(rows, { where: few })) {
      for (const unitId of page.map(unitOf)) if (unitId !== undefined) counts.set(unitId, (counts.get(unitId) ?? 0) + 1);
    }
    return counts;
  }
}
