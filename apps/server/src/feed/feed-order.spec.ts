import fc from 'fast-check';
import { addDays } from '#domain/kernel/calendar';
import { ERASED } from '#domain/kernel/message';
import type { FeedKind } from '#domain/watch/watch.terms';
import type { Watch } from '#domain/watch/watch.state';
import { PEOPLE, ScratchFeeds, type SaidOf, type ScratchCity } from '../../../../test/support/scratch-feeds.js';
import type { FeedInHand } from './feed-pages.js';

const TODAY = '2022-06-30';
const RUNS = 15;

type Cells = SaidOf['cells'];

/** A department's words about a day and an amount in yuan; `turn` chooses among what its form allows. */
const forms: Readonly<Record<FeedKind, (day: string, yuan: string, turn: number) => Cells>> = {
  medical_cost: (day, yuan, turn) => ({ 就诊月份: day.slice(0, 7), 类型: ['住院', '门诊'][turn % 2]!, '自付金额(元)': yuan }),
  unemployment: (day) => ({ 失业登记日期: day }),
  minimum_allowance: (day, yuan, turn) => ({ 起始日期: day, 低保状态: ['在保', '停保'][turn % 2]!, '月补差(元)': yuan }),
  disaster: (day, yuan) => ({ 灾害类型: '洪涝', 发生日期: day, '损失(元)': yuan }),
  property: (_day, _yuan, turn) => ({ 房产套数: String(turn), 机动车: turn % 2 === 0 ? '是' : '否', 企业法人: '否' }),
  disability: (day, _yuan, turn) => ({ 评定日期: day, 残疾类别: '肢体', 残疾等级: ['一级', '二级', '三级', '四级'][turn]! }),
  schooling: (day, yuan) => ({ 学年起始月份: day.slice(0, 7), 学段: '高中', '自付金额(元)': yuan }),
  wage_arrears: (day, yuan) => ({ 立案日期: day, '拖欠金额(元)': yuan }),
};

const kinds = Object.keys(forms) as readonly FeedKind[];
/** Around the limits of the rules, alone and added up. */
const amounts = ['400', '600', '4999.99', '5000', '9000', '15000', '20000', '31000'];

const saidOf = (kind: FeedKind): fc.Arbitrary<SaidOf> =>
  fc
    .record({
      person: fc.nat(PEOPLE - 1),
      daysAgo: fc.constantFrom(1, 20, 60, 100, 200, 400),
      yuan: fc.constantFrom(...amounts),
      turn: fc.nat(3),
    })
    .map(({ person, daysAgo, yuan, turn }) => ({ person, cells: forms[kind](addDays('2022-03-31', -daysAgo), yuan, turn) }));

type FeedSent = Readonly<{ kind: FeedKind; said: readonly SaidOf[] }>;

/** Feeds of some kinds, several of a kind; of one kind all come on one day, for whoever is first is first heard. */
const feedsSent = fc.array(
  fc
    .constantFrom(...kinds)
    .chain((kind) => fc.record({ kind: fc.constant(kind), said: fc.array(saidOf(kind), { minLength: 1, maxLength: 6 }) })),
  { minLength: 2, maxLength: 5 },
);
const daysOfKinds = fc.record(
  Object.fromEntries(kinds.map((kind) => [kind, fc.constantFrom('2022-03-31', '2022-05-05', TODAY)])),
) as fc.Arbitrary<Readonly<Record<FeedKind, string>>>;

/** Work on a feed from a row on, in pages of a size: what a server does that starts again from a checkpoint, an older one or none. */
type Stretch = Readonly<{ feed: number; from: number; pageRows: number }>;

const stretches = fc.array(fc.record({ feed: fc.nat(4), from: fc.nat(5), pageRows: fc.integer({ min: 1, max: 4 }) }), { maxLength: 8 });

let scratch: ScratchFeeds;
beforeAll(async () => {
  scratch = await ScratchFeeds.open(TODAY);
});
afterAll(() => scratch.discard());

type Sent = Readonly<{ feeds: readonly FeedSent[]; days: Readonly<Record<FeedKind, string>> }>;

const inHand = (city: ScratchCity, { feeds, days }: Sent): readonly FeedInHand[] =>
  feeds.map(({ kind }, number) => scratch.feed(city, kind, number, days[kind]));

const work = async (city: ScratchCity, feed: FeedInHand, said: readonly SaidOf[], { from, pageRows }: Omit<Stretch, 'feed'>) => {
  for (let at = Math.min(from, said.length - 1); at < said.length; at += pageRows)
    await scratch.work(city, feed, at + 1, said.slice(at, at + pageRows));
};

/** What was heard of whom, whichever city it was in. */
const labelsIn = ({ personIds }: ScratchCity, { signals }: Watch): ReadonlyMap<string, string> =>
  new Map(
    [...signals.values()].map(({ signalId, personId, kind, happenedOn, figures }) => {
      const { amountFen = 0, marks } = figures === ERASED ? { marks: {} } : figures;
      return [signalId, [personIds.indexOf(personId), kind, happenedOn, amountFen, JSON.stringify(marks)].join(' ')];
    }),
  );

/** Flags by rule with all their signals, cases with what they are; nothing of when or by which feed. */
const normalFormOf = (city: ScratchCity, state: Watch) => {
  const labels = labelsIn(city, state);
  const flags = new Map<string, Set<string>>();
  for (const { ruleId, signalIds } of state.flags.values()) {
    const ofRule = flags.get(ruleId) ?? new Set();
    for (const [signalId] of signalIds) ofRule.add(labels.get(signalId) ?? signalId);
    flags.set(ruleId, ofRule);
  }
  const cases = [...state.cases.values()].map(({ kind, severity, cause, status }) => ({ kind, severity, cause, status }));
  return { heard: [...labels.values()].sort(), flags: [...flags].map(([ruleId, said]) => [ruleId, [...said].sort()]).sort(), cases };
};

const normalForm = async (city: ScratchCity) => {
  const watches = await Promise.all(city.householdIds.map((_, index) => scratch.watchOf(city, index)));
  const leads = await Promise.all(city.people.map((_, index) => scratch.leadsOf(city, index)));
  const told = leads.map((ofPerson) =>
    ofPerson.map((lead) =>
      lead.told === ERASED
        ? []
        : lead.told.signals.map(({ signal, ruleIds }) => JSON.stringify([signal.happenedOn, signal.figures, ruleIds])).sort(),
    ),
  );
  return { watches: watches.map((state) => normalFormOf(city, state)), leads: told };
};

describe('feeds', () => {
  let cases = 0;
  let flags = 0;

  it('lead to the same flags, cases and leads in any order, again and again, from any page on', async () => {
    await fc.assert(
      fc.asyncProperty(feedsSent, daysOfKinds, stretches, fc.infiniteStream(fc.nat()), async (feeds, days, again, chance) => {
        const [plain, disturbed] = [await scratch.found(), await scratch.found()];
        for (const [number, feed] of inHand(plain, { feeds, days }).entries())
          await work(plain, feed, feeds[number]!.said, { from: 0, pageRows: 1000 });
        const whole = feeds.map((_, feed): Stretch => ({ feed, from: 0, pageRows: 2 }));
        const order = [...whole, ...again.filter(({ feed }) => feed < feeds.length)]
          .map((stretch) => [chance.next().value, stretch] as const)
          .sort(([one], [other]) => one - other);
        const disturbedFeeds = inHand(disturbed, { feeds, days });
        for (const [, { feed, ...how }] of order) await work(disturbed, disturbedFeeds[feed]!, feeds[feed]!.said, how);
        const expected = await normalForm(plain);
        expect(await normalForm(disturbed)).toEqual(expected);
        cases += expected.watches.flatMap((each) => each.cases).length;
        flags += expected.watches.flatMap((each) => each.flags).length;
      }),
      { numRuns: RUNS },
    );
    // A property of nothing would hold as well.
    expect({ cases: cases > RUNS / 2, flags: flags > RUNS }).toEqual({ cases: true, flags: true });
  }, 120_000);

  it('come to the same counts and faults when a page is worked on again, whatever else was heard meanwhile', async () => {
    await fc.assert(
      fc.asyncProperty(feedsSent, daysOfKinds, async (feeds, days) => {
        const city = await scratch.found();
        const once = () =>
          inHand(city, { feeds, days }).reduce<Promise<readonly unknown[]>>(
            async (before, feed, number) => [...(await before), await scratch.work(city, feed, 1, feeds[number]!.said)],
            Promise.resolve([]),
          );
        const first = await once();
        expect(await once()).toEqual(first);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
