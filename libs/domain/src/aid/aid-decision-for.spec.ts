import type { EntitlementEvent } from '../entitlement/entitlement.events.js';
import { fund } from '../fund/fund.js';
import { goodsLot } from '../goods-lot/goods-lot.js';
import { household } from '../household/household.js';
import { starterRules } from '../policy/starter-policy.js';
import { decision, givenEntitlement, goodsRequest, request, subject, today } from '../testing/sample-aid.js';
import { filled, fundOpened, givenFund } from '../testing/sample-fund.js';
import { riceDelivered, riceProcured } from '../testing/sample-goods.js';
import { applied, facts, given, inCare, objected, posted, resolved, type PastEvent } from '../testing/sample-household.js';
import { scenario } from '../testing/scenario.js';
import { aidDecisionFor, type AidSubject } from './aid-decision-for.js';
import type { AidRequest } from './aid.events.js';

const decide = (change: Partial<AidSubject> = {}) => aidDecisionFor(subject(change));
const standingOf = (...history: readonly PastEvent[]) => decide({ household: given(...history).state() }).household;

const claimOf = (change: Partial<AidRequest>): EntitlementEvent => {
  const asked = request(change);
  const { aidId, payeePersonId, amountFen, proposedOn } = asked;
  const year = Number(proposedOn.slice(0, 4));
  return {
    type: 'EntitlementClaimed',
    data: { aidId, payeePersonId, year, amountFen, request: asked, decision: decision(asked), caps: [] },
  };
};
const paidOn = (aidId: string, on: string): EntitlementEvent => ({ type: 'ClaimPaid', data: { aidId, amountFen: 1, paidOn: on } });

describe('what a decision looks at in the household', () => {
  it('is its standing and its category, nothing personal', () =>
    expect(decide().household).toEqual({
      householdId: 'h1',
      revision: inCare.length - 1,
      status: 'registered',
      origin: 'application',
      temporary: false,
      archiveLevel: 'city',
      category: 'deeply_difficult',
      persons: 2,
      noticeClosedOn: '2022-02-25',
      openObjections: 0,
      reopened: false,
      payeeInHousehold: true,
    }));

  it('is less for a file that just began', () => {
    const standing = standingOf(applied());
    expect(standing).toMatchObject({ status: 'applied', persons: 1, revision: 0 });
    expect(standing).not.toHaveProperty('category');
    expect(standing).not.toHaveProperty('noticeClosedOn');
  });

  it('counts objections until they are dismissed', () => {
    const before = [applied(), ...facts, posted, objected];
    expect(standingOf(...before).openObjections).toBe(1);
    expect(standingOf(...before, resolved('upheld')).openObjections).toBe(1);
    expect(standingOf(...before, resolved('dismissed')).openObjections).toBe(0);
  });

  it.each([
    ['p1', true],
    ['p2', true],
    ['p3', false],
  ])('knows whether %s is of it', (payeePersonId, known) =>
    expect(decide({ request: request({ payeePersonId }) }).household.payeeInHousehold).toBe(known),
  );

  it('has to be there', () => expect(() => decide({ household: household.initial })).toThrow('household-not-registered'));
});

describe('what a decision looks at in the policy', () => {
  it('is the word on this item and category', () =>
    expect(decide()).toMatchObject({
      policyVersion: 'pingdingshan@1',
      onDate: today,
      lineMonthlyFen: 63_000,
      levels: ['county'],
      documentLevels: [],
      terms: {
        eligible: ['deeply_difficult', 'relatively_difficult', 'accident_impoverished'],
        urgentMaxFen: 300_000,
        importedFilesCountAsNoticed: true,
        needsCost: false,
      },
      limits: [{ capId: 'living-household-year', limitFen: 756_000 }],
    }));

  it('asks for the cost where a cap is a share of it', () => {
    const medical = decide({ request: request({ item: 'medical_aid', costFen: 90_000 }) });
    expect(medical.terms?.needsCost).toBe(true);
    expect(medical.limits).toMatchObject([{ capId: 'medical-own-paid', limitFen: 90_000, figures: { percent: 100, costFen: 90_000 } }]);
  });

  it('is nothing where it says nothing about aid', () => {
    const { aid: _aid, ...rules } = starterRules;
    expect(decide({ rules })).toMatchObject({ limits: [], levels: [], documentLevels: [] });
    expect(decide({ rules })).not.toHaveProperty('terms');
  });

  it('limits the projects of a year for the category it names', () => {
    const aid = { ...starterRules.aid!, itemsPerYear: { deeply_difficult: 2 } };
    expect(decide({ rules: { ...starterRules, aid } }).terms?.itemsPerYear).toBe(2);
  });
});

describe('what a decision looks at where the aid comes from', () => {
  it('is the fund, with what it holds', () =>
    expect(decide().fund).toEqual({
      ...{ fundId: 'f1', source: 'union_funds', sourceLevel: 'county', purpose: 'hardship_aid', unitId: 'C1' },
      ...{ nationalFilesOnly: false, validFrom: '2022-01-01', validUntil: '2022-12-31', availableFen: 100_000 },
      ...{ closed: false, covers: true },
    }));

  it('tells a donor’s limit and what is out of reach or gone', () => {
    const limited = givenFund(fundOpened({ conditions: { perAidMaxFen: 50_000 } })).state();
    expect(decide({ fund: { state: limited, covers: false } }).fund).toMatchObject({ perAidMaxFen: 50_000, covers: false });
    expect(decide({ fund: { state: fund.initial, covers: true } })).not.toHaveProperty('fund');
  });

  it('is the lot for goods, with the purpose of the money that bought them', () => {
    const asked = goodsRequest({ lotId: 'L1', quantity: 2, amountFen: 12_000 });
    const state = scenario(goodsLot)(riceProcured, riceDelivered).state();
    const decided = decide({ request: asked, lot: { state, purpose: 'warmth', covers: true } });
    expect(decided.lot).toEqual({
      ...{ lotId: 'L1', unitId: 'U1', purpose: 'warmth', nationalFilesOnly: false, unitPriceFen: 6_000, covers: true },
    });
    expect(decided).not.toHaveProperty('fund');
    expect(decide({ request: asked, lot: { state: goodsLot.initial, purpose: 'warmth', covers: true } })).not.toHaveProperty('lot');
  });

  it('is what the fund holds now', () => {
    const state = givenFund(...filled({ nationalFilesOnly: true })).state();
    expect(decide({ fund: { state, covers: true } }).fund).toMatchObject({ nationalFilesOnly: true, availableFen: 100_000 });
  });
});

describe('what a decision looks at in earlier aid', () => {
  const deciding = (...events: readonly EntitlementEvent[]) => decide({ entitlement: givenEntitlement(...events).state() });

  it('are the items of the year, besides this aid', () => {
    const claims = [
      claimOf({ aidId: 'x', item: 'study_aid' }),
      claimOf({ aidId: 'y', item: 'study_aid', basis: 'b' }),
      claimOf({ aidId: 'z', item: 'legal_aid', proposedOn: '2021-12-31' }),
      claimOf({}),
    ];
    expect(deciding(...claims).itemsThisYear).toEqual(['study_aid']);
  });

  it('is the income it makes, of the items that count, for twelve months after it was paid', () => {
    const earlier = (on: string, change: Partial<AidRequest> = {}) =>
      deciding(claimOf({ aidId: 'x', amountFen: 712_000, ...change }), paidOn('x', on)).incomeWithAid;
    const counted = { earlierAidFen: 712_000, netFen: 1_512_000, category: 'relatively_difficult' };
    expect(earlier(today)).toEqual(counted);
    expect(earlier('2021-03-02')).toEqual(counted);
    expect(earlier('2021-03-01')).toBeUndefined();
    expect(earlier('2022-03-02')).toBeUndefined();
    expect(earlier(today, { item: 'warmth' })).toBeUndefined();
  });

  it('is no income before it was paid, nor once it came back', () => {
    const claim = claimOf({ aidId: 'x' });
    const back: EntitlementEvent = {
      type: 'ClaimReleased',
      data: { aidId: 'x', releaseId: 'r', amountFen: 30_000, cause: 'clawed_back' },
    };
    expect(deciding(claim)).not.toHaveProperty('incomeWithAid');
    expect(deciding(claim, paidOn('x', today), back)).not.toHaveProperty('incomeWithAid');
  });
});
