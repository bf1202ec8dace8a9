import { addDays, addMonths } from '#domain/kernel/calendar';
import type { DemoExit } from './demo-exits.js';
import type { DemoFeedRow, DemoFeeds } from './demo-feeds.js';
import type { BoardRow } from './demo-households.js';
import { strangerOf, type DemoPerson } from './demo-people.js';

/** Signals of those who left come when half a year has gone by. */
const QUIET_AFTER_EXIT_DAYS = 150;
const QUIET_ROWS = 12;

export type DemoPopulation = Readonly<{
  principals: ReadonlyMap<string, DemoPerson>;
  registered: readonly BoardRow[];
  marginal: readonly BoardRow[];
  exits: readonly DemoExit[];
}>;

/** What departments send month by month: mostly what says nothing, each month something that does. */
export class DemoSignals {
  /** Who was picked of each group, so that each comes in his turn. */
  private registeredPicked = 0;
  private marginalPicked = 0;
  private exitsPicked = 0;
  private strangers = 0;

  constructor(
    private readonly feeds: DemoFeeds,
    private readonly people: DemoPopulation,
    private readonly today: string,
  ) {}

  /** Months count back from the day of loading, so that what is new, near its day and late on it is so on whichever day that is. */
  plan(months: number): void {
    for (let ago = months - 1; ago >= 0; ago--) {
      const month = months - 1 - ago;
      this.planMedical(addMonths(addDays(this.today, -2), -ago), month);
      this.planUnemployment(addMonths(addDays(this.today, -13), -ago), month);
      this.planSeldom(addMonths(addDays(this.today, -26), -ago), month);
    }
  }

  private planMedical(day: string, month: number): void {
    const visited = addMonths(`${day.slice(0, 7)}-01`, -1).slice(0, 7);
    const bill = (person: DemoPerson | undefined, care: string, yuan: number): DemoFeedRow[] =>
      person ? [[person, visited, care, yuan]] : [];
    const quiet = Array.from({ length: QUIET_ROWS }, (_, index) =>
      bill(this.quietOne(month * QUIET_ROWS + index), index % 3 === 0 ? '住院' : '门诊', 120 + ((index * 53 + month * 17) % 380)),
    );
    this.feeds.plan(day, 'medical_cost', [
      ...quiet.flat(),
      ...bill(this.registered(), '住院', 21_000 + (month % 7) * 1_500),
      ...bill(this.registered(), '住院', 26_500 + (month % 5) * 2_000),
      ...bill(this.leftBy(day), month % 3 === 2 ? '门诊' : '住院', month % 3 === 2 ? 860 : 6_200 + (month % 4) * 900),
      ...bill(this.stranger(), '住院', 24_000 + (month % 6) * 1_000),
      ...(month % 2 === 0 ? bill(this.stranger(), '门诊', 300) : []),
    ]);
  }

  private planUnemployment(day: string, month: number): void {
    const registeredOn = addDays(day, -9);
    const ofRegistered = [this.registered(), ...(month % 2 === 0 ? [this.registered()] : [])];
    const people = [...ofRegistered, this.leftBy(day), ...(month % 3 === 0 ? [this.marginal()] : []), this.stranger(), this.stranger()];
    this.feeds.plan(
      day,
      'unemployment',
      people.flatMap((person): DemoFeedRow[] => (person ? [[person, registeredOn]] : [])),
    );
  }

  /** What does not come each month. The last one before the day of loading brings what nobody has looked into yet. */
  private planSeldom(day: string, month: number): void {
    const happened = addDays(day, -12);
    const school = `${Number(day.slice(0, 4)) - 1}-09`;
    const one = (...cells: (string | number)[]): DemoFeedRow[] => {
      const person = this.registered();
      return person ? [[person, ...cells]] : [];
    };
    const left = this.leftBy(day);
    // Counted so that the last one before the day of loading is a disaster.
    switch ((month + 1) % 6) {
      case 0:
        return this.feeds.plan(day, 'wage_arrears', [...one(happened, 16_800), ...one(happened, 12_400), ...one(happened, 3_100)]);
      case 1:
        return this.feeds.plan(day, 'minimum_allowance', [
          ...one('停保', 346, `${day.slice(0, 7)}-01`),
          ...(left ? [[left, '在保', 412, `${day.slice(0, 7)}-01`] as const] : []),
        ]);
      case 2:
        return this.feeds.plan(day, 'property', [...one(1, '否', '否'), ...one(2, '否', '否'), ...one(1, '是', '否')]);
      case 3:
        return this.feeds.plan(day, 'schooling', [
          ...one(school, '高等教育', 12_600),
          ...one(school, '高中', 10_900),
          ...one(school, '小学', 900),
        ]);
      case 4:
        return this.feeds.plan(day, 'disability', [...one('肢体', '二级', happened), ...one('听力', '四级', happened)]);
      default:
        return this.feeds.plan(day, 'disaster', [
          ...one('房屋倒塌', happened, 46_000),
          ...one('洪涝', happened, 33_500),
          ...one('洪涝', happened, 14_200),
          ...one('风雹', happened, 2_600),
        ]);
    }
  }

  private person({ fileNumber }: BoardRow): DemoPerson | undefined {
    return this.people.principals.get(fileNumber);
  }

  private registered(): DemoPerson | undefined {
    const { registered } = this.people;
    return this.person(registered[(this.registeredPicked++ * 29 + 7) % registered.length]!);
  }

  /** From the other end, so that what says nothing is seldom said of those who are at risk. */
  private quietOne(index: number): DemoPerson | undefined {
    const { registered } = this.people;
    return this.person(registered[(index * 31 + 11) % registered.length]!);
  }

  private marginal(): DemoPerson | undefined {
    const { marginal } = this.people;
    return this.person(marginal[this.marginalPicked++ % marginal.length]!);
  }

  /** The next of those who left long enough ago. */
  private leftBy(day: string): DemoPerson | undefined {
    const exit = this.people.exits[this.exitsPicked];
    if (!exit || addDays(exit.leftOn, QUIET_AFTER_EXIT_DAYS) > day) return undefined;
    this.exitsPicked += 1;
    return this.person(exit.household);
  }

  private stranger(): DemoPerson {
    return strangerOf(this.strangers++);
  }
}
