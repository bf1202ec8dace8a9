import {
  about,
  aidEvent,
  approvalBy,
  approved,
  cityOfficer,
  countyApprover,
  decision,
  givenAid as given,
  goodsRequest,
  grant,
  granted,
  paid,
  proposed,
  putInBatch,
  request,
  returned,
  reviewed,
  reviewer,
  revised,
  takenFromBatch,
  today,
} from '../testing/sample-aid.js';
import type { AidDecision } from './aid.decision.js';
import type { AidCommand, AidCommandData, Grant } from './aid.commands.js';
import type { ApprovalLevel } from './aid.terms.js';

/** Legal aid has no cap: sums that need every level. */
const of = (amountFen: number) => request({ item: 'legal_aid', amountFen });
const small = request();
const city = of(1_000_001);
const province = of(2_000_001);
const national = of(5_000_001);
const provincial = { ...cityOfficer, by: 'officer-2' };
const document = '豫工帮〔2022〕7号';

const approve = (level: ApprovalLevel, decided: AidDecision, change: Partial<AidCommandData['ApproveAid']> = {}): AidCommand => ({
  type: 'ApproveAid',
  data: { level, approvedOn: today, decision: decided, ...change },
});
const agree = (change: Partial<Grant> = {}): AidCommand => ({ type: 'GrantAid', data: grant(change) });
const reject = (change: Partial<AidCommandData['RejectAid']> = {}): AidCommand => ({
  type: 'RejectAid',
  data: { rejectedOn: today, reasonKind: 'not_needed', ...change },
});
const cancel = (change: Partial<AidCommandData['CancelAid']> = {}): AidCommand => ({
  type: 'CancelAid',
  data: { cancelledOn: today, reasonKind: 'asked_by_worker', ...change },
});
const waiting = (asked = small) => [proposed(asked), reviewed] as const;

describe('the levels that agree', () => {
  it.each<[ApprovalLevel[], number]>([
    [['county'], 1],
    [['county'], 1_000_000],
    [['county', 'city'], 1_000_001],
    [['county', 'city'], 2_000_000],
    [['county', 'city', 'province'], 2_000_001],
    [['county', 'city', 'province'], 5_000_000],
    [['county', 'city', 'province', 'national'], 5_000_001],
  ])('are %p for %p fen', (levels, amountFen) => expect(decision(of(amountFen)).levels).toEqual(levels));

  it('put on paper what the policy wants on paper', () => expect(decision(national).documentLevels).toEqual(['province', 'national']));
});

describe('approving aid below the last level', () => {
  it('keeps the receipt of that decision', () => {
    const decided = decision(city);
    given(...waiting(city))
      .when(approve('county', decided), countyApprover)
      .then(aidEvent('AidApproved', { ...about, ...approvalBy(countyApprover), decision: decided }));
  });

  it('goes from the lowest level up, each once', () => {
    given(...waiting(city))
      .when(approve('city', decision(city)), cityOfficer)
      .thenRefused('level-not-due', { level: 'city', due: ['county', 'city'] });
    given(...waiting(province), approved(countyApprover, 'county', decision(province)))
      .when(approve('county', decision(province)), { ...countyApprover, by: 'approver-2' })
      .thenRefused('level-not-due', { due: ['city', 'province'] });
  });

  it('is spoken for by whose level it is', () => {
    given(...waiting(city))
      .when(approve('county', decision(city)), cityOfficer)
      .thenRefused('level-not-yours', { level: 'county', role: 'rights_dept_officer' });
    given(...waiting(province), approved(countyApprover, 'county', decision(province)))
      .when(approve('city', decision(province)), { ...countyApprover, by: 'approver-2' })
      .thenRefused('level-not-yours', { level: 'city', role: 'county_approver' });
  });

  it.each([
    ['proposed', 'caseworker-1'],
    ['reviewed', 'reviewer-1'],
  ])('is not done by who %s it', (part, by) =>
    given(...waiting(city))
      .when(approve('county', decision(city)), { ...countyApprover, by })
      .thenRefused('self-approval', { part }),
  );

  it('is another person at every level', () =>
    given(...waiting(province), approved(countyApprover, 'county', decision(province)))
      .when(approve('city', decision(province)), { ...cityOfficer, by: 'approver-1' })
      .thenRefused('self-approval', { part: 'approved' }));

  it('needs the paper where the level comes on paper', () => {
    const decided = decision(national);
    const before = given(...waiting(national), approved(countyApprover, 'county', decided), approved(cityOfficer, 'city', decided));
    before.when(approve('province', decided), provincial).thenRefused('document-missing', { level: 'province' });
    before.when(approve('province', decided, { document: ' ' }), provincial).thenRefused('document-missing');
    before
      .when(approve('province', decided, { document }), provincial)
      .then(aidEvent('AidApproved', { ...about, ...approvalBy(provincial, 'province'), document, decision: decided }));
  });

  it('is not the last level, which agrees with the money set aside', () =>
    given(...waiting())
      .when(approve('county', decision()), countyApprover)
      .thenRefused('level-is-last', { level: 'county' }));

  it('judges the rules again with what is known now', () => {
    const decided = decision(city);
    const household = { ...decided.household, openObjections: 1 };
    given(...waiting(city))
      .when(approve('county', { ...decided, household }), countyApprover)
      .thenRefused('objection-open', { objections: 1 });
  });

  it.each([
    ['date-in-future', '2022-03-02'],
    ['date-before-proposal', '2022-02-28'],
  ])('is refused with %s on %s', (code, approvedOn) =>
    given(...waiting(city))
      .when(approve('county', decision(city), { approvedOn }), countyApprover)
      .thenRefused(code),
  );

  it('waits for the review', () =>
    given(proposed(city))
      .when(approve('county', decision(city)), countyApprover)
      .thenRefused('aid-not-reviewed', { status: 'proposed' }));
});

describe('granting aid', () => {
  it('keeps the last level’s receipt and names everyone who agreed', () => {
    const decided = decision(city);
    const approvals = [approvalBy(countyApprover), approvalBy(cityOfficer, 'city')];
    const { item, form, amountFen, fundId } = city;
    given(...waiting(city), approved(countyApprover, 'county', decided))
      .when(agree({ approval: approvalBy(cityOfficer, 'city'), decision: decided }), cityOfficer)
      .then(
        aidEvent('AidApproved', { ...about, ...approvalBy(cityOfficer, 'city'), decision: decided }),
        aidEvent('AidGranted', { ...about, grantedOn: today, item, form, amountFen, fundId, approvals }),
      );
  });

  it('names lot and pieces of goods', () => {
    const asked = goodsRequest();
    const [, event] = given(...waiting(asked))
      .when(agree({ decision: decision(asked) }), countyApprover)
      .events();
    expect(event?.data).toMatchObject({ form: 'goods', lotId: 'lot-1', quantity: 10, amountFen: 20_000 });
  });

  it('happens once, also where it went on since', () => {
    for (const later of [[], [putInBatch()], [putInBatch(), paid()], [putInBatch(), takenFromBatch()]])
      given(...granted(), ...later)
        .when(agree(), countyApprover)
        .then();
  });

  it('granted to one is not granted again by another', () =>
    given(...granted())
      .when(agree({ approval: approvalBy({ by: 'approver-2' }) }), { ...countyApprover, by: 'approver-2' })
      .thenRefused('aid-not-reviewed', { status: 'granted' }));

  it('is of the round that was approved', () => {
    const again = [...waiting(), returned, revised(2, request({ amountFen: 20_000 })), reviewed] as const;
    given(...again)
      .when(agree(), countyApprover)
      .thenRefused('wrong-round', { round: 1, expected: 2 });
  });

  it('is refused where the aid ended meanwhile, so that what was set aside goes back', () => {
    const ended = [aidEvent('AidRejected', { ...about, rejectedOn: today, reasonKind: 'not_needed' })];
    given(...waiting(), ...ended)
      .when(agree(), countyApprover)
      .thenRefused('aid-not-reviewed', { status: 'rejected' });
    given().when(agree(), countyApprover).thenRefused('aid-absent');
  });

  it('is the last level’s', () =>
    given(...waiting(city))
      .when(agree({ decision: decision(city) }), countyApprover)
      .thenRefused('level-not-last', { level: 'county', due: ['county', 'city'] }));

  it('is not done by the proposer, whoever sends it', () =>
    given(...waiting())
      .when(agree({ approval: approvalBy({ by: 'caseworker-1' }) }), countyApprover)
      .thenRefused('self-approval', { part: 'proposed' }));

  it('judges the rules again', () => {
    const decided = decision();
    given(...waiting())
      .when(agree({ decision: { ...decided, fund: { ...decided.fund!, closed: true } } }), countyApprover)
      .thenRefused('fund-closed');
  });
});

describe('urgent aid granted', () => {
  const urgent = request({ urgent: true });
  const decided = decision(urgent);
  const early = { ...decided, household: { ...decided.household, status: 'applied' as const } };
  const before = given(...waiting(urgent));

  it('names the day by which the papers are complete', () => {
    const [, event] = before.when(agree({ decision: early, papersDueOn: '2022-04-12' }), countyApprover).events();
    expect(event?.data).toMatchObject({ papersDueOn: '2022-04-12' });
    before.when(agree({ decision: early }), countyApprover).thenRefused('due-date-missing');
    before.when(agree({ decision: early, papersDueOn: '2022-02-28' }), countyApprover).thenRefused('due-date-too-early');
    before.when(agree({ decision: early, papersDueOn: 'soon' }), countyApprover).thenRefused('invalid-date');
  });

  it('of a household whose papers are complete needs no such day', () => {
    const [, event] = before.when(agree({ decision: decided }), countyApprover).events();
    expect(event?.data).not.toHaveProperty('papersDueOn');
  });

  it('has its papers completed once', () => {
    const complete: AidCommand = { type: 'CompleteAidPapers', data: { completedOn: today } };
    const done = aidEvent('AidPapersCompleted', { ...about, completedOn: today });
    const events = before.when(agree({ decision: early, papersDueOn: '2022-04-12' }), countyApprover).events();
    const due = given(...waiting(urgent), ...events);
    due.when(complete).then(done);
    given(...waiting(urgent), ...events, done)
      .when(complete)
      .then();
    due.when({ type: 'CompleteAidPapers', data: { completedOn: '2022-03-02' } }).thenRefused('date-in-future');
    given(...granted())
      .when(complete)
      .thenRefused('no-papers-due');
  });
});

describe('rejecting aid', () => {
  it('ends it before it is granted', () => {
    const rejected = aidEvent('AidRejected', { ...about, rejectedOn: today, reasonKind: 'not_needed' });
    given(proposed()).when(reject(), reviewer).then(rejected);
    given(...waiting())
      .when(reject(), countyApprover)
      .then(rejected);
    given(proposed(), returned).when(reject(), reviewer).then(rejected);
    given(proposed(), rejected).when(reject(), reviewer).then();
    given(...granted())
      .when(reject(), reviewer)
      .thenRefused('aid-not-open', { status: 'granted' });
  });

  it('is not done by the proposer, and explains another reason', () => {
    given(proposed()).when(reject()).thenRefused('self-approval', { part: 'proposed' });
    given(proposed())
      .when(reject({ reasonKind: 'other' }), reviewer)
      .thenRefused('explanation-missing');
  });
});

describe('cancelling aid', () => {
  const cancelled = aidEvent('AidCancelled', { ...about, cancelledOn: today, reasonKind: 'asked_by_worker' });

  it('ends it until money is on its way', () => {
    given(proposed()).when(cancel()).then(cancelled);
    given(...granted())
      .when(cancel())
      .then(cancelled);
    given(...granted(), putInBatch(), takenFromBatch())
      .when(cancel())
      .then(cancelled);
    given(proposed(), cancelled).when(cancel()).then();
  });

  it('is refused on a list for the bank and after', () => {
    given(...granted(), putInBatch())
      .when(cancel())
      .thenRefused('aid-in-batch', { batchId: 'b1' });
    given(...granted(), putInBatch(), paid())
      .when(cancel())
      .thenRefused('aid-not-open', { status: 'paid' });
  });

  it('explains another reason', () =>
    given(proposed())
      .when(cancel({ reasonKind: 'other' }))
      .thenRefused('explanation-missing'));
});
