import { PersistentMap } from '../kernel/persistent-map.js';
import { keepsTheLaws } from '../testing/laws.js';
import { decision, givenEntitlement as given, request, today } from '../testing/sample-aid.js';
import type { AidRequest } from '../aid/aid.events.js';
import { capsLeft } from './claims.js';
import type { EntitlementCommand } from './entitlement.commands.js';
import { entitlementPersonal, type EntitlementEvent, type EntitlementEventData } from './entitlement.events.js';
import { entitlement } from './entitlement.js';

/** Living aid: at most twelve months of 630 yuan in a household's year. */
const YEARLY_FEN = 756_000;

const claim = (change: Partial<AidRequest> = {}): EntitlementCommand => {
  const asked = request(change);
  return { type: 'ClaimEntitlement', data: { request: asked, decision: decision(asked) } };
};
const revise = (round: number, change: Partial<AidRequest> = {}): EntitlementCommand => {
  const asked = request(change);
  return { type: 'ReviseClaim', data: { round, request: asked, decision: decision(asked) } };
};
const data = (change: Partial<AidRequest>, usedFen: number): EntitlementEventData['EntitlementClaimed'] => {
  const asked = request(change);
  const decided = decision(asked);
  const { aidId, payeePersonId, amountFen, proposedOn } = asked;
  const caps = decided.limits.map((limit) => {
    const used = limit.per === 'time' ? 0 : usedFen;
    return { ...limit, usedFen: used, leftFen: limit.limitFen - used };
  });
  return { aidId, payeePersonId, year: Number(proposedOn.slice(0, 4)), amountFen, request: asked, decision: decided, caps };
};
const claimed = (change: Partial<AidRequest> = {}, usedFen = 0): EntitlementEvent => ({
  type: 'EntitlementClaimed',
  data: data(change, usedFen),
});
const revised = (round: number, change: Partial<AidRequest> = {}, usedFen = 0): EntitlementEvent => ({
  type: 'ClaimRevised',
  data: { round, ...data(change, usedFen) },
});
const release = (releaseId: string, amountFen?: number, aidId = 'aid-1'): EntitlementCommand => ({
  type: 'ReleaseClaim',
  data: { aidId, cause: 'clawed_back', releaseId, ...(amountFen !== undefined && { amountFen }) },
});
const released = (releaseId: string, amountFen: number): EntitlementEvent => ({
  type: 'ClaimReleased',
  data: { aidId: 'aid-1', releaseId, amountFen, cause: 'clawed_back' },
});
const pay: EntitlementCommand = { type: 'RecordClaimPaid', data: { aidId: 'aid-1', paidOn: today } };
const paid: EntitlementEvent = { type: 'ClaimPaid', data: { aidId: 'aid-1', amountFen: 30_000, paidOn: today } };
const second = { aidId: 'aid-2', basis: '2022-04' };

keepsTheLaws(entitlement, entitlementPersonal, {
  ClaimEntitlement: { after: [], command: { type: 'ClaimEntitlement', data: { request: request(), decision: decision() } } },
  ReviseClaim: { after: [claimed()], command: { type: 'ReviseClaim', data: { round: 2, request: request(), decision: decision() } } },
  ReleaseClaim: {
    after: [claimed()],
    command: { type: 'ReleaseClaim', data: { aidId: 'aid-1', cause: 'clawed_back', releaseId: 'r-1', amountFen: 10_000 } },
  },
  RecordClaimPaid: { after: [claimed()], command: { type: 'RecordClaimPaid', data: { aidId: 'aid-1', paidOn: today } } },
});

describe('a claim', () => {
  it('keeps the caps it was counted against, with what was used before it', () => {
    given().when(claim()).then(claimed());
    given(claimed())
      .when(claim({ ...second, amountFen: 50_000 }))
      .then(claimed({ ...second, amountFen: 50_000 }, 30_000));
  });

  it('asked for again is there already, though the name in it was erased meanwhile', () => {
    given(claimed()).when(claim()).then();
    given(claimed({ payeeName: '[erased]' }))
      .when(claim())
      .then();
  });

  it('is not asked for again with other content', () =>
    given(claimed())
      .when(claim({ amountFen: 40_000 }))
      .thenRefused('aid-already-claimed', { aidId: 'aid-1' }));

  it('of an older round is over', () =>
    given(claimed(), revised(2, { amountFen: 20_000 }))
      .when(claim())
      .then());

  it('that was given back is not taken up again', () =>
    given(claimed(), released('x', 30_000)).when(claim()).thenRefused('claim-released', { aidId: 'aid-1' }));

  it.each([0, -1, 0.5])('of %p fen is none', (amountFen) =>
    given()
      .when(claim({ amountFen }))
      .thenRefused('invalid-amount', { fields: ['amountFen'] }),
  );
});

describe('a cap of the household’s year', () => {
  it('is used up to its last fen', () => {
    given(claimed())
      .when(claim({ ...second, amountFen: YEARLY_FEN - 30_000 }))
      .then(claimed({ ...second, amountFen: YEARLY_FEN - 30_000 }, 30_000));
  });

  it('refuses one fen more, with the figures', () =>
    given(claimed())
      .when(claim({ ...second, amountFen: YEARLY_FEN - 29_999 }))
      .thenRefused('over-cap', {
        capId: 'living-household-year',
        limitFen: YEARLY_FEN,
        usedFen: 30_000,
        amountFen: YEARLY_FEN - 29_999,
        leftFen: YEARLY_FEN - 30_000,
      }));

  it('counts every person of the household', () =>
    given(claimed({ payeePersonId: 'p2' }))
      .when(claim({ ...second, amountFen: YEARLY_FEN }))
      .thenRefused('over-cap', { usedFen: 30_000 }));

  it('counts neither other items nor other years', () => {
    const before = [claimed({ aidId: 'x', item: 'legal_aid' }), claimed({ aidId: 'y', basis: '2021-12', proposedOn: '2021-12-31' })];
    given(...before)
      .when(claim({ amountFen: YEARLY_FEN }))
      .then(claimed({ amountFen: YEARLY_FEN }));
  });
});

describe('a cap of a person’s year and of one time', () => {
  const warmth = { item: 'warmth', amountFen: 300_000 } as const;

  it('lets each person have his own', () =>
    given(claimed({ ...warmth, aidId: 'x', basis: 'a' }), claimed({ ...warmth, aidId: 'y', basis: 'b' }, 300_000))
      .when(claim({ ...warmth, payeePersonId: 'p2' }))
      .then(claimed({ ...warmth, payeePersonId: 'p2' })));

  it('refuses what one person would have above it', () =>
    given(claimed({ ...warmth, aidId: 'x', basis: 'a' }), claimed({ ...warmth, aidId: 'y', basis: 'b' }, 300_000))
      .when(claim({ ...warmth, amountFen: 1 }))
      .thenRefused('over-cap', { capId: 'warmth-person-year', usedFen: 600_000, leftFen: 0 }));

  it('refuses what is too much at once, whatever is left of the year', () =>
    given()
      .when(claim({ ...warmth, amountFen: 300_001 }))
      .thenRefused('over-cap', { capId: 'warmth-time', limitFen: 300_000, usedFen: 0 }));
});

describe('aid for the same thing', () => {
  it('is given once to a person', () =>
    given(claimed())
      .when(claim({ aidId: 'aid-2' }))
      .thenRefused('double-aid', { item: 'living_aid', aidId: 'aid-1' }));

  it.each<Partial<AidRequest>>([{ basis: '2022-04' }, { payeePersonId: 'p2' }, { item: 'legal_aid' }])(
    'is another thing with %p',
    (other) =>
      given(claimed())
        .when(claim({ aidId: 'aid-2', ...other }))
        .then(claimed({ aidId: 'aid-2', ...other }, other.item ? 0 : 30_000)),
  );

  it('may be given again once the first was given back', () =>
    given(claimed(), released('x', 30_000))
      .when(claim({ aidId: 'aid-2' }))
      .then(claimed({ aidId: 'aid-2' })));
});

describe('a claim revised', () => {
  it('is counted without itself', () =>
    given(claimed())
      .when(revise(2, { amountFen: YEARLY_FEN }))
      .then(revised(2, { amountFen: YEARLY_FEN })));

  it('is counted against what the others leave', () =>
    given(claimed(), claimed(second, 30_000))
      .when(revise(2, { amountFen: YEARLY_FEN - 29_999 }))
      .thenRefused('over-cap', { usedFen: 30_000 }));

  it('moves to the year of its new proposal', () => {
    const state = given(claimed(), revised(2, { proposedOn: '2021-12-31' })).state();
    expect(state.claims.get('aid-1')).toMatchObject({ round: 2, year: 2021 });
  });

  it('comes round by round', () => {
    given(claimed(), revised(2))
      .when(revise(2, { amountFen: 1 }))
      .then();
    given(claimed()).when(revise(3)).thenRefused('wrong-round', { round: 3, expected: 2 });
    given().when(revise(2)).thenRefused('claim-unknown', { aidId: 'aid-1' });
    given(claimed(), released('x', 30_000)).when(revise(2)).thenRefused('claim-released');
  });
});

describe('a claim given back', () => {
  it('counts no longer, in whole or in part', () => {
    given(claimed()).when(release('x')).then(released('x', 30_000));
    given(claimed()).when(release('x', 10_000)).then(released('x', 10_000));
    expect(given(claimed(), released('x', 10_000)).state().claims.get('aid-1')?.amountFen).toBe(20_000);
  });

  it('is given back once under one id, and at most whole', () => {
    const part = given(claimed(), released('x', 10_000));
    part.when(release('x', 10_000)).then();
    part.when(release('y', 20_000)).then(released('y', 20_000));
    part.when(release('y', 20_001)).thenRefused('release-above-claim', { amountFen: 20_001, leftFen: 20_000 });
    given(claimed(), released('x', 30_000)).when(release('y')).then();
    given().when(release('x')).thenRefused('claim-unknown');
  });
});

describe('a claim paid', () => {
  it('is paid once', () => {
    given(claimed()).when(pay).then(paid);
    given(claimed(), paid).when(pay).then();
    given().when(pay).thenRefused('claim-unknown');
  });
});

describe('what is left of the caps', () => {
  it('is never below zero, though a later policy allows less than was used', () => {
    const state = given(claimed({ amountFen: 700_000 })).state();
    const [limit] = decision().limits;
    const [left] = capsLeft(state, [{ ...limit!, limitFen: 500_000 }], request(second));
    expect(left).toMatchObject({ usedFen: 700_000, leftFen: 0 });
  });

  it('is folded from nothing into nothing', () => {
    expect(given().state()).toStrictEqual({ claims: PersistentMap.empty(), releases: PersistentMap.empty() });
    expect(given(released('x', 1)).state().claims.size).toBe(0);
  });
});
