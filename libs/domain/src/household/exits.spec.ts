import {
  applied,
  approver,
  assets,
  classificationOf,
  event,
  given,
  inCare,
  matched,
  registered,
  type PastEvent,
} from '../testing/sample-household.js';
import { ERASED } from '../kernel/message.js';
import { monthsAbove } from './exits.js';
import type { HouseholdCommand } from './household.commands.js';
import { missingSteps } from './household.policies.js';
import type { Household } from './household.state.js';

const exit = { multiplePercent: 100, comparison: '<=' } as const;
const leave = (change: object = {}): HouseholdCommand => ({
  type: 'LeaveDifficulty',
  data: {
    leftOn: '2022-10-08',
    explainedOn: '2022-10-08',
    causeRemoved: '已返岗',
    exit,
    exitStableMonths: 6,
    policyVersion: 'pingdingshan@1',
    ...change,
  },
});
const inOctober = { ...approver, at: '2022-10-08T02:00:00.000Z', today: '2022-10-08' };
const month = (name: string, incomeFen = 126_001): PastEvent =>
  event('MonthlyIncomeRecorded', { month: name, incomeFen, persons: 2, lineMonthlyFen: 63_000 });
const sixMonths = ['2022-04', '2022-05', '2022-06', '2022-07', '2022-08', '2022-09'].map((name) => month(name));
const above = (name: string) => ({ month: name, incomeFen: 126_001, persons: 2, lineMonthlyFen: 63_000, perCapitaFen: 63_000 });
const left = event('HouseholdLeftDifficulty', {
  personId: 'p1',
  leftOn: '2022-10-08',
  explainedOn: '2022-10-08',
  causeRemoved: '已返岗',
  months: ['2022-04', '2022-05', '2022-06', '2022-07', '2022-08', '2022-09'].map(above),
  exit,
  exitStableMonths: 6,
  policyVersion: 'pingdingshan@1',
});

describe('leaving difficulty', () => {
  it('needs six months above the line and names them', () =>
    given(...inCare, ...sixMonths)
      .when(leave(), inOctober)
      .then(left));

  it('is refused with five', () =>
    given(...inCare, ...sixMonths.slice(1))
      .when(leave(), inOctober)
      .thenRefused('months-above-line-insufficient', { months: 5, exitStableMonths: 6 }));

  it('is refused where one of the six is missing, or lies exactly on the line', () => {
    given(...inCare, month('2022-03'), ...sixMonths.filter((_month, index) => index !== 2))
      .when(leave(), inOctober)
      .thenRefused('months-above-line-insufficient', { months: 3 });
    given(...inCare, ...sixMonths, month('2022-06', 126_000))
      .when(leave(), inOctober)
      .thenRefused('months-above-line-insufficient', { months: 3 });
  });

  it('counts a month on the line where the policy says below', () =>
    expect(
      monthsAbove({ '2022-09': { month: '2022-09', incomeFen: 126_000, persons: 2, lineMonthlyFen: 63_000 } }, '2022-10-08', {
        multiplePercent: 100,
        comparison: '<',
      }),
    ).toHaveLength(1));

  it('looks at the running month where it is recorded already', () => {
    expect(
      given(...inCare, ...sixMonths.slice(1), month('2022-10'))
        .when(leave(), inOctober)
        .events(),
    ).toHaveLength(1);
    given(...inCare, ...sixMonths, month('2022-10', 0))
      .when(leave(), inOctober)
      .thenRefused('months-above-line-insufficient', { months: 0 });
  });

  it.each([
    ['household-not-registered', [applied()], leave(), inOctober],
    ['four-eyes', [...inCare, ...sixMonths], leave(), { ...inOctober, by: 'caseworker-1' }],
    ['date-in-future', [...inCare, ...sixMonths], leave({ leftOn: '2022-10-09' }), inOctober],
    ['not-explained-yet', [...inCare, ...sixMonths], leave({ leftOn: '2022-10-07' }), inOctober],
    ['cause-not-removed', [...inCare, ...sixMonths], leave({ causeRemoved: ' ' }), inOctober],
  ])('is refused as %s', (code, history, command, context) =>
    given(...history)
      .when(command, context)
      .thenRefused(code),
  );
});

describe('cancelling a file', () => {
  const cancel = (change: object = {}): HouseholdCommand => ({
    type: 'CancelHousehold',
    data: { cancelledOn: '2022-03-01', reasonKind: 'dead', ...change },
  });

  it.each(['dead', 'retired', 'transferred_away', 'asked_by_worker'] as const)('needs no months above the line: %s', (reasonKind) =>
    given(...inCare)
      .when(cancel({ reasonKind }))
      .then(event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind })),
  );

  it('is possible before the file is registered', () => expect(given(applied()).when(cancel()).events()).toHaveLength(1));

  it('as a duplicate names the file that stays', () => {
    expect(
      given(...inCare)
        .when(cancel({ reasonKind: 'duplicate', otherHouseholdId: 'h2' }))
        .events(),
    ).toHaveLength(1);
    given(...inCare)
      .when(cancel({ reasonKind: 'duplicate' }))
      .thenRefused('other-file-missing');
    given(...inCare)
      .when(cancel({ reasonKind: 'duplicate', otherHouseholdId: 'h1' }))
      .thenRefused('other-file-missing');
  });

  it.each([
    ['explanation-missing', inCare, cancel({ reasonKind: 'other' })],
    ['date-before-application', inCare, cancel({ cancelledOn: '2022-02-13' })],
    [
      'household-closed',
      [...inCare, event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind: 'dead' })],
      cancel(),
    ],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});

describe('withdrawing a file', () => {
  const withdraw = (change: object = {}): HouseholdCommand => ({
    type: 'WithdrawHousehold',
    data: { withdrawnOn: '2022-03-01', reasonKind: 'failed_data_check', ...change },
  });
  const hits = event('DataMatchRecorded', {
    personId: 'p1',
    unitId: 'U1',
    matchId: 'm2',
    source: 'vehicles',
    result: 'hits',
    matchedOn: '2022-03-01',
    hits: '一辆',
  });

  it('after a failed data check needs the hits in the file', () => {
    given(...inCare, hits)
      .when(withdraw())
      .then(event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: '2022-03-01', reasonKind: 'failed_data_check' }));
    given(...inCare)
      .when(withdraw())
      .thenRefused('data-match-hits-missing');
  });

  it('as not eligible needs a classification of the present facts that says so', () => {
    const twoHomes = { ...assets, homes: 2 };
    const notEligible = event('HouseholdReclassified', {
      personId: 'p1',
      unitId: 'U1',
      classification: classificationOf({ assets: twoHomes }),
      previousCategory: 'deeply_difficult',
    });
    const history = [...inCare, event('AssetsRecorded', { assets: twoHomes }), notEligible];
    expect(
      given(...history)
        .when(withdraw({ reasonKind: 'not_eligible' }))
        .events(),
    ).toHaveLength(1);
    given(...inCare)
      .when(withdraw({ reasonKind: 'not_eligible' }))
      .thenRefused('still-eligible', { category: 'deeply_difficult' });
    given(...history, event('AssetsRecorded', { assets }))
      .when(withdraw({ reasonKind: 'not_eligible' }))
      .thenRefused('still-eligible', { outdated: ['assets'] });
  });

  it.each(['false_statement', 'other'] as const)('for %s needs an explanation', (reasonKind) => {
    expect(
      given(...inCare)
        .when(withdraw({ reasonKind, explanation: '隐瞒收入' }))
        .events(),
    ).toHaveLength(1);
    given(...inCare)
      .when(withdraw({ reasonKind }))
      .thenRefused('explanation-missing');
  });

  it('is refused before the file is registered', () =>
    given(applied(), matched('hits')).when(withdraw()).thenRefused('household-not-registered'));
});

describe('relapse', () => {
  const reopen = (change: object = {}): HouseholdCommand => ({
    type: 'ReopenOnRelapse',
    data: { reopenedOn: '2022-10-08', circumstances: '旧病复发', ...change },
  });
  const outOfDifficulty = [...inCare, ...sixMonths, left];
  const reopened = event('HouseholdReopened', {
    personId: 'p1',
    unitId: 'U1',
    reopenedOn: '2022-10-08',
    circumstances: '旧病复发',
    closedRevision: 20,
    relapse: 1,
  });

  it('reopens the file and names the exit it follows', () =>
    given(...outOfDifficulty)
      .when(reopen(), inOctober)
      .then(reopened));

  it('counts once: the file is open already', () =>
    given(...outOfDifficulty, reopened)
      .when(reopen(), inOctober)
      .thenRefused('relapse-without-exit', { status: 'applied' }));

  it('asks for all steps anew and keeps the facts', () => {
    const state = given(...outOfDifficulty, reopened).state();
    expect(state).toMatchObject({
      status: 'applied',
      relapses: 1,
      steps: { objections: [], matches: [] },
      monthlyIncomes: {},
      facts: { fileNumber: 'F-1' },
    });
    expect(state).not.toHaveProperty('closing');
    expect(state).not.toHaveProperty('steps.survey');
  });

  it('takes no step that is older than the relapse, and no category by an older line', () => {
    const recent = event('AssetsRecorded', { assets });
    given(...outOfDifficulty, reopened, recent)
      .when({ type: 'PostPublicNotice', data: { postedOn: '2022-10-07', endsOn: '2022-10-14', place: '厂务公开栏' } }, inOctober)
      .thenRefused('date-before-application', { appliedOn: '2022-10-08' });
    const state = given(...outOfDifficulty, reopened).state();
    const again = given(...outOfDifficulty, reopened, event('HouseholdClassified', reclassified)).state();
    expect([missingOf(state), missingOf(again)]).toEqual([['classification'], []]);
  });
  const reclassified = { personId: 'p1', unitId: 'U1', classification: classificationOf({ onDate: '2022-10-08' }) };
  const missingOf = (state: Household) => (state.status === 'absent' ? [] : missingSteps(state, []));

  it('counts the second one after a second exit', () =>
    expect(
      given(...outOfDifficulty, reopened, registered, left)
        .when(reopen(), inOctober)
        .events()[0]?.data,
    ).toMatchObject({ relapse: 2, closedRevision: 23 }));

  it('never follows another kind of closing', () =>
    given(...inCare, event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind: 'dead' }))
      .when(reopen(), inOctober)
      .thenRefused('relapse-without-exit', { kind: 'cancelled' }));

  it.each([
    ['date-before-exit', outOfDifficulty, reopen({ reopenedOn: '2022-10-07' })],
    ['explanation-missing', outOfDifficulty, reopen({ circumstances: '' })],
    ['household-absent', [], reopen()],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command, inOctober)
      .thenRefused(code),
  );

  it('is refused for a person who was erased', () =>
    given(...outOfDifficulty, event('FactCorrected', { correctsRevision: 0, correction: { kind: 'identity', identity: erased } }))
      .when(reopen(), inOctober)
      .thenRefused('person-erased'));
  const erased = { personId: 'p1', idHash: 'hash-p1', name: ERASED, idNumber: ERASED, sex: ERASED, birthDate: ERASED } as const;
});
