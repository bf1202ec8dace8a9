import type { FundPurpose, FundSource, FundType, SourceLevel } from '#domain/fund/fund.terms';
import { fundIdOf } from '../platform/money/fund-id.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';

const YUAN = 100;
const CITY = '410400';

/** One source of the demo city: what came in for it in each of the two years, and how much of it goes down to each county. */
type DemoSource = Readonly<{
  name: string;
  source: FundSource;
  sourceLevel: SourceLevel;
  purpose: FundPurpose;
  fundType: FundType;
  receipts: readonly Readonly<{ yuan: number; day: string; donor?: string }>[];
  toEachCountyYuan: number;
}>;

const SOURCES: readonly DemoSource[] = [
  {
    name: 'central',
    source: 'central_finance',
    sourceLevel: 'central',
    purpose: 'hardship_aid',
    fundType: 'fiscal',
    receipts: [{ yuan: 3_600_000, day: '01-02' }],
    toEachCountyYuan: 180_000,
  },
  {
    name: 'union',
    source: 'union_funds',
    sourceLevel: 'city',
    purpose: 'hardship_aid',
    fundType: 'own_union_budget',
    receipts: [{ yuan: 2_400_000, day: '01-02' }],
    toEachCountyYuan: 120_000,
  },
  {
    name: 'warmth',
    source: 'union_funds',
    sourceLevel: 'city',
    purpose: 'warmth',
    fundType: 'upper_union_grant',
    receipts: [{ yuan: 600_000, day: '01-02' }],
    toEachCountyYuan: 30_000,
  },
  {
    name: 'study',
    source: 'social_donation',
    sourceLevel: 'city',
    purpose: 'study_aid',
    fundType: 'donation',
    receipts: [
      { yuan: 120_000, day: '01-02', donor: '演示爱心企业甲' },
      { yuan: 80_000, day: '01-03', donor: '演示爱心企业乙' },
    ],
    toEachCountyYuan: 0,
  },
];

export type DemoFundName = 'central' | 'union' | 'warmth' | 'study';

const named = (name: DemoFundName): DemoSource => SOURCES.find((source) => source.name === name)!;

/** The fund of a source that a household's money comes from: its county's where the city passed money down, else the city's own. */
export const demoFundId = (name: DemoFundName, unitId: string, year: number): string => {
  const { toEachCountyYuan, source, sourceLevel, purpose } = named(name);
  const county = unitId.slice(0, CITY.length);
  return fundIdOf({ source, sourceLevel, purpose, unitId: toEachCountyYuan > 0 ? county : CITY, year });
};

/** From this day of a year on its money can be asked for. */
export const FUNDS_FROM = '01-04';

/** Opens the city's funds of a year, books what came in and passes on to the counties what is theirs. */
export class DemoFunds {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
    private readonly counties: readonly string[],
  ) {}

  /** Puts down what comes in at the beginning of the year, and what is left over at its end. */
  plan(year: number): void {
    for (const source of SOURCES) this.planOne(source, year);
    const last = `${year}-12-31`;
    if (last < this.agenda.today) this.agenda.on(last, 'year end', () => this.endYear(year), 'evening');
  }

  /** A day of the year, and never one that is still to come: a city that is looked at in January has its money already. */
  private on(year: number, day: string): string {
    const date = `${year}-${day}`;
    return date <= this.agenda.today ? date : this.agenda.today;
  }

  private planOne({ name, fundType, receipts, toEachCountyYuan, ...source }: DemoSource, year: number): void {
    const key = `demo-fund-${name}-${year}`;
    const fundId = fundIdOf({ ...pick(source), unitId: CITY, year });
    const lane = `fund ${name}`;
    this.agenda.on(
      this.on(year, '01-01'),
      lane,
      async () => {
        await this.desk.send('city:finance_officer', '/funds', { ...pick(source), unitId: CITY, year }, key);
      },
      'morning',
    );
    for (const [index, { yuan, day, donor }] of receipts.entries()) {
      const receivedOn = this.on(year, day);
      const body = {
        ...{ fundType, amountFen: yuan * YUAN, receivedOn, voucher: `DEMO-${year}-${name}-${index + 1}` },
        ...(donor !== undefined && { donor: { kind: 'organisation', name: donor } }),
      };
      this.agenda.on(
        receivedOn,
        lane,
        async () => {
          await this.desk.send('city:finance_officer', `/funds/${fundId}/receive-amount`, body, `${key}-receipt-${index}`);
        },
        'morning',
      );
    }
    if (toEachCountyYuan > 0) this.planAllocation(fundId, year, { key, lane, amountFen: toEachCountyYuan * YUAN });
  }

  private planAllocation(
    fundId: string,
    year: number,
    { key, lane, amountFen }: Readonly<{ key: string; lane: string; amountFen: number }>,
  ): void {
    const allocatedOn = this.on(year, '01-03');
    this.agenda.on(
      allocatedOn,
      lane,
      async () => {
        for (const toUnitId of this.counties) {
          const body = { toUnitId, amountFen, allocatedOn, document: `演示拨款通知 ${year}` };
          await this.desk.send('city:county_approver', `/funds/${fundId}/allocate`, body, `${key}-${toUnitId}`);
        }
      },
      'morning',
    );
  }

  /** 年终: the counties' rest of the unions' own money goes on into the new year; part of the city's 送温暖 goes back. */
  private async endYear(year: number): Promise<void> {
    for (const county of this.counties) {
      const fundId = demoFundId('union', county, year);
      const key = `demo-carry-${county}-${year}`;
      const availableFen = await this.desk.journal.once(`${key}-rest`, async () => {
        const fund = await this.desk.read<{ availableFen: number }>('city:finance_officer', `/funds/${fundId}`);
        return fund.availableFen;
      });
      const body = { amountFen: availableFen, carriedOverOn: `${year}-12-31`, document: `演示结转通知 ${year}` };
      if (availableFen > 0) await this.desk.send('city:finance_officer', `/funds/${fundId}/carry-over`, body, key);
    }
    const cityWarmth = fundIdOf({ ...pick(named('warmth')), unitId: CITY, year });
    const back = { amountFen: 20_000 * YUAN, returnedOn: `${year}-12-31`, voucher: `DEMO-${year}-return`, payee: '演示省总工会' };
    await this.desk.send('city:finance_officer', `/funds/${cityWarmth}/return-amount`, back, `demo-return-${year}`);
  }
}

const pick = ({ source, sourceLevel, purpose }: Pick<DemoSource, 'source' | 'sourceLevel' | 'purpose'>) => ({
  source,
  sourceLevel,
  purpose,
});
