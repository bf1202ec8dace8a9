import {
  accident,
  applied,
  assets,
  event,
  facts,
  given,
  inCare,
  incomes,
  principal,
  rigidCosts,
  spouse,
  window,
} from '../testing/sample-household.js';
import type { HouseholdCommand } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';

const daughter = { personId: 'p3', name: '高小演', relation: 'child', school: '演示小学' } as const;
const card = { holderPersonId: 'p1', bankName: '演示银行', cardNumber: '9999999236834510221' };

describe('each declaration', () => {
  it.each<[string, HouseholdCommand, HouseholdEvent]>([
    ['a member', { type: 'AddMember', data: { member: spouse } }, event('MemberAdded', { member: spouse })],
    ['the incomes', { type: 'DeclareIncome', data: { incomes, window } }, event('IncomeDeclared', { incomes, window })],
    ['the rigid costs', { type: 'DeclareExpenses', data: { rigidCosts, window } }, event('ExpensesDeclared', { rigidCosts, window })],
    ['the assets', { type: 'RecordAssets', data: { assets } }, event('AssetsRecorded', { assets })],
    [
      'an accident',
      { type: 'RecordAccident', data: { accident, happenedOn: '2021-11-02' } },
      event('AccidentRecorded', { personId: 'p1', accident, happenedOn: '2021-11-02' }, '2021-11-02'),
    ],
    [
      'the causes',
      { type: 'SetCauses', data: { main: 'laid_off', secondary: ['critical_illness', 'child_schooling', 'other'] } },
      event('CausesSet', { main: 'laid_off', secondary: ['critical_illness', 'child_schooling', 'other'] }),
    ],
    ['the bank card', { type: 'BindBankCard', data: card }, event('BankCardBound', card)],
    [
      'a new telephone',
      { type: 'ChangePrincipalContact', data: { phone: '19900000124' } },
      event('PrincipalContactChanged', { personId: 'p1', phone: '19900000124' }),
    ],
    [
      'a new work status',
      { type: 'ChangePrincipalDetails', data: { workStatus: 'retired' } },
      event('PrincipalDetailsChanged', { personId: 'p1', workStatus: 'retired' }),
    ],
    [
      'an archive level',
      { type: 'SetArchiveLevel', data: { archiveLevel: 'national' } },
      event('ArchiveLevelSet', { archiveLevel: 'national', previous: 'city' }),
    ],
  ])('of %s is recorded once', (_what, command, expected) => {
    given(applied()).when(command).then(expected);
    given(applied(), expected).when(command).then();
  });

  it('of the same sums for another year is recorded', () =>
    given(applied(), ...facts)
      .when({ type: 'DeclareIncome', data: { incomes, window: { from: '2021-03-01', to: '2022-02-28' } } })
      .then(event('IncomeDeclared', { incomes, window: { from: '2021-03-01', to: '2022-02-28' } })));
});

describe('members', () => {
  const change = (member: typeof spouse): HouseholdCommand => ({ type: 'ChangeMember', data: { member } });
  const remove = (personId: string, removedOn = '2022-03-01'): HouseholdCommand => ({
    type: 'RemoveMember',
    data: { personId, removedOn, reasonKind: 'married' },
  });

  it('may have no ID number yet', () =>
    given(applied())
      .when({ type: 'AddMember', data: { member: daughter } })
      .then(event('MemberAdded', { member: daughter })));

  it('are changed as a whole, and only where something changes', () => {
    const retired = { ...spouse, occupation: '退休' };
    given(applied(), ...facts)
      .when(change(retired))
      .then(event('MemberChanged', { member: retired }));
    given(applied(), ...facts)
      .when(change(spouse))
      .then();
  });

  it('leave the household with the day and the reason', () =>
    given(applied(), ...facts)
      .when(remove('p2'))
      .then(event('MemberRemoved', { personId: 'p2', removedOn: '2022-03-01', reasonKind: 'married' })));

  it.each<[string, HouseholdCommand]>([
    ['member-is-principal', { type: 'AddMember', data: { member: { ...spouse, personId: 'p1' } } }],
    ['member-is-principal', { type: 'AddMember', data: { member: { ...daughter, idHash: principal.idHash } } }],
    ['member-duplicate', { type: 'AddMember', data: { member: { ...daughter, idHash: 'hash-p2' } } }],
    ['member-already-listed', { type: 'AddMember', data: { member: { ...spouse, name: '董永' } } }],
    ['invalid-amount', { type: 'AddMember', data: { member: { ...daughter, monthlyIncomeFen: -1 } } }],
    ['member-unknown', change({ ...spouse, personId: 'p9' })],
    ['member-is-principal', change({ ...spouse, idHash: 'hash-p1' })],
    ['member-unknown', remove('p9')],
    ['date-in-future', remove('p2', '2022-03-02')],
  ])('are refused as %s for %j', (code, command) =>
    given(applied(), ...facts)
      .when(command)
      .thenRefused(code),
  );
});

describe('figures', () => {
  const income = (change: Partial<typeof incomes>, span = window): HouseholdCommand => ({
    type: 'DeclareIncome',
    data: { incomes: { ...incomes, ...change }, window: span },
  });

  it('may be nothing at all, and as large as whole numbers are exact', () => {
    expect(
      given(applied())
        .when(income({ wageFen: 0 }))
        .events(),
    ).toHaveLength(1);
    expect(
      given(applied())
        .when(income({ wageFen: Number.MAX_SAFE_INTEGER }))
        .events(),
    ).toHaveLength(1);
  });

  it.each<[string, HouseholdCommand, object]>([
    ['invalid-amount', income({ wageFen: -1 }), { fields: ['wageFen'] }],
    ['invalid-amount', income({ wageFen: 0.5, otherFen: 2 ** 53 }), { fields: ['wageFen', 'otherFen'] }],
    ['invalid-window', income({}, { from: '2022-02-02', to: '2022-02-01' }), {}],
    ['invalid-window', income({}, { from: '2022-02-30', to: '2022-03-01' }), {}],
    ['date-in-future', income({}, { from: '2021-03-02', to: '2022-03-02' }), {}],
    [
      'invalid-amount',
      { type: 'DeclareExpenses', data: { rigidCosts: { ...rigidCosts, medicalFen: -1 }, window } },
      { fields: ['medicalFen'] },
    ],
    ['invalid-amount', { type: 'RecordAssets', data: { assets: { ...assets, homes: 1.5 } } }, { fields: ['homes'] }],
    ['invalid-amount', { type: 'RecordAccident', data: { accident: { ...accident, costFen: -1 } } }, { fields: ['costFen'] }],
    ['date-in-future', { type: 'RecordAccident', data: { accident, happenedOn: '2022-03-02' } }, {}],
  ])('are refused as %s: %j', (code, command, details) =>
    given(applied())
      .when(command)
      .thenRefused(code, { ...details }),
  );
});

describe('an accident', () => {
  it('recorded by mistake is withdrawn, once', () => {
    const recorded = event('AccidentRecorded', { personId: 'p1', accident });
    given(applied(), recorded).when({ type: 'WithdrawAccident', data: {} }).then(event('AccidentWithdrawn', {}));
    given(applied(), recorded, event('AccidentWithdrawn', {})).when({ type: 'WithdrawAccident', data: {} }).then();
  });
});

describe('causes', () => {
  it.each<[string, HouseholdCommand]>([
    [
      'too-many-secondary-causes',
      { type: 'SetCauses', data: { main: 'laid_off', secondary: ['accident', 'other', 'child_schooling', 'natural_disaster'] } },
    ],
    ['cause-duplicate', { type: 'SetCauses', data: { main: 'laid_off', secondary: ['laid_off'] } }],
    ['cause-duplicate', { type: 'SetCauses', data: { main: 'laid_off', secondary: ['other', 'other'] } }],
  ])('are refused as %s', (code, command) => given(applied()).when(command).thenRefused(code));
});

describe('the bank card', () => {
  it('of a member is refused', () =>
    given(applied(), ...facts)
      .when({ type: 'BindBankCard', data: { ...card, holderPersonId: 'p2' } })
      .thenRefused('card-holder-not-principal'));
});

describe('a month of income', () => {
  const month = (change: object = {}): HouseholdCommand => ({
    type: 'RecordMonthlyIncome',
    data: { month: '2022-02', incomeFen: 300_000, lineMonthlyFen: 63_000, ...change },
  });
  const recorded = event('MonthlyIncomeRecorded', { month: '2022-02', incomeFen: 300_000, persons: 2, lineMonthlyFen: 63_000 });

  it('is recorded with the number of people it was for, once', () => {
    given(...inCare)
      .when(month())
      .then(recorded);
    given(...inCare, recorded)
      .when(month())
      .then();
  });

  it('may be the month that is running and not the next', () => {
    expect(
      given(...inCare)
        .when(month({ month: '2022-03' }))
        .events(),
    ).toHaveLength(1);
    given(...inCare)
      .when(month({ month: '2022-04' }))
      .thenRefused('date-in-future');
  });

  it.each([
    ['invalid-date', inCare, month({ month: '2022-13' })],
    ['date-before-application', inCare, month({ month: '2022-01' })],
    ['invalid-amount', inCare, month({ incomeFen: -1 })],
    ['household-not-registered', [applied()], month()],
  ])('is refused as %s', (code, history, command) =>
    given(...history)
      .when(command)
      .thenRefused(code),
  );
});
