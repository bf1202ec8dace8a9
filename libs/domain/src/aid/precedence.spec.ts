import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { capsLeft, doubleOf } from '../entitlement/claims.js';
import { entitlement } from '../entitlement/entitlement.js';
import type { Entitlement } from '../entitlement/entitlement.state.js';
import { fund } from '../fund/fund.js';
import { reservationRules } from '../fund/fund.policies.js';
import type { KnownFund } from '../fund/fund.state.js';
import { Refusal } from '../kernel/refusal.js';
import { decision, givenEntitlement, lotOfRequest, request, today } from '../testing/sample-aid.js';
import { amountReceived, fundOpened, givenFund } from '../testing/sample-fund.js';
import { testContext } from '../testing/scenario.js';
import type { AidDecision } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import { aid } from './aid.js';
import { aidRules, refusalOrder } from './aid.policies.js';

type Wrongs = ReadonlySet<string>;
/** A request with everything that is looked up for it, and where it is counted and paid from. */
type World = Readonly<{ asked: AidRequest; decided: AidDecision; counted: Entitlement; pot: KnownFund }>;

const order = refusalOrder.map(({ code }) => code);

/** Rows that cannot be broken by one and the same request, and why not. */
const apart: readonly (readonly [row: string, others: readonly string[], because: string])[] = [
  ['urgent-above-limit', ['notice-not-run', 'classification-missing'], 'urgent aid comes before the papers'],
  ['category-not-eligible', ['classification-missing'], 'a household has a category or has none'],
  [
    'no-aid-rules',
    ['category-not-eligible', 'urgent-above-limit', 'cost-missing', 'items-per-year', 'earlier-aid-lifts-above-line'],
    'these rules are the policy’s',
  ],
  [
    'goods-value-differs',
    ['fund-absent', 'fund-closed', 'fund-outside-period', 'above-aid-limit', 'above-household-limit', 'fund-overdrawn'],
    'goods were paid for when they were bought',
  ],
];
const goTogether = (one: string, other: string): boolean =>
  !apart.some(([row, others]) => (row === one && others.includes(other)) || (row === other && others.includes(one)));

const askedWith = (wrong: Wrongs): AidRequest => {
  const isGoods = wrong.has('goods-value-differs');
  return request({
    ...(isGoods && { form: 'goods', lotId: 'lot-1', quantity: 10, amountFen: 20_001 }),
    ...(wrong.has('goods-not-named') && { quantity: -1 }),
    ...(wrong.has('invalid-amount') && { amountFen: 30_000.5 }),
    ...(wrong.has('date-in-future') && { proposedOn: '2999-01-01' }),
    ...(wrong.has('invalid-date') && { proposedOn: wrong.has('date-in-future') ? '2999-13-40' : '2022-02-30' }),
    ...(wrong.has('basis-missing') && { basis: ' ' }),
    ...(wrong.has('fund-absent') && { fundId: 'f9' }),
    urgent: wrong.has('urgent-above-limit'),
  });
};

const householdWith = (wrong: Wrongs, { household }: AidDecision): AidDecision['household'] => {
  const { category, noticeClosedOn, ...rest } = household;
  return {
    ...rest,
    ...(!wrong.has('classification-missing') && { category: category! }),
    ...(!wrong.has('notice-not-run') && { noticeClosedOn: noticeClosedOn! }),
    status: wrong.has('household-not-registered') ? 'closed' : 'registered',
    openObjections: wrong.has('objection-open') ? 1 : 0,
    payeeInHousehold: !wrong.has('payee-not-in-household'),
  };
};

const originWith = (wrong: Wrongs, usual: AidDecision): Pick<AidDecision, 'fund' | 'lot'> => {
  const shared = {
    covers: !wrong.has('fund-out-of-reach'),
    purpose: wrong.has('off-purpose') ? 'study_aid' : 'living_aid',
    nationalFilesOnly: wrong.has('national-file-required'),
  } as const;
  if (wrong.has('goods-value-differs')) return { lot: { ...lotOfRequest, ...shared } };
  return {
    fund: {
      ...usual.fund!,
      ...shared,
      closed: wrong.has('fund-closed'),
      validUntil: wrong.has('fund-outside-period') ? '2022-02-28' : '2022-12-31',
      ...(wrong.has('above-aid-limit') && { perAidMaxFen: 1 }),
    },
  };
};

const decidedWith = (wrong: Wrongs): AidDecision => {
  const { fund: usualFund, terms, ...usual } = decision();
  const own = {
    ...terms!,
    ...(wrong.has('category-not-eligible') && { eligible: [] }),
    ...(wrong.has('urgent-above-limit') && { urgentMaxFen: 1 }),
    ...(wrong.has('items-per-year') && { itemsPerYear: 1 }),
    needsCost: wrong.has('cost-missing'),
  };
  return {
    ...usual,
    household: householdWith(wrong, usual),
    ...originWith(wrong, { ...usual, fund: usualFund! }),
    ...(!wrong.has('no-aid-rules') && { terms: own }),
    limits: usual.limits.map((limit) => (wrong.has('over-cap') ? { ...limit, limitFen: 0 } : { ...limit, limitFen: Number.MAX_VALUE })),
    itemsThisYear: wrong.has('items-per-year') ? ['legal_aid'] : [],
    ...(wrong.has('earlier-aid-lifts-above-line') && {
      incomeWithAid: { earlierAidFen: 1, netFen: 1, category: 'not_eligible' },
    }),
  };
};

const worldWith = (wrong: Wrongs): World => {
  const asked = askedWith(wrong);
  const decided = decidedWith(wrong);
  const before = { ...asked, aidId: 'aid-0', amountFen: 1 };
  const claim = { aidId: 'aid-0', payeePersonId: 'p1', year: 2022, amountFen: 1, request: before, decision: decided, caps: [] };
  const counted = givenEntitlement(...(wrong.has('double-aid') ? [{ type: 'EntitlementClaimed' as const, data: claim }] : [])).state();
  const conditions = wrong.has('above-household-limit') ? { perHouseholdMaxFen: 1 } : {};
  const received = wrong.has('fund-overdrawn') ? 1 : Number.MAX_SAFE_INTEGER;
  const pot = givenFund(fundOpened({ conditions }), amountReceived(received)).state() as KnownFund;
  return { asked, decided, counted, pot };
};

const wishOf = ({ asked }: World) => ({
  ...({ useKind: 'aid', useId: asked.aidId, item: asked.item, householdId: asked.householdId } as const),
  ...{ amountFen: asked.amountFen, reservedOn: today, archiveLevel: 'city' as const },
});

/** Whether a row by itself says no, whatever the others say. */
const breaks = (code: string, world: World): boolean => {
  const { asked, decided, counted, pot } = world;
  const ofAid = aidRules.find((rule) => rule.code === code);
  if (ofAid) return ofAid.judge({ request: asked, decision: decided, today }) !== undefined;
  if (code === 'double-aid') return doubleOf(counted, asked) !== undefined;
  if (code === 'over-cap') return capsLeft(counted, decided.limits, asked).some(({ leftFen }) => asked.amountFen > leftFen);
  return asked.form === 'cash' && reservationRules.some((rule) => rule({ fund: pot, wish: wishOf(world) })?.code === code);
};

/** What a request for aid is answered on its way: by the aid, by the household's caps, by the fund. */
const answerTo = (world: World): Refusal | undefined => {
  const { asked, decided, counted, pot } = world;
  try {
    aid.decide({ type: 'ProposeAid', data: { ...asked, decision: decided, caps: [] } }, aid.initial, testContext);
    entitlement.decide({ type: 'ClaimEntitlement', data: { request: asked, decision: decided } }, counted, testContext);
    if (asked.form === 'cash') fund.decide({ type: 'ReserveAmount', data: wishOf(world) }, pot, testContext);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
};

const document = readFileSync(join(import.meta.dirname, '../../../../docs/refusals.md'), 'utf8');
/** Place, code, decider and figures as the document's table gives them. */
const documented = [...document.matchAll(/^\| (\d+) +\| `([a-z-]+)` +\| (\w+) +\| (.*?) +\|/gm)].map(
  ([, place, code, decidedIn, figures = '']) => ({
    place: Number(place),
    code,
    decidedIn,
    figures: [...figures.matchAll(/`(\w+)`/g)].map((match) => match[1]),
  }),
);

const rows = order.map((code, place) => ({ code, later: order.slice(place + 1).filter((other) => goTogether(code, other)) }));

describe('the order in which a request for aid is refused', () => {
  it('refuses nothing that breaks no row', () => {
    const world = worldWith(new Set());
    expect(order.filter((code) => breaks(code, world))).toEqual([]);
    expect(answerTo(world)).toBeUndefined();
  });

  it('names each row once', () => expect(new Set(order).size).toBe(order.length));

  it.each(rows)('answers $code to a request that breaks this row alone', ({ code }) => {
    const world = worldWith(new Set([code]));
    expect(order.filter((other) => breaks(other, world))).toEqual([code]);
    expect(answerTo(world)?.code).toBe(code);
  });

  it.each(rows)('answers $code before any later row', ({ code, later }) => {
    const worlds = later.map((other) => ({ other, world: worldWith(new Set([code, other])) }));
    expect(worlds.filter(({ other, world }) => !breaks(code, world) || !breaks(other, world))).toEqual([]);
    expect(worlds.filter(({ world }) => answerTo(world)?.code !== code).map(({ other }) => other)).toEqual([]);
  });

  it.each(apart.flatMap(([row, others, because]) => others.map((other) => [row, other, because] as const)))(
    'knows that %s and %s are never broken together: %s',
    (row, other) => {
      const world = worldWith(new Set([row, other]));
      expect(breaks(row, world) && breaks(other, world)).toBe(false);
    },
  );
});

describe('the document on refusals', () => {
  it('has the rows of the code in their order', () =>
    expect(documented.map(({ place, code, decidedIn }) => ({ place, code, decidedIn }))).toEqual(
      refusalOrder.map((row, index) => ({ place: index + 1, ...row })),
    ));

  it.each(documented)('names the figures of $code', ({ code = '', figures }) => {
    const { details } = answerTo(worldWith(new Set([code]))) ?? {};
    expect(details).not.toEqual({});
    expect(Object.keys(details ?? {}).filter((figure) => !figures.includes(figure))).toEqual([]);
  });
});
