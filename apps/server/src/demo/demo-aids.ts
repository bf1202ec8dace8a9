import type { AidItem } from '#domain/aid/aid.terms';
import { addDays } from '#domain/kernel/calendar';
import type { DemoDesk } from './demo-desk.js';
import { demoFundId, type DemoFundName } from './demo-funds.js';

/** A household of the sample, as far as its aid needs to know it. */
export type DemoHousehold = Readonly<{
  householdId: string;
  unitId: string;
  archiveLevel: string;
  category: string;
  mainCause: string | null;
  payeePersonId: string;
  hasCard: boolean;
}>;

/** How far an aid of the demo comes. */
export type DemoCourse =
  'proposed' | 'returned' | 'reviewed' | 'rejected' | 'cancelled' | 'granted' | 'listed' | 'paid' | 'received' | 'clawed_back';

export type DemoAid = Readonly<{ aidId: string; household: DemoHousehold; course: DemoCourse; proposedOn: string }>;

/** Out of twenty aids, how far each comes; most of what was asked for long ago is paid and signed for. */
const OLD: readonly DemoCourse[] = [
  ...Array<DemoCourse>(9).fill('received'),
  ...Array<DemoCourse>(6).fill('paid'),
  'rejected',
  'rejected',
  'cancelled',
  'clawed_back',
  'paid',
];
const RECENT: readonly DemoCourse[] = [
  'proposed',
  'granted',
  'reviewed',
  'listed',
  'granted',
  'proposed',
  'returned',
  'listed',
  'granted',
  'reviewed',
];

const RECENT_DAYS = 35;
const SPAN_DAYS = 330;

type Wish = Readonly<{ item: AidItem; amountFen: number; costFen?: number; fund: DemoFundName }>;

/** What a household is given follows from why it is in difficulty; sums are round, as they are in practice. */
const wishOf = ({ mainCause, archiveLevel, category }: DemoHousehold, index: number): Wish => {
  const fund = archiveLevel === 'national' ? 'central' : 'union';
  if (index % 5 === 4) return { item: 'warmth', amountFen: 100_000 + (index % 3) * 50_000, fund: 'warmth' };
  if (mainCause === 'child_schooling')
    return { item: 'study_aid', amountFen: 300_000 + (index % 4) * 50_000, fund: index % 2 ? 'study' : fund };
  if (mainCause === 'critical_illness' || mainCause === 'accident') {
    const amountFen = index % 17 === 0 ? 1_200_000 : 400_000 + (index % 5) * 100_000;
    return { item: 'medical_aid', amountFen, costFen: amountFen * 2, fund };
  }
  return { item: 'living_aid', amountFen: (category === 'deeply_difficult' ? 300_000 : 180_000) + (index % 3) * 20_000, fund };
};

/** Asks for aid, looks at it and decides it, as far as its course; what banks and lists do comes later. */
export class DemoAids {
  constructor(
    private readonly desk: DemoDesk,
    private readonly today: string,
  ) {}

  /** Days of asking lie evenly over the months; whatever lies in a year is done within it, as its money is. */
  private daysOf(index: number, count: number): { proposedOn: string; isRecent: boolean } {
    const ago = SPAN_DAYS - Math.floor((index * SPAN_DAYS) / count);
    const proposedOn = addDays(this.today, -ago);
    const lastStart = `${proposedOn.slice(0, 4)}-12-01`;
    return ago > RECENT_DAYS && proposedOn > lastStart
      ? { proposedOn: lastStart, isRecent: false }
      : { proposedOn, isRecent: ago <= RECENT_DAYS };
  }

  async take(household: DemoHousehold, index: number, count: number): Promise<DemoAid> {
    const { proposedOn, isRecent } = this.daysOf(index, count);
    const wanted = isRecent ? RECENT[index % RECENT.length]! : OLD[index % OLD.length]!;
    const course = household.hasCard || !['listed', 'paid', 'received', 'clawed_back'].includes(wanted) ? wanted : 'granted';
    const { fund, ...wish } = wishOf(household, index);
    const year = Number(proposedOn.slice(0, 4));
    const key = `demo-aid-${index}`;
    const body = {
      ...{ ...wish, householdId: household.householdId, form: 'cash', fundId: demoFundId(fund, household.unitId, year) },
      ...{ payeePersonId: household.payeePersonId, basis: `${proposedOn.slice(0, 7)}`, proposedOn, statement: '家庭困难,情况属实' },
    };
    const { stream } = await this.desk.send('city:service_centre_officer', '/aids', body, key);
    const aid = { aidId: stream.slice('aid-'.length), household, course, proposedOn };
    await this.decide(aid, wish.amountFen, key);
    return aid;
  }

  private async decide({ aidId, course, proposedOn }: DemoAid, amountFen: number, key: string): Promise<void> {
    const on = (days: number) => {
      const day = addDays(proposedOn, days);
      return day <= this.today ? day : this.today;
    };
    const step = (by: Parameters<DemoDesk['send']>[0], action: string, body: object) =>
      this.desk.send(by, `/aids/${aidId}/${action}`, body, `${key}-${action}-${by}`);
    if (course === 'proposed') return;
    if (course === 'returned')
      return void (await step('city:township_reviewer', 'return', { returnedOn: on(2), explanation: '缺少费用单据' }));
    await step('city:township_reviewer', 'pass-review', { reviewedOn: on(2) });
    if (course === 'reviewed') return;
    if (course === 'rejected') {
      return void (await step('city:county_approver', 'reject', {
        rejectedOn: on(5),
        reasonKind: 'other_relief',
        explanation: '已获其他救助',
      }));
    }
    await step('city:county_approver', 'approve', { approvedOn: on(5) });
    if (amountFen > 1_000_000) await step('rights_dept_officer', 'approve', { approvedOn: on(7) });
    if (course === 'cancelled') await step('city:service_centre_officer', 'cancel', { cancelledOn: on(9), reasonKind: 'asked_by_worker' });
  }
}
