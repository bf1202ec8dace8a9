import {
  applied,
  approver,
  assets,
  event,
  given,
  inCare,
  incomes,
  principal,
  rigidCosts,
  spouse,
  surveyed,
  window,
} from '../testing/sample-household.js';
import { ERASED } from '../kernel/message.js';
import type { HouseholdCommand } from './household.commands.js';
import type { Correction } from './household.events.js';

const correct = (correctsRevision: number, correction: Correction, reason = '录入有误'): HouseholdCommand => ({
  type: 'CorrectFact',
  data: { correctsRevision, correction, reason },
});
const corrected = (correctsRevision: number, correction: Correction) => ({
  ...event('FactCorrected', { correctsRevision, correction }),
  reason: '录入有误',
});
const { personId, idHash, idNumber, sex, birthDate } = principal;
const renamed = { kind: 'identity', identity: { personId, idHash, name: '高绢', idNumber, sex, birthDate } } as const;
const wages = (wageFen: number): Correction => ({ kind: 'incomes', incomes: { ...incomes, wageFen }, window });
const declared = event('IncomeDeclared', { incomes, window });

describe('correcting a fact', () => {
  it.each<[string, number, Correction, object]>([
    ['the identity', 0, renamed, { facts: { principal: { name: '高绢', phone: '19900005400' } } }],
    [
      'the details',
      0,
      { kind: 'details', details: { personId, workStatus: 'retired' } },
      { facts: { principal: { workStatus: 'retired', name: '高娟' } } },
    ],
    ['a member', 1, { kind: 'member', member: { ...spouse, name: '董永' } }, { facts: { members: [{ name: '董永' }] } }],
    ['the incomes', 2, wages(1), { facts: { incomes: { wageFen: 1 } } }],
    [
      'the rigid costs',
      3,
      { kind: 'rigidCosts', rigidCosts: { ...rigidCosts, medicalFen: 7 }, window },
      { facts: { rigidCosts: { medicalFen: 7 } } },
    ],
    ['the assets', 4, { kind: 'assets', assets: { ...assets, homes: 0 } }, { facts: { assets: { homes: 0 } } }],
    ['the day of application', 0, { kind: 'date', date: 'appliedOn', on: '2022-02-11' }, { facts: { appliedOn: '2022-02-11' } }],
    [
      'the day of the survey',
      6,
      { kind: 'date', date: 'surveyedOn', on: '2022-02-15' },
      { steps: { survey: { on: '2022-02-15', revision: 14 } } },
    ],
  ])('of %s names the revision it corrects and counts from then on', (_what, revision, correction, state) => {
    given(...inCare)
      .when(correct(revision, correction))
      .then(corrected(revision, correction));
    expect(given(...inCare, corrected(revision, correction)).state()).toMatchObject(state);
  });

  it('leaves the contact and the other details of the principal as they are', () =>
    expect(given(applied(), corrected(0, renamed)).state()).toMatchObject({ facts: { principal: { ...principal, name: '高绢' } } }));

  it('changes nothing where nothing differs', () =>
    given(...inCare)
      .when(correct(2, wages(incomes.wageFen)))
      .then());

  it('of a correction names the correction', () => {
    const once = [applied(), declared, corrected(1, wages(1))];
    given(...once)
      .when(correct(1, wages(2)))
      .thenRefused('fact-already-corrected', { correctsRevision: 1, correctedBy: 2 });
    given(...once)
      .when(correct(2, wages(2)))
      .then(corrected(2, wages(2)));
    expect(given(...once, corrected(2, wages(2))).state()).toMatchObject({ facts: { incomes: { wageFen: 2 } } });
  });

  it('of an older record sets the history right and leaves the newer one in force', () => {
    const newer = event('IncomeDeclared', { incomes: { ...incomes, wageFen: 9 }, window });
    given(applied(), declared, newer)
      .when(correct(1, wages(1)))
      .then(corrected(1, wages(1)));
    expect(given(applied(), declared, newer, corrected(1, wages(1))).state()).toMatchObject({ facts: { incomes: { wageFen: 9 } } });
  });

  it('is possible after the file was closed', () => {
    const cancelled = event('HouseholdCancelled', { personId, cancelledOn: '2022-03-01', reasonKind: 'dead' });
    expect(
      given(...inCare, cancelled)
        .when(correct(2, wages(1)))
        .events(),
    ).toHaveLength(1);
  });

  it('makes the one who corrected somebody who entered', () =>
    expect(given(applied(), { ...corrected(0, renamed), meta: approver }).state()).toMatchObject({
      enteredBy: ['caseworker-1', 'approver-1'],
    }));

  it.each<[string, number, Correction]>([
    ['fact-unknown', 0, wages(1)],
    ['fact-unknown', 99, wages(1)],
    ['fact-unknown', 1, { kind: 'member', member: { ...spouse, personId: 'p9' } }],
    ['person-differs', 0, { kind: 'identity', identity: { ...renamed.identity, personId: 'p9' } }],
    ['person-differs', 0, { kind: 'details', details: { personId: 'p9', workStatus: 'retired' } }],
    ['invalid-amount', 1, { kind: 'member', member: { ...spouse, monthlyIncomeFen: 0.5 } }],
    ['invalid-amount', 2, wages(-1)],
    ['invalid-window', 2, { kind: 'incomes', incomes, window: { from: '2022-01-02', to: '2022-01-01' } }],
    ['invalid-amount', 3, { kind: 'rigidCosts', rigidCosts: { ...rigidCosts, housingFen: -1 }, window }],
    ['invalid-amount', 4, { kind: 'assets', assets: { ...assets, homes: -1 } }],
    ['date-in-future', 0, { kind: 'date', date: 'appliedOn', on: '2022-03-02' }],
    ['invalid-date', 0, { kind: 'date', date: 'appliedOn', on: '2022-02-30' }],
  ])('is refused as %s: revision %d, %j', (code, revision, correction) =>
    given(...inCare)
      .when(correct(revision, correction))
      .thenRefused(code),
  );

  it('needs a reason', () =>
    given(...inCare)
      .when(correct(0, renamed, ' '))
      .thenRefused('explanation-missing', { field: 'reason' }));

  it('is refused where there is no file, and for a person who was erased', () => {
    given().when(correct(0, renamed)).thenRefused('household-absent');
    given(applied({ principal: { ...principal, name: ERASED } }), surveyed)
      .when(correct(0, renamed))
      .thenRefused('person-erased');
  });
});
