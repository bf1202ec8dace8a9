import { addDays, addMonths } from '#domain/kernel/calendar';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';
import type { BoardRow } from './demo-households.js';

const STABLE_MONTHS = 6;
const INCOME_FEN = 900_000;
/** Every so manieth yearly check is made late, and every so manieth is forgotten. */
const LATE_ONE_IN = 17;
const FORGOTTEN_ONE_IN = 60;
const LATE_DAYS = 20;

/** A household that left difficulty, and when. */
export type DemoExit = Readonly<{ household: BoardRow; leftOn: string }>;

/** 年度复核 and 脱困: what happens to files that stand in good order. */
export class DemoExits {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
    private readonly firstDay: string,
  ) {}

  /** Puts down the yearly checks of every file; `until` is the day on which a household leaves. */
  planChecks(households: readonly BoardRow[], until: (household: BoardRow) => string | undefined): void {
    for (const [index, household] of households.entries()) this.planChecksOf(household, index, until(household) ?? this.agenda.today);
  }

  /** So many households leave difficulty, one after the other from the first day to the last. */
  planExits(households: readonly BoardRow[], [from, to]: readonly [string, string], days: number): readonly DemoExit[] {
    const exits = households.map((household, index) => ({
      household,
      leftOn: addDays(from, Math.floor((index * days) / households.length)),
    }));
    const planned = exits.filter(({ leftOn }) => leftOn <= to);
    for (const exit of planned) this.planExit(exit);
    return planned;
  }

  /** The first day finds every file checked within the year before. */
  private planChecksOf({ householdId, fileNumber }: BoardRow, index: number, until: string): void {
    const spread = addDays(this.firstDay, -((index * 37) % 350));
    for (let verifiedOn = spread, year = 0; verifiedOn < until; verifiedOn = addMonths(verifiedOn, 12), year++) {
      const number = index + year * 7;
      if (year > 0 && number % FORGOTTEN_ONE_IN === 0) return;
      const on = year > 0 && number % LATE_ONE_IN === 0 ? addDays(verifiedOn, LATE_DAYS) : verifiedOn;
      if (on >= until) return;
      const body = { verifiedOn: on, outcome: 'unchanged' };
      const day = on > this.firstDay ? on : this.firstDay;
      this.agenda.on(day, `file ${fileNumber}`, async () => {
        await this.desk.send(
          'city:service_centre_officer',
          `/households/${householdId}/re-verify`,
          body,
          `demo-check-${fileNumber}-${year}`,
        );
      });
    }
  }

  private planExit({ household: { householdId, fileNumber }, leftOn }: DemoExit): void {
    const path = `/households/${householdId}`;
    const key = `demo-exit-${fileNumber}`;
    this.agenda.on(leftOn, `file ${fileNumber}`, async () => {
      for (let ago = STABLE_MONTHS; ago > 0; ago--) {
        const month = addMonths(`${leftOn.slice(0, 7)}-01`, -ago).slice(0, 7);
        await this.desk.send(
          'city:service_centre_officer',
          `${path}/record-monthly-income`,
          { month, incomeFen: INCOME_FEN },
          `${key}-${month}`,
        );
      }
      const left = { leftOn, explainedOn: leftOn, causeRemoved: '已稳定就业,医疗费用得到报销' };
      await this.desk.send('city:county_approver', `${path}/leave-difficulty`, left, key);
    });
  }
}
