import fc from 'fast-check';
import type { HouseholdEventData } from '#domain/household/household.events';
import { classify } from '#domain/policy/classification';
import { starterRules } from '#domain/policy/starter-policy';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { AidTold } from '../../../../test/support/aid-history.js';
import {
  applied,
  assets,
  authorised,
  classificationOf,
  event,
  inCare,
  incomes,
  principal,
  registered,
  rigidCosts,
  spouse,
  type PastEvent,
} from '../../../domain/src/testing/sample-household.js';
import { fileStanding, mayHearFrom, type StandingRow } from './file-standing.js';

const told = (events: readonly PastEvent[], aids: Readonly<Record<string, readonly AidTold[]>> = {}): StandingRow =>
  foldView(fileStanding, [
    ...seenIn<Parameters<typeof fileStanding.fold>[1]>('household-h1', events),
    ...Object.entries(aids).flatMap(([aidId, happened]) => seenIn<Parameters<typeof fileStanding.fold>[1]>(`aid-${aidId}`, happened)),
  ]).get('h1')!;

const returned = (...redo: HouseholdEventData['ReturnedForCorrection']['redo']) =>
  event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-02-20', redo });
const left = event('HouseholdLeftDifficulty', {
  personId: 'p1',
  leftOn: '2022-10-08',
  explainedOn: '2022-10-08',
  causeRemoved: '已返岗',
  months: [],
  exit: { multiplePercent: 100, comparison: '<=' },
  exitStableMonths: 6,
  policyVersion: 'pingdingshan@1',
});
const reopened = event('HouseholdReopened', {
  personId: 'p1',
  unitId: 'U1',
  reopenedOn: '2023-05-08',
  closedRevision: inCare.length,
  relapse: 1,
  surveyDueOn: '2023-05-13',
  circumstances: '病情复发',
});

const about = { householdId: 'h1', unitId: 'U1', payeePersonId: 'p1' } as const;
const paid = (paidOn: string): AidTold => ({
  type: 'AidPaid',
  data: { ...about, batchId: 'b1', paidOn, amountFen: 1, item: 'living_aid' },
});
const bounced: AidTold = { type: 'AidBounced', data: { ...about, batchId: 'b1', bouncedOn: '2022-04-03', reason: 'account_closed' } };
const paidBack = (keptFen: number): AidTold => ({
  type: 'ClawBackReceived',
  data: { ...about, recoveryId: 'r1', receivedOn: '2022-06-01', amountFen: 1, outstandingFen: 0, keptFen, voucher: 'V', fundId: 'f1' },
});

describe('the standing of a file', () => {
  it('begins with the application', () =>
    expect(told([applied()])).toStrictEqual({
      householdId: 'h1',
      unitId: 'U1',
      principalPersonId: 'p1',
      status: 'applied',
      open: true,
      origin: 'application',
      authorised: null,
      relapses: 0,
      persons: [{ personId: 'p1', idHash: 'hash-p1', recordRevision: 0 }],
      paidAids: [],
      leftOn: null,
      reverifyDueOn: null,
      lastAidPaidOn: null,
    }));

  it('has category, income and yearly check of a file in care, each with the event that says so', () => {
    const at = (revision: number) => ({ stream: 'household-h1', revision });
    expect(told([...inCare, event('CausesSet', { main: 'critical_illness', secondary: [] })])).toMatchObject({
      status: 'registered',
      category: 'deeply_difficult',
      mainCause: 'critical_illness',
      income: { netFen: 800_000, persons: 2, windowMonths: 12, lineMonthlyFen: 63_000, evidence: at(inCare.length - 3) },
      reverify: { dueOn: '2023-03-01', evidence: at(inCare.length - 1) },
      reverifyDueOn: '2023-03-01',
    });
  });

  it('says why a household is not eligible, until it is classified otherwise', () => {
    const marginal = classificationOf({ incomes: { ...incomes, wageFen: 4_000_000 } });
    const classified = event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification: marginal });
    expect(told([applied(), classified])).toMatchObject({ category: 'not_eligible', reason: 'marginal_risk' });
    const eligible = event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification: classificationOf() });
    expect(told([applied(), classified, eligible])).not.toHaveProperty('reason');
  });

  it.each([
    ['left difficulty', left, 'left_difficulty', '2022-10-08'],
    ['was merged', event('HouseholdMergedInto', { intoHouseholdId: 'h2', mergedOn: '2022-05-01' }), 'ended', null],
    ['was cancelled', event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-05-01', reasonKind: 'retired' }), 'ended', null],
    ['was withdrawn', event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: '2022-05-01', reasonKind: 'other' }), 'turned_away', null],
    [
      'was rejected',
      event('ApplicationRejected', { personId: 'p1', rejectedOn: '2022-05-01', reasonKind: 'not_eligible' }),
      'turned_away',
      null,
    ],
  ] as const)('has no yearly check that could be late once the file %s', (_how, closing, status, leftOn) => {
    const row = told([...inCare, closing]);
    expect(row).toMatchObject({ status, open: false, leftOn, reverifyDueOn: null, authorised: ['housing', 'vehicles'] });
    expect(row).not.toHaveProperty('reverify');
  });

  it('takes the day of the latest yearly check', () => {
    const verified = { personId: 'p1', unitId: 'U1', verifiedOn: '2023-02-20', outcome: 'unchanged', nextDueOn: '2024-02-20' } as const;
    expect(told([...inCare, event('HouseholdReVerified', verified)])).toMatchObject({
      reverifyDueOn: '2024-02-20',
      reverify: { dueOn: '2024-02-20', evidence: { stream: 'household-h1', revision: inCare.length } },
    });
  });

  it('goes with the file to another unit', () => {
    const moved = event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId: 'U2', transferredOn: '2022-05-01', reasonKind: 'moved' });
    expect(told([...inCare, moved]).unitId).toBe('U2');
  });
});

describe('what a department may be heard of', () => {
  const counting = { importedFilesCountAsAuthorised: true };
  const imported = applied({ origin: 'import' });

  it('is what the 授权书 names', () => {
    expect(mayHearFrom(told([applied(), authorised]), 'housing', counting)).toBe(true);
    expect(mayHearFrom(told([applied(), authorised]), 'medical_insurance', counting)).toBe(false);
  });

  it('is nothing before one is signed', () => expect(mayHearFrom(told([applied()]), 'housing', counting)).toBe(false));

  it('is nothing while the 授权书 has to be signed anew, and goes on where other steps have', () => {
    expect(told([applied(), authorised, returned('authorisation', 'survey')]).authorised).toBeNull();
    expect(told([applied(), authorised, returned('survey')]).authorised).toEqual(['housing', 'vehicles']);
    expect(told([applied(), authorised, returned('authorisation'), authorised]).authorised).toEqual(['housing', 'vehicles']);
  });

  it('is nothing after a relapse, until one is signed again', () => {
    expect(told([...inCare, left, reopened])).toMatchObject({ status: 'applied', open: true, authorised: null, leftOn: null, relapses: 1 });
    expect(told([...inCare, left, reopened, authorised]).authorised).toEqual(['housing', 'vehicles']);
  });

  it('is all of a file taken over, where the policy says so', () => {
    expect(mayHearFrom(told([imported, registered]), 'medical_insurance', counting)).toBe(true);
    expect(mayHearFrom(told([imported, registered]), 'medical_insurance', { importedFilesCountAsAuthorised: false })).toBe(false);
  });

  it('is what its own 授权书 names once a file taken over has one, and nothing after its relapse', () => {
    expect(mayHearFrom(told([imported, registered, authorised]), 'medical_insurance', counting)).toBe(false);
    expect(mayHearFrom(told([imported, registered, left, reopened]), 'medical_insurance', counting)).toBe(false);
  });
});

describe('who is in the file', () => {
  const son = { personId: 'p3', name: '董小', relation: 'child' } as const;
  const hashes = (...events: readonly PastEvent[]) => told([applied(), ...events]).persons.map(({ idHash }) => idHash);
  const removed = event('MemberRemoved', { personId: 'p2', removedOn: '2022-05-01', reasonKind: 'moved_out' });
  const corrected = (correctsRevision: number, idHash: string) =>
    event('FactCorrected', { correctsRevision, correction: { kind: 'member', member: { ...spouse, idHash } } });

  it('is the principal and every member, with a hash or without', () =>
    expect(hashes(event('MemberAdded', { member: spouse }), event('MemberAdded', { member: son }))).toEqual(['hash-p1', 'hash-p2', null]));
  it('gets a hash with the ID number', () =>
    expect(hashes(event('MemberAdded', { member: son }), event('MemberChanged', { member: { ...son, idHash: 'hash-p3' } }))).toEqual([
      'hash-p1',
      'hash-p3',
    ]));
  it('ends when he moves out', () => expect(hashes(event('MemberAdded', { member: spouse }), removed)).toEqual(['hash-p1']));
  it('follows a corrected ID number', () => {
    const identity = { kind: 'identity', identity: { ...principal, idHash: 'hash-right' } } as const;
    expect(hashes(event('FactCorrected', { correctsRevision: 0, correction: identity }))).toEqual(['hash-right']);
    expect(hashes(event('MemberAdded', { member: spouse }), corrected(1, 'hash-b'), corrected(2, 'hash-c'))).toEqual(['hash-p1', 'hash-c']);
  });
  it('does not follow the correction of a record that a later one replaced', () =>
    expect(
      hashes(
        event('MemberAdded', { member: spouse }),
        event('MemberChanged', { member: { ...spouse, idHash: 'hash-new' } }),
        corrected(1, 'hash-b'),
      ),
    ).toEqual(['hash-p1', 'hash-new']));
});

describe('the last aid', () => {
  const last = (aids: Readonly<Record<string, readonly AidTold[]>>) => told(inCare, aids).lastAid;

  it('is the one paid last, in whatever order that was recorded', () =>
    expect(told(inCare, { a1: [paid('2022-05-02')], a2: [paid('2022-04-02')] })).toMatchObject({
      lastAidPaidOn: '2022-05-02',
      lastAid: { paidOn: '2022-05-02', evidence: { stream: 'aid-a1', revision: 0 } },
    }));
  it('is goods handed over as well', () => {
    const goods = { ...about, lotId: 'l1', quantity: 1, handedOverOn: '2022-04-09', amountFen: 1, item: 'warmth' };
    expect(last({ a1: [{ type: 'AidHandedOver', data: goods }] })?.paidOn).toBe('2022-04-09');
  });
  it('is the one before where the bank sent the money back, or the household paid it all back', () => {
    expect(last({ a1: [paid('2022-04-02')], a2: [paid('2022-05-02'), bounced] })?.paidOn).toBe('2022-04-02');
    expect(last({ a1: [paid('2022-04-02')], a2: [paid('2022-05-02'), paidBack(0)] })?.paidOn).toBe('2022-04-02');
    expect(told(inCare, { a1: [paid('2022-04-02'), paidBack(0)] })).toMatchObject({ lastAidPaidOn: null, paidAids: [] });
  });
  it('stays where the household keeps a part of it', () =>
    expect(last({ a1: [paid('2022-04-02'), paidBack(1)] })?.paidOn).toBe('2022-04-02'));
  it('is the new payment of money that came back', () =>
    expect(last({ a1: [paid('2022-04-02'), bounced, paid('2022-04-20')] })).toEqual({
      paidOn: '2022-04-20',
      evidence: { stream: 'aid-a1', revision: 2 },
    }));
});

it('knows for how many months of line the income was compared, whatever the policy said', () => {
  const rulesOf = (windowMonths: number, multiplePercent: number, comparison: '<' | '<=', monthlyFen: number) => ({
    ...starterRules,
    windowMonths,
    relative: { multiplePercent, comparison },
    lines: [{ area: '41', effectiveFrom: '2000-01-01', monthlyFen, source: 'spec' }],
  });
  const rules = fc
    .tuple(fc.integer({ min: 1, max: 36 }), fc.integer({ min: 50, max: 400 }), fc.constantFrom('<' as const, '<=' as const))
    .chain(([months, multiple, comparison]) =>
      fc.integer({ min: 1_000, max: 300_000 }).map((line) => rulesOf(months, multiple, comparison, line)),
    );
  fc.assert(
    fc.property(rules, fc.integer({ min: 1, max: 12 }), (under, persons) => {
      const classification = classify({ area: '410481', onDate: '2022-02-14', persons, incomes, rigidCosts, assets }, under, 'any@1');
      const row = told([applied(), event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification })]);
      expect(row.income?.windowMonths).toBe(under.windowMonths);
    }),
  );
});
