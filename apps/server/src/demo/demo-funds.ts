import type { FundPurpose, FundSource, FundType, SourceLevel } from '#domain/fund/fund.terms';
import { fundIdOf } from '../platform/money/fund-id.js';
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
    receipts: [{ yuan: 3_600_000, day: '01-08' }],
    toEachCountyYuan: 180_000,
  },
  {
    name: 'union',
    source: 'union_funds',
    sourceLevel: 'city',
    purpose: 'hardship_aid',
    fundType: 'own_union_budget',
    receipts: [{ yuan: 2_400_000, day: '01-10' }],
    toEachCountyYuan: 120_000,
  },
  {
    name: 'warmth',
    source: 'union_funds',
    sourceLevel: 'city',
    purpose: 'warmth',
    fundType: 'upper_union_grant',
    receipts: [{ yuan: 600_000, day: '01-05' }],
    toEachCountyYuan: 30_000,
  },
  {
    name: 'study',
    source: 'social_donation',
    sourceLevel: 'city',
    purpose: 'study_aid',
    fundType: 'donation',
    receipts: [
      { yuan: 120_000, day: '01-12', donor: '演示爱心企业甲' },
      { yuan: 80_000, day: '01-15', donor: '演示爱心企业乙' },
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

/** Opens the city's funds of a year, books what came in and passes on to the counties what is theirs. */
export class DemoFunds {
  constructor(
    private readonly desk: DemoDesk,
    private readonly counties: readonly string[],
    /** Last day that may be booked. */
    private readonly today: string,
  ) {}

  async fill(year: number): Promise<void> {
    for (const source of SOURCES) await this.fillOne(source, year);
  }

  /** A day of the year, and never one that is still to come. */
  private on(year: number, day: string): string {
    const date = `${year}-${day}`;
    return date <= this.today ? date : this.today;
  }

  private async fillOne({ name, fundType, receipts, toEachCountyYuan, ...source }: DemoSource, year: number): Promise<void> {
    const key = `demo-fund-${name}-${year}`;
    const { stream } = await this.desk.send('city:finance_officer', '/funds', { ...pick(source), unitId: CITY, year }, key);
    const path = `/funds/${stream.slice('fund-'.length)}`;
    for (const [index, { yuan, day, donor }] of receipts.entries()) {
      const body = {
        ...{ fundType, amountFen: yuan * YUAN, receivedOn: this.on(year, day), voucher: `DEMO-${year}-${name}-${index + 1}` },
        ...(donor !== undefined && { donor: { kind: 'organisation', name: donor } }),
      };
      await this.desk.send('city:finance_officer', `${path}/receive-amount`, body, `${key}-receipt-${index}`);
    }
    if (toEachCountyYuan === 0) return;
    for (const toUnitId of this.counties) {
      const body = { toUnitId, amountFen: toEachCountyYuan * YUAN, allocatedOn: this.on(year, '01-20'), document: `演示拨款通知 ${year}` };
      await this.desk.send('city:county_approver', `${path}/allocate`, body, `${key}-${toUnitId}`);
    }
  }

  /** 年终: the counties' rest of the unions' own money goes on into the new year; part of the city's 送温暖 goes back. */
  async endYear(year: number): Promise<void> {
    for (const county of this.counties) {
      const fundId = demoFundId('union', county, year);
      const { availableFen } = await this.desk.read<{ availableFen: number }>('city:finance_officer', `/funds/${fundId}`);
      const body = { amountFen: availableFen, carriedOverOn: `${year}-12-31`, document: `演示结转通知 ${year}` };
      if (availableFen > 0)
        await this.desk.send('city:finance_officer', `/funds/${fundId}/carry-over`, body, `demo-carry-${county}-${year}`);
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
