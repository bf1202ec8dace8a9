import {
  accident,
  applied,
  assets,
  classificationOf,
  event,
  given,
  inCare,
  incomes,
  principal,
  readyForApproval,
  rigidCosts,
  spouse,
  window,
  type PastEvent,
} from '../testing/sample-household.js';
import { ERASED } from '../kernel/message.js';
import type { HouseholdCommandData } from './household.commands.js';
import type { HouseholdEvent } from './household.events.js';

type Row = HouseholdCommandData['ImportHousehold'];

const card = { holderPersonId: 'p1', bankName: '演示银行', cardNumber: '9999999236834510221' };
const row = (change: Partial<Row> = {}): Row => ({
  householdId: 'h1',
  importId: 'i1',
  row: 2,
  unitId: 'U1',
  fileNumber: 'F-1',
  archiveLevel: 'city',
  claimedCategory: 'relatively_difficult',
  appliedOn: '2022-02-14',
  registeredOn: '2022-02-14',
  principal,
  members: [spouse],
  incomes,
  rigidCosts,
  window,
  assets,
  causes: { main: 'critical_illness', secondary: [] },
  bankCard: card,
  classification: classificationOf(),
  ...change,
});
const take = (change: Partial<Row> = {}) => ({ type: 'ImportHousehold', data: row(change) }) as const;
const firstEvents: readonly HouseholdEvent[] = [
  event(
    'HouseholdApplied',
    {
      householdId: 'h1',
      unitId: 'U1',
      fileNumber: 'F-1',
      archiveLevel: 'city',
      temporary: false,
      origin: 'import',
      appliedOn: '2022-02-14',
      principal,
      claimedCategory: 'relatively_difficult',
    },
    '2022-02-14',
  ),
  event('HouseholdImported', { importId: 'i1', row: 2, claimedCategory: 'relatively_difficult' }),
  event('MemberAdded', { member: spouse }),
  event('IncomeDeclared', { incomes, window }),
  event('ExpensesDeclared', { rigidCosts, window }),
  event('AssetsRecorded', { assets }),
  event('CausesSet', { main: 'critical_illness', secondary: [] }),
  event('BankCardBound', card),
  event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification: classificationOf() }),
  event('HouseholdRegistered', { unitId: 'U1', registeredOn: '2022-02-14', fileNumber: 'F-1' }, '2022-02-14'),
];
/** The import and the edits after it are different requests. */
const imported: readonly PastEvent[] = firstEvents.map((past) => ({ ...past, meta: { by: 'system:import', requestId: 'import-1' } }));
const later = { requestId: 'r-2' };
const again = event('HouseholdImported', { importId: 'i2', row: 2, claimedCategory: 'relatively_difficult' });
const second = { importId: 'i2' };

describe('importing a household for the first time', () => {
  it('takes over every fact of the row and registers the file', () =>
    given()
      .when(take())
      .then(...firstEvents));

  it('takes over an accident, the day of the next check, and a file without a card', () => {
    const { bankCard: _none, ...cardless } = row({ accident, reverifyDueOn: '2023-02-14' });
    const events = given().when({ type: 'ImportHousehold', data: cardless }).events();
    expect(events).toContainEqual(event('AccidentRecorded', { personId: 'p1', accident }));
    expect(events.at(-1)?.data).toMatchObject({ reverifyDueOn: '2023-02-14' });
    expect(events.map(({ type }) => type)).not.toContain('BankCardBound');
  });

  it.each<[string, Partial<Row>]>([
    ['date-in-future', { appliedOn: '2022-03-02' }],
    ['invalid-date', { registeredOn: '2022-02-30' }],
    ['invalid-window', { window: { from: '2022-02-02', to: '2022-02-01' } }],
    ['invalid-amount', { incomes: { ...incomes, otherFen: -1 } }],
    ['invalid-amount', { accident: { ...accident, compensationFen: 0.5 } }],
    ['card-holder-not-principal', { bankCard: { ...card, holderPersonId: 'p2' } }],
    ['cause-duplicate', { causes: { main: 'other', secondary: ['other'] } }],
  ])('is refused as %s for %j', (code, change) => given().when(take(change)).thenRefused(code));
});

describe('importing the same household again', () => {
  it('changes nothing where the row is the same', () =>
    given(...imported)
      .when(take(second))
      .then());

  it.each<[string, Partial<Row>, readonly HouseholdEvent[]]>([
    [
      'the unit',
      { unitId: 'U2' },
      [event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId: 'U2', transferredOn: '2022-03-01', reasonKind: 'imported' })],
    ],
    ['the archive level', { archiveLevel: 'national' }, [event('ArchiveLevelSet', { archiveLevel: 'national', previous: 'city' })]],
    [
      'the day of application',
      { appliedOn: '2022-02-11' },
      [event('FactCorrected', { correctsRevision: 0, correction: { kind: 'date', date: 'appliedOn', on: '2022-02-11' } })],
    ],
    [
      'the name',
      { principal: { ...principal, name: '高绢' } },
      [
        event('FactCorrected', {
          correctsRevision: 0,
          correction: {
            kind: 'identity',
            identity: {
              personId: 'p1',
              idHash: 'hash-p1',
              name: '高绢',
              idNumber: principal.idNumber,
              sex: 'female',
              birthDate: '1974-03-16',
            },
          },
        }),
      ],
    ],
    [
      'the telephone',
      { principal: { ...principal, phone: '19900000124' } },
      [event('PrincipalContactChanged', { personId: 'p1', phone: '19900000124', address: '演示路1号' })],
    ],
    [
      'the work status',
      { principal: { ...principal, workStatus: 'retired' } },
      [event('PrincipalDetailsChanged', { personId: 'p1', workStatus: 'retired', health: '一般疾病' })],
    ],
    ['a member', { members: [{ ...spouse, occupation: '退休' }] }, [event('MemberChanged', { member: { ...spouse, occupation: '退休' } })]],
    [
      'the causes',
      { causes: { main: 'laid_off', secondary: ['critical_illness'] } },
      [event('CausesSet', { main: 'laid_off', secondary: ['critical_illness'] })],
    ],
    ['the card', { bankCard: { ...card, bankName: '样例银行' } }, [event('BankCardBound', { ...card, bankName: '样例银行' })]],
  ])('records only %s where that differs', (_what, change, events) =>
    given(...imported)
      .when(take({ ...second, ...change }))
      .then(again, ...events),
  );

  it('records another claim', () =>
    given(...imported)
      .when(take({ ...second, claimedCategory: 'deeply_difficult' }))
      .then(event('HouseholdImported', { importId: 'i2', row: 2, claimedCategory: 'deeply_difficult' })));

  it('records another income with the classification that follows from it', () => {
    const raised = { ...incomes, wageFen: 9_000_000 };
    const classification = classificationOf({ incomes: raised });
    given(...imported)
      .when(take({ ...second, incomes: raised, classification }))
      .then(
        again,
        event('IncomeDeclared', { incomes: raised, window }),
        event('HouseholdReclassified', { personId: 'p1', unitId: 'U1', classification, previousCategory: 'deeply_difficult' }),
      );
  });

  it('lists new members, strikes those the row no longer names, and follows with costs, assets and accident', () => {
    const mother = { personId: 'p4', name: '高演', relation: 'parent' } as const;
    const change = { members: [mother], rigidCosts: { ...rigidCosts, medicalFen: 0 }, assets: { ...assets, homes: 0 }, accident };
    const classification = classificationOf({ rigidCosts: change.rigidCosts, assets: change.assets, accident });
    const events = given(...imported)
      .when(take({ ...second, ...change, classification }))
      .events();
    expect(events.map(({ type }) => type)).toEqual([
      'HouseholdImported',
      'MemberAdded',
      'MemberRemoved',
      'ExpensesDeclared',
      'AssetsRecorded',
      'AccidentRecorded',
      'HouseholdReclassified',
    ]);
  });

  it('withdraws an accident that the row no longer names', () => {
    const withAccident = [...imported, { ...event('AccidentRecorded', { personId: 'p1', accident }), meta: { requestId: 'import-1' } }];
    expect(
      given(...withAccident)
        .when(take(second))
        .events()[1],
    ).toEqual(event('AccidentWithdrawn', {}));
  });

  it('leaves alone what a caseworker changed since, as long as the row itself is the same', () =>
    given(...imported, { ...event('PrincipalContactChanged', { personId: 'p1', phone: '19900009999' }), meta: later })
      .when(take(second))
      .then());

  it('takes the new value of the row over what a caseworker changed', () =>
    given(...imported, { ...event('ArchiveLevelSet', { archiveLevel: 'county', previous: 'city' }), meta: later })
      .when(take({ ...second, archiveLevel: 'national' }))
      .then(again, event('ArchiveLevelSet', { archiveLevel: 'national', previous: 'county' })));

  it('does not reclassify where the file says something else than the row by now', () => {
    const raised = { ...incomes, wageFen: 9_000_000 };
    given(...imported, { ...event('AssetsRecorded', { assets: { ...assets, homes: 0 } }), meta: later })
      .when(take({ ...second, incomes: raised, classification: classificationOf({ incomes: raised }) }))
      .then(again, event('IncomeDeclared', { incomes: raised, window }));
  });

  it('is the same row after two imports', () => {
    const secondImport = [
      { ...again, meta: { requestId: 'import-2' } },
      { ...event('CausesSet', { main: 'laid_off', secondary: [] }), meta: { requestId: 'import-2' } },
    ];
    given(...imported, ...secondImport)
      .when(take({ importId: 'i3', causes: { main: 'laid_off', secondary: [] } }))
      .then();
  });

  it('leaves an erased member alone', () => {
    const erased = imported.map((past) =>
      past.type === 'MemberAdded' ? { ...past, data: { member: { ...spouse, name: ERASED } } } : past,
    );
    given(...erased)
      .when(take(second))
      .then();
  });

  it('of a file that was registered here compares with the facts of the file', () =>
    given(...inCare)
      .when(take({ causes: { main: 'laid_off', secondary: [] } }))
      .then(
        event('HouseholdImported', { importId: 'i1', row: 2, claimedCategory: 'relatively_difficult' }),
        event('CausesSet', { main: 'laid_off', secondary: [] }),
        event('BankCardBound', card),
      ));

  it.each<[string, readonly PastEvent[], Partial<Row>]>([
    ['person-differs', imported, { principal: { ...principal, idHash: 'hash-p9' } }],
    ['household-not-registered', readyForApproval, {}],
    ['household-closed', [...imported, event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind: 'dead' })], {}],
    ['person-erased', [applied({ principal: { ...principal, name: ERASED } })], {}],
  ])('is refused as %s', (code, history, change) =>
    given(...history)
      .when(take({ ...second, ...change }))
      .thenRefused(code),
  );
});
