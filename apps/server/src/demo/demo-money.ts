import { addDays } from '#domain/kernel/calendar';
import { inParallel } from '../platform/in-parallel.js';
import { DemoAids, type DemoAid, type DemoHousehold } from './demo-aids.js';
import { DemoBatches } from './demo-batches.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';
import { DemoFunds } from './demo-funds.js';
import type { BoardRow } from './demo-households.js';

/** Requests under way at a time: enough to be quick, few enough to leave the machine to its user. */
const TOGETHER = 8;
const FUND_DAYS = 365;
const SIGNED_AFTER_DAYS = 5;

type CaseFile = Readonly<{ file: { facts: { principal: { personId: string }; bankCard?: { holderPersonId: string } } } }>;

/** A year of the demo city's money: sources, allocations, aid in all states, lists for the bank with what came back. */
export class DemoMoney {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
  ) {}

  /** Puts all of it down, each step on its day. `households` may be aided all along. */
  async plan(households: readonly BoardRow[]): Promise<void> {
    const { today } = this.agenda;
    const funds = new DemoFunds(this.desk, this.agenda, await this.counties());
    for (let year = Number(addDays(today, -FUND_DAYS).slice(0, 4)); year <= Number(today.slice(0, 4)); year++) funds.plan(year);
    const aids = new DemoAids(this.desk, this.agenda);
    const asked = (await this.payees(households)).map((household, index) => aids.plan(household, index, households.length));
    new DemoBatches(this.desk, this.agenda).plan(asked, (aid, paidOn) => this.planEnd(aid, paidOn));
  }

  private async counties(): Promise<string[]> {
    return this.desk.journal.once('demo-counties', async () => {
      const { rows } = await this.desk.read<{ rows: readonly { code: string }[] }>(
        'rights_dept_officer',
        '/units?limit=200&kind=county_union',
      );
      return rows.map(({ code }) => code).sort();
    });
  }

  private payees(households: readonly BoardRow[]): Promise<readonly DemoHousehold[]> {
    return this.desk.journal.once('demo-payees', async () => {
      const payees: DemoHousehold[] = [];
      await inParallel(households.entries(), TOGETHER, async ([index, household]) => {
        payees[index] = await this.payeeOf(household);
      });
      return payees;
    });
  }

  private async payeeOf({ householdId, unitId, archiveLevel, category, mainCause }: BoardRow): Promise<DemoHousehold> {
    const { file } = await this.desk.read<CaseFile>('rights_dept_officer', `/households/${householdId}`);
    const { principal, bankCard } = file.facts;
    const hasCard = bankCard?.holderPersonId === principal.personId;
    return { householdId, unitId, archiveLevel, category: category ?? '', mainCause, payeePersonId: principal.personId, hasCard };
  }

  /** 签收 and 追回 of what was paid. */
  private planEnd(aid: DemoAid, paidOn: string): void {
    const { today } = this.agenda;
    const later = addDays(paidOn, SIGNED_AFTER_DAYS);
    const on = later < today ? later : today;
    if (aid.course === 'received') {
      const signed = { signedOn: on, proof: 'signature' };
      this.planStep(aid, on, () =>
        this.desk.send('city:service_centre_officer', `/aids/${aid.aidId}/sign-receipt`, signed, `${aid.key}-receipt`),
      );
    }
    if (aid.course === 'clawed_back') {
      const ordered = { orderedOn: on, amountFen: 50_000, reasonKind: 'paid_in_error' };
      this.planStep(aid, on, () =>
        this.desk.send('city:county_approver', `/aids/${aid.aidId}/order-claw-back`, ordered, `${aid.key}-claw-back`),
      );
    }
  }

  private planStep(aid: DemoAid, on: string, step: () => Promise<unknown>): void {
    this.agenda.on(on, aid.key, async () => void (await step()), 'evening');
  }
}
