import { applied, event, facts, given, inCare, spouse } from '../testing/sample-household.js';
import type { HouseholdCommand } from './household.commands.js';

describe('the yearly check', () => {
  const verify = (change: object = {}): HouseholdCommand => ({
    type: 'ReVerify',
    data: { verifiedOn: '2022-03-01', outcome: 'unchanged', nextDueOn: '2023-03-01', findings: '情况属实', ...change },
  });
  const verified = event('HouseholdReVerified', {
    personId: 'p1',
    unitId: 'U1',
    verifiedOn: '2022-03-01',
    outcome: 'unchanged',
    nextDueOn: '2023-03-01',
    findings: '情况属实',
  });

  it('says how the household is and when it is looked at next', () =>
    given(...inCare)
      .when(verify())
      .then(verified));

  it('is noted as the last one', () => expect(given(...inCare, verified).state()).toMatchObject({ lastVerifiedOn: '2022-03-01' }));

  it('is refused for a day before the last one, and allowed on it', () => {
    const earlier = { ...verified, data: { ...verified.data, verifiedOn: '2022-02-28' } };
    given(...inCare)
      .when(verify({ verifiedOn: '2022-02-28' }))
      .thenRefused('verification-out-of-order', { lastVerifiedOn: '2022-03-01' });
    expect(
      given(...inCare.slice(0, -1), event('HouseholdRegistered', { unitId: 'U1', registeredOn: '2022-02-28', fileNumber: 'F-1' }))
        .when(verify({ verifiedOn: '2022-02-28' }))
        .events(),
    ).toEqual([{ ...earlier, effectiveOn: '2022-02-28' }]);
  });

  it.each([
    ['household-not-registered', [applied()], verify()],
    ['due-date-too-early', inCare, verify({ nextDueOn: '2022-02-28' })],
    ['date-in-future', inCare, verify({ verifiedOn: '2022-03-02' })],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});

describe('a transfer', () => {
  const transfer = (change: object = {}): HouseholdCommand => ({
    type: 'TransferHousehold',
    data: { toUnitId: 'U2', toUnitOpen: true, transferredOn: '2022-03-01', reasonKind: 'employer_closed', ...change },
  });
  const transferred = event('HouseholdTransferred', {
    fromUnitId: 'U1',
    toUnitId: 'U2',
    transferredOn: '2022-03-01',
    reasonKind: 'employer_closed',
  });

  it('moves the whole file, once', () => {
    given(...inCare)
      .when(transfer())
      .then(transferred);
    given(...inCare, transferred)
      .when(transfer())
      .then();
    expect(given(...inCare, transferred).state()).toMatchObject({ facts: { unitId: 'U2' } });
  });

  it.each([
    ['unit-closed', transfer({ toUnitOpen: false })],
    ['date-before-application', transfer({ transferredOn: '2022-02-13' })],
  ])('is refused as %s', (code, command) =>
    given(...inCare)
      .when(command)
      .thenRefused(code),
  );
});

describe('merging two files', () => {
  const absorb = (change: object = {}): HouseholdCommand => ({
    type: 'AbsorbHousehold',
    data: {
      absorbedHouseholdId: 'h2',
      mergedOn: '2022-03-01',
      members: [spouse, { personId: 'p4', name: '董演', relation: 'parent' }],
      ...change,
    },
  });
  const absorbed = event('HouseholdAbsorbed', { absorbedHouseholdId: 'h2', mergedOn: '2022-03-01' });
  const merge = (change: object = {}): HouseholdCommand => ({
    type: 'MergeHouseholdInto',
    data: { intoHouseholdId: 'h2', intoOpen: true, mergedOn: '2022-03-01', ...change },
  });
  const merged = event('HouseholdMergedInto', { intoHouseholdId: 'h2', mergedOn: '2022-03-01' });

  it('lists in the file that stays whoever was not listed there', () =>
    given(applied(), ...facts)
      .when(absorb())
      .then(absorbed, event('MemberAdded', { member: { personId: 'p4', name: '董演', relation: 'parent' } })));

  it('changes nothing the second time', () => {
    given(...inCare, absorbed)
      .when(absorb())
      .then();
    given(...inCare, merged)
      .when(merge())
      .then();
  });

  it('closes the file that ends, with its history', () => {
    given(...inCare)
      .when(merge())
      .then(merged);
    expect(given(...inCare, merged).state()).toMatchObject({
      status: 'closed',
      closing: { kind: 'merged', intoHouseholdId: 'h2' },
      facts: { fileNumber: 'F-1' },
    });
  });

  it.each([
    ['merge-with-itself', inCare, absorb({ absorbedHouseholdId: 'h1' })],
    ['merge-with-itself', inCare, merge({ intoHouseholdId: 'h1' })],
    ['merge-target-closed', inCare, merge({ intoOpen: false })],
    ['household-closed', [...inCare, merged], merge({ intoHouseholdId: 'h3' })],
    ['household-closed', [...inCare, merged], absorb()],
    ['member-duplicate', inCare, absorb({ members: [{ ...spouse, personId: 'p5' }] })],
    ['date-in-future', inCare, merge({ mergedOn: '2022-03-02' })],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});
