import { addDays } from '#domain/kernel/calendar';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoCases } from './demo-cases.js';
import type { DemoDesk } from './demo-desk.js';
import { DemoExits } from './demo-exits.js';
import { DemoFeeds } from './demo-feeds.js';
import { isInDifficulty, type BoardRow } from './demo-households.js';
import { DemoMonitoring } from './demo-monitoring.js';
import type { DemoPerson } from './demo-people.js';
import { DemoSignals } from './demo-signals.js';

/** Months in which departments send something. */
const MONTHS = 23;
/** Those who are aided all along; of the rest some leave difficulty, some have an accident, some report themselves. */
const AIDED = 400;
const LEAVING = 96;
const EXIT_DAYS = 480;
const URGENT = 8;
const REPORTING = 6;

export type DemoCity = Readonly<{
  desk: DemoDesk;
  agenda: DemoAgenda;
  cases: DemoCases;
  /** Files of the sample by file number. */
  households: readonly BoardRow[];
  principals: ReadonlyMap<string, DemoPerson>;
}>;

/** Puts down two years of yearly checks, exits, departments' files, and of watching over who may fall back. */
export const planMonitoring = ({ desk, agenda, cases, households, principals }: DemoCity, firstDay: string): void => {
  const inDifficulty = households.filter(isInDifficulty);
  const [aided, others] = [inDifficulty.slice(0, AIDED), inDifficulty.slice(AIDED)];
  const files = new DemoExits(desk, agenda, firstDay);
  const exits = files.planExits(others.slice(0, LEAVING), [addDays(firstDay, 20), addDays(agenda.today, -60)], EXIT_DAYS);
  const leaving = new Map(exits.map(({ household, leftOn }) => [household.householdId, leftOn]));
  files.planChecks(households, ({ householdId }) => leaving.get(householdId));
  const marginal = households.filter(({ notEligibleReason }) => notEligibleReason === 'marginal_risk');
  new DemoSignals(new DemoFeeds(desk, agenda), { principals, registered: aided, marginal, exits }, agenda.today).plan(MONTHS);
  const monitoring = new DemoMonitoring(desk, agenda, cases);
  monitoring.planUrgent(firstDay, others.slice(LEAVING, LEAVING + URGENT));
  const reporting = others.slice(LEAVING + URGENT, LEAVING + URGENT + REPORTING);
  monitoring.planReports(
    firstDay,
    reporting.flatMap(({ fileNumber, unitId: unitCode }) => {
      const person = principals.get(fileNumber);
      return person ? [{ ...person, unitCode }] : [];
    }),
  );
  monitoring.plan(addDays(firstDay, 1));
};
