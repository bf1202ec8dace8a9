import { decision, goodsRequest, request, today } from '../testing/sample-aid.js';
import type { AidDecision, AidTerms, FundStanding, HouseholdStanding } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import { aidRules, papersOutstanding } from './aid.policies.js';

type Change = Readonly<{
  asked?: Partial<AidRequest>;
  household?: Partial<HouseholdStanding>;
  fund?: Partial<FundStanding>;
  terms?: Partial<AidTerms>;
  decided?: Partial<AidDecision>;
}>;

const without = <Value extends object, Key extends keyof Value>(value: Value, key: Key): Omit<Value, Key> => {
  const { [key]: _gone, ...rest } = value;
  return rest;
};
const changed = ({ asked, household, fund, terms, decided }: Change): Readonly<{ asked: AidRequest; decided: AidDecision }> => {
  const usual = decision(request());
  return {
    asked: request(asked),
    decided: {
      ...usual,
      household: { ...usual.household, ...household },
      fund: { ...usual.fund!, ...fund },
      terms: { ...usual.terms!, ...terms },
      ...decided,
    },
  };
};
/** The code of the first rule that says no. */
const answer = ({ asked, decided }: Readonly<{ asked: AidRequest; decided: AidDecision }>): string | undefined =>
  aidRules.find(({ judge }) => judge({ request: asked, decision: decided, today }) !== undefined)?.code;
const answerTo = (change: Change): string | undefined => answer(changed(change));

const noNotice = (change: Partial<HouseholdStanding> = {}, asked: Partial<AidRequest> = {}, terms: Partial<AidTerms> = {}) => {
  const world = changed({ asked, household: change, terms });
  const household = { ...without(world.decided.household, 'noticeClosedOn'), ...change };
  return answer({ ...world, decided: { ...world.decided, household } });
};

describe('先建档、后帮扶', () => {
  it.each<[HouseholdStanding['status'], boolean, string | undefined]>([
    ['registered', false, undefined],
    ['applied', false, 'household-not-registered'],
    ['returned', false, 'household-not-registered'],
    ['closed', false, 'household-not-registered'],
    ['registered', true, undefined],
    ['applied', true, undefined],
    ['returned', true, undefined],
    ['closed', true, 'household-not-registered'],
  ])('a file %s, urgent %p: %p', (status, urgent, code) => expect(answerTo({ asked: { urgent }, household: { status } })).toBe(code));

  it('waits for the day on which the notice was closed', () => {
    expect(answerTo({ household: { noticeClosedOn: today } })).toBeUndefined();
    expect(answerTo({ household: { noticeClosedOn: '2022-03-02' } })).toBe('notice-not-run');
    expect(noNotice()).toBe('notice-not-run');
    expect(noNotice({}, { urgent: true })).toBeUndefined();
  });

  it('takes a file from the system before as noticed where the policy says so, until it is opened again', () => {
    expect(noNotice({ origin: 'import' })).toBeUndefined();
    expect(noNotice({ origin: 'import', reopened: true })).toBe('notice-not-run');
    expect(noNotice({ origin: 'import' }, {}, { importedFilesCountAsNoticed: false })).toBe('notice-not-run');
  });

  it('lets nothing pass an objection, be it urgent', () =>
    expect(answerTo({ asked: { urgent: true }, household: { openObjections: 1 } })).toBe('objection-open'));

  it('says for urgent aid whether papers are outstanding', () => {
    const { decided } = changed({});
    const outstanding = (household: Partial<HouseholdStanding>) =>
      papersOutstanding({ ...decided, household: { ...decided.household, ...household } });
    expect(outstanding({})).toBe(false);
    expect([outstanding({ status: 'applied' }), outstanding({ temporary: true }), outstanding({ noticeClosedOn: '2022-03-02' })]).toEqual([
      true,
      true,
      true,
    ]);
  });
});

describe('the category', () => {
  it('is needed but for urgent aid', () => {
    const { asked, decided } = changed({});
    const household = without(decided.household, 'category');
    expect(answer({ asked, decided: { ...decided, household } })).toBe('classification-missing');
    expect(answer({ asked: { ...asked, urgent: true }, decided: { ...decided, household } })).toBeUndefined();
  });

  it('may receive the item or not', () => {
    expect(answerTo({ terms: { eligible: ['deeply_difficult'] } })).toBeUndefined();
    expect(answerTo({ terms: { eligible: ['relatively_difficult'] } })).toBe('category-not-eligible');
  });

  it('is asked again with earlier aid as income', () => {
    const income = (category: HouseholdStanding['category']) => ({
      incomeWithAid: { earlierAidFen: 1, netFen: 1, category: category! },
    });
    expect(answerTo({ decided: income('relatively_difficult') })).toBeUndefined();
    expect(answerTo({ decided: income('not_eligible') })).toBe('earlier-aid-lifts-above-line');
  });
});

describe('the sums', () => {
  it.each<[string | undefined, Change]>([
    [undefined, { asked: { amountFen: 1 } }],
    ['invalid-amount', { asked: { amountFen: 0 } }],
    ['invalid-amount', { asked: { amountFen: 0.5 } }],
    ['invalid-amount', { asked: { amountFen: 2 ** 53 } }],
    [undefined, { asked: { costFen: 0 } }],
    ['invalid-amount', { asked: { costFen: -1 } }],
    [undefined, { asked: { urgent: true, amountFen: 300_000 } }],
    ['urgent-above-limit', { asked: { urgent: true, amountFen: 300_001 } }],
    [undefined, { fund: { perAidMaxFen: 30_000 } }],
    ['above-aid-limit', { fund: { perAidMaxFen: 29_999 } }],
    ['cost-missing', { terms: { needsCost: true } }],
    [undefined, { terms: { needsCost: true }, asked: { costFen: 0 } }],
  ])('%p for %j', (code, change) => expect(answerTo(change)).toBe(code));
});

describe('the days', () => {
  it.each<[string | undefined, Change]>([
    [undefined, { asked: { proposedOn: today } }],
    ['date-in-future', { asked: { proposedOn: '2022-03-02' } }],
    ['invalid-date', { asked: { proposedOn: '2022-2-1' } }],
    [undefined, { fund: { validFrom: today, validUntil: today } }],
    ['fund-outside-period', { fund: { validFrom: '2022-03-02' } }],
    ['fund-outside-period', { fund: { validUntil: '2022-02-28' } }],
  ])('%p for %j', (code, change) => expect(answerTo(change)).toBe(code));
});

describe('projects of one year', () => {
  const one = { itemsPerYear: 1 };

  it.each<[string | undefined, Change]>([
    [undefined, { terms: one }],
    ['items-per-year', { terms: one, decided: { itemsThisYear: ['study_aid'] } }],
    ['items-per-year', { terms: { itemsPerYear: 0 } }],
    [undefined, { terms: one, decided: { itemsThisYear: ['living_aid'] } }],
    [undefined, { terms: one, decided: { itemsThisYear: ['warmth', 'temporary_aid'] } }],
    [undefined, { terms: { itemsPerYear: 2 }, decided: { itemsThisYear: ['study_aid'] } }],
    [undefined, { decided: { itemsThisYear: ['study_aid', 'legal_aid', 'medical_aid'] } }],
    [undefined, { asked: { item: 'temporary_aid' }, terms: one, decided: { itemsThisYear: ['study_aid'] } }],
  ])('%p for %j', (code, change) => expect(answerTo(change)).toBe(code));
});

describe('what the aid comes from', () => {
  it.each<[string | undefined, Change]>([
    ['fund-absent', { asked: { fundId: 'f2' } }],
    ['fund-out-of-reach', { fund: { covers: false } }],
    ['fund-closed', { fund: { closed: true } }],
    [undefined, { fund: { purpose: 'living_aid' } }],
    ['off-purpose', { fund: { purpose: 'warmth' } }],
    ['off-purpose', { asked: { item: 'warmth' } }],
    [undefined, { fund: { nationalFilesOnly: true }, household: { archiveLevel: 'national' } }],
    ['national-file-required', { fund: { nationalFilesOnly: true }, household: { archiveLevel: 'province' } }],
    ['goods-not-named', { asked: { lotId: 'lot-1' } }],
  ])('%p for %j', (code, change) => expect(answerTo(change)).toBe(code));

  it('has to be known', () => {
    const { asked, decided } = changed({});
    expect(answer({ asked, decided: without(decided, 'fund') })).toBe('fund-absent');
  });
});

describe('goods', () => {
  const asked = goodsRequest();
  const decided = without(decision(asked), 'fund');
  const lot = decided.lot!;
  const answerFor = (change: Partial<AidRequest>, standing: Partial<typeof lot> = {}) =>
    answer({ asked: { ...asked, ...change }, decided: { ...decided, lot: { ...lot, ...standing } } });

  it.each<[string | undefined, Partial<AidRequest>, Partial<typeof lot>]>([
    [undefined, {}, {}],
    ['goods-not-named', { lotId: 'lot-2' }, {}],
    ['goods-not-named', { quantity: 0 }, {}],
    ['goods-not-named', { quantity: 1.5 }, {}],
    ['goods-value-differs', { quantity: 9 }, {}],
    ['goods-value-differs', { amountFen: 20_001 }, {}],
    ['fund-out-of-reach', {}, { covers: false }],
    ['off-purpose', {}, { purpose: 'hardship_aid' }],
    ['national-file-required', {}, { nationalFilesOnly: true }],
  ])('%p for %j of %j', (code, change, standing) => expect(answerFor(change, standing)).toBe(code));

  it('have a lot that is known', () => expect(answer({ asked, decided: without(decided, 'lot') })).toBe('goods-not-named'));
});

it('a policy that says nothing about aid allows none', () => {
  const { asked, decided } = changed({});
  expect(answer({ asked, decided: without(decided, 'terms') })).toBe('no-aid-rules');
});

it('what it is for is named', () => expect(answerTo({ asked: { basis: ' ' } })).toBe('basis-missing'));
it('the payee is of the household', () => expect(answerTo({ household: { payeeInHousehold: false } })).toBe('payee-not-in-household'));
