import type { AidItem } from '#domain/aid/aid.terms';
import { addDays } from '#domain/kernel/calendar';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoSeat } from './demo-accounts.js';
import type { DemoDesk } from './demo-desk.js';
import { FUNDS_FROM, demoFundId, type DemoFundName } from './demo-funds.js';

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

/** `aidId` is there once it was asked for. */
export type DemoAid = { aidId?: string } & Readonly<{ household: DemoHousehold; course: DemoCourse; proposedOn: string; key: string }>;

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
    private readonly agenda: DemoAgenda,
  ) {}

  /** Days of asking lie evenly over the months; whatever lies in a year is done within it, as its money is. */
  private daysOf(index: number, count: number): { proposedOn: string; isRecent: boolean } {
    const { today } = this.agenda;
    const ago = SPAN_DAYS - Math.floor((index * SPAN_DAYS) / count);
    const day = addDays(today, -ago);
    const isRecent = ago <= RECENT_DAYS;
    // What is still under way is asked of this year's money.
    const year = (isRecent ? today : day).slice(0, 4);
    if (!isRecent && day > `${year}-12-01`) return { proposedOn: `${year}-12-01`, isRecent };
    const opened = `${year}-${FUNDS_FROM}` < today ? `${year}-${FUNDS_FROM}` : today;
    return { proposedOn: day < opened ? opened : day, isRecent };
  }

  /** Puts down one aid, and each step on its day. */
  plan(household: DemoHousehold, index: number, count: number): DemoAid {
    const { proposedOn, isRecent } = this.daysOf(index, count);
    const wanted = isRecent ? RECENT[index % RECENT.length]! : OLD[index % OLD.length]!;
    const course = household.hasCard || !['listed', 'paid', 'received', 'clawed_back'].includes(wanted) ? wanted : 'granted';
    const aid: DemoAid = { household, course, proposedOn, key: `demo-aid-${index}` };
    const { fund, ...wish } = wishOf(household, index);
    const body = {
      ...{ ...wish, householdId: household.householdId, form: 'cash', payeePersonId: household.payeePersonId, proposedOn },
      ...{ fundId: demoFundId(fund, household.unitId, Number(proposedOn.slice(0, 4))) },
      ...{ basis: proposedOn.slice(0, 7), statement: '家庭困难,情况属实' },
    };
    this.agenda.on(proposedOn, aid.key, async () => {
      const { stream } = await this.desk.send('city:service_centre_officer', '/aids', body, aid.key);
      aid.aidId = stream.slice('aid-'.length);
    });
    this.planDecision(aid, wish.amountFen);
    return aid;
  }

  private planDecision(aid: DemoAid, amountFen: number): void {
    const { course } = aid;
    const step = (days: number, by: DemoSeat, action: string, dayField: string, more: object = {}) =>
      this.step(aid, days, { by, action, dayField, more });
    if (course === 'proposed') return;
    if (course === 'returned') return step(2, 'city:township_reviewer', 'return', 'returnedOn', { explanation: '缺少费用单据' });
    step(2, 'city:township_reviewer', 'pass-review', 'reviewedOn');
    if (course === 'reviewed') return;
    if (course === 'rejected')
      return step(5, 'city:county_approver', 'reject', 'rejectedOn', { reasonKind: 'other_relief', explanation: '已获其他救助' });
    step(5, 'city:county_approver', 'approve', 'approvedOn');
    if (amountFen > 1_000_000) step(7, 'rights_dept_officer', 'approve', 'approvedOn');
    if (course === 'cancelled') step(9, 'city:service_centre_officer', 'cancel', 'cancelledOn', { reasonKind: 'asked_by_worker' });
  }

  private step(
    aid: DemoAid,
    days: number,
    { by, action, dayField, more }: Readonly<{ by: DemoSeat; action: string; dayField: string; more: object }>,
  ): void {
    const { today } = this.agenda;
    const later = addDays(aid.proposedOn, days);
    const day = later < today ? later : today;
    this.agenda.on(day, aid.key, async () => {
      await this.desk.send(by, `/aids/${aid.aidId}/${action}`, { [dayField]: day, ...more }, `${aid.key}-${action}-${by}`);
    });
  }
}
