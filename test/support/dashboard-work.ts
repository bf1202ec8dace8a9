import { household } from '#domain/household/household';
import type { HouseholdCommand } from '#domain/household/household.commands';
import type { FileStanding, WatchCommand } from '#domain/watch/watch.commands';
import { watch } from '#domain/watch/watch';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { ok } from './case-work.js';
import { City, type Clerk } from './city.js';
import { LegacyFiles, type TakenOver } from './legacy-files.js';
import { SetClock, TestServer } from './server.js';

type Json = Awaited<ReturnType<Clerk['get']>>['body'];

/** The standing of a file that is in the register. */
export const standingOf = ({ householdId, row }: TakenOver): FileStanding => ({
  householdId,
  unitId: row.unitId,
  principalPersonId: row.principal.personId,
  status: 'registered',
});

const exit = { exit: { multiplePercent: 100, comparison: '<=' }, exitStableMonths: 0, policyVersion: 'pingdingshan@1' } as const;

/** A server whose log is written day by day as a test says, and the dashboards as a leader of the city reads them. */
export class DashboardWork {
  private requests = 0;
  private after = '';

  private constructor(
    readonly clock: SetClock,
    readonly server: TestServer,
    readonly city: City,
    readonly leader: Clerk,
    readonly legacy: LegacyFiles,
  ) {}

  /** Nobody is reminded meanwhile: figures that are told beforehand rest on what the test wrote. */
  static async start(day: string): Promise<DashboardWork> {
    const clock = new SetClock(`${day}T02:00:00.000Z`);
    const server = await TestServer.start({ clock, environment: { LOG_LEVEL: 'error', DEADLINES_EVERY_MS: '3600000' } });
    const city = await City.found(server);
    return new DashboardWork(clock, server, city, await city.hire('rights_dept_officer'), new LegacyFiles(server));
  }

  on(day: string): void {
    this.clock.set(`${day}T02:00:00.000Z`);
  }

  contextOf(by: string) {
    this.requests += 1;
    return { ...systemContext('test', this.clock, `step-${this.requests}`), by };
  }

  watched(householdId: string, command: WatchCommand, by = 'caseworker-1'): Promise<Receipt> {
    return this.streams.handle(watch, householdId, command, this.contextOf(by));
  }

  leaves(file: TakenOver, leftOn: string): Promise<Receipt> {
    return this.filed(file, { type: 'LeaveDifficulty', data: { leftOn, explainedOn: leftOn, causeRemoved: '已就业', ...exit } });
  }

  fallsBack(file: TakenOver, reopenedOn: string): Promise<Receipt> {
    return this.filed(file, { type: 'ReopenOnRelapse', data: { reopenedOn, circumstances: '再次失业' } });
  }

  /** From now on answers show all that is in the log. */
  async caughtUp(): Promise<void> {
    this.after = await this.server.app.get(EventStore).head();
  }

  get streams(): Streams {
    return this.server.app.get(Streams);
  }

  async read(path: string, clerk = this.leader): Promise<Json> {
    return (await ok(clerk.get(this.shown(path)))).body;
  }

  /** The address of a dashboard that waits for all that is in the log. */
  shown(path: string): string {
    return `/dashboards/${path}${path.includes('?') ? '&' : '?'}after=${this.after}`;
  }

  /** Every row of a drill-down, a few at a time. */
  async everyRow(path: string): Promise<Json[]> {
    const rows: Json[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: Json = await this.read(`${path}&limit=3${next && `&cursor=${next}`}`);
      rows.push(...page.rows);
      next = page.next;
    }
    return rows;
  }

  private filed(file: TakenOver, command: HouseholdCommand): Promise<Receipt> {
    return this.streams.handle(household, file.householdId, command, this.contextOf('approver-1'));
  }
}

/** Figures that are not zero, by value. */
export const counted = (figures: readonly Readonly<{ value: string; count: number }>[]): Readonly<Record<string, number>> =>
  Object.fromEntries(figures.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]));

export const countBy = <T>(rows: readonly T[], of: (row: T) => string): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[of(row)] = (counts[of(row)] ?? 0) + 1;
  return counts;
};
