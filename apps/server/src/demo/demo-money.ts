import { addDays } from '#domain/kernel/calendar';
import { inParallel } from '../platform/in-parallel.js';
import { DemoAids, type DemoAid, type DemoHousehold } from './demo-aids.js';
import { DemoBatches } from './demo-batches.js';
import type { DemoDesk } from './demo-desk.js';
import { DemoFunds } from './demo-funds.js';

const AIDS = 400;
/** Requests under way at a time: enough to be quick, few enough to leave the machine to its user. */
const TOGETHER = 8;
const FUND_DAYS = 365;
const SIGNED_AFTER_DAYS = 5;

type BoardPage = Readonly<{
  rows: readonly Readonly<{ householdId: string; unitId: string; archiveLevel: string; category: string; mainCause: string | null }>[];
  next?: string;
}>;

type CaseFile = Readonly<{ file: { facts: { principal: { personId: string }; bankCard?: { holderPersonId: string } } } }>;

/** What comes of each item, in the order of the list. */
const eachOf = async <Item, Result>(items: readonly Item[], work: (item: Item, index: number) => Promise<Result>): Promise<Result[]> => {
  const results: Result[] = [];
  await inParallel(items.entries(), TOGETHER, async ([index, item]) => {
    results[index] = await work(item, index);
  });
  return results;
};

/** A year of the demo city's money: sources, allocations, aid in all states, lists for the bank with what came back. */
export class DemoMoney {
  constructor(
    private readonly desk: DemoDesk,
    private readonly today: string,
  ) {}

  async spend(): Promise<void> {
    const year = Number(this.today.slice(0, 4));
    const began = Number(addDays(this.today, -FUND_DAYS).slice(0, 4));
    const funds = new DemoFunds(this.desk, await this.counties(), this.today);
    for (let each = began; each <= year; each++) await funds.fill(each);
    const households = await this.households();
    const aids = new DemoAids(this.desk, this.today);
    const asked = await eachOf(households, (household, index) => aids.take(household, index, households.length));
    const paidOn = await new DemoBatches(this.desk, this.today).pay(asked);
    await eachOf(asked, (aid, index) => this.finish(aid, paidOn.get(aid.aidId), index));
    for (let each = began; each < year; each++) await funds.endYear(each);
  }

  private async counties(): Promise<string[]> {
    const { rows } = await this.desk.read<{ rows: readonly { code: string; kind: string }[] }>(
      'rights_dept_officer',
      '/units?limit=200&kind=county_union',
    );
    return rows.map(({ code }) => code).sort();
  }

  /** Files of the sample that may be aided, by file number: the same ones in the same order however often the demo is begun. */
  private async households(): Promise<DemoHousehold[]> {
    const filter = 'status=registered&origin=import&category=deeply_difficult&category=relatively_difficult&category=accident_impoverished';
    const found: BoardPage['rows'][number][] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined && found.length < AIDS;) {
      const page: BoardPage = await this.desk.read(
        'rights_dept_officer',
        `/households?${filter}&sort=fileNumber&order=asc&limit=200${cursor}`,
      );
      found.push(...page.rows);
      cursor = page.next === undefined ? undefined : `&cursor=${encodeURIComponent(page.next)}`;
    }
    return eachOf(found.slice(0, AIDS), async ({ householdId, unitId, archiveLevel, category, mainCause }) => {
      const { file } = await this.desk.read<CaseFile>('rights_dept_officer', `/households/${householdId}`);
      const { principal, bankCard } = file.facts;
      const hasCard = bankCard?.holderPersonId === principal.personId;
      return { householdId, unitId, archiveLevel, category, mainCause, payeePersonId: principal.personId, hasCard };
    });
  }

  /** 签收 and 追回 of what was paid. */
  private async finish({ aidId, course }: DemoAid, paidOn: string | undefined, index: number): Promise<void> {
    if (paidOn === undefined) return;
    const on = addDays(paidOn, SIGNED_AFTER_DAYS) < this.today ? addDays(paidOn, SIGNED_AFTER_DAYS) : this.today;
    const key = `demo-aid-${index}`;
    if (course === 'received') {
      await this.desk.send(
        'city:service_centre_officer',
        `/aids/${aidId}/sign-receipt`,
        { signedOn: on, proof: 'signature' },
        `${key}-receipt`,
      );
    }
    if (course === 'clawed_back') {
      const ordered = { orderedOn: on, amountFen: 50_000, reasonKind: 'paid_in_error' };
      await this.desk.send('city:county_approver', `/aids/${aidId}/order-claw-back`, ordered, `${key}-claw-back`);
    }
  }
}
