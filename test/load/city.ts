import { hardshipCauses } from '#domain/household/household.terms';
import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import type { UnitKind } from '#domain/unit/unit.events';
import { classify } from '#domain/policy/classification';
import { starterRules } from '#domain/policy/starter-policy';
import type { EventStore, NewEvent } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';

/** Ten events a household, as a registered file has them. */
export const EVENTS_EACH = 10;

export const ROOT = '4104';
const COUNTIES = 12;
const UNITS_EACH = 18;
/** Households are written side by side, so that group commit works as it does in a busy city. */
const WRITERS = 64;

const countyOf = (index: number): string => `${ROOT}${String((index % COUNTIES) + 10)}`;
export const unitOf = (index: number): string => `${countyOf(index)}-B${(Math.floor(index / COUNTIES) % UNITS_EACH) + 1}`;

type Place = Readonly<{ code: string; parent?: string; kind: UnitKind; name: string }>;

/** A city, its counties and their base unions, parents first. */
export const places = (): readonly Place[] => [
  { code: ROOT, kind: 'city_union', name: '测试市总工会' },
  ...Array.from({ length: COUNTIES }, (_, index): Place => ({
    code: countyOf(index),
    parent: ROOT,
    kind: 'county_union',
    name: `测试县${index}`,
  })),
  ...Array.from({ length: COUNTIES * UNITS_EACH }, (_, index): Place => {
    const code = unitOf(index);
    return { code, parent: countyOf(index), kind: 'base_union', name: code };
  }),
];

const person = (index: number, role: string) => ({
  personId: uuidFrom('bench', index, role),
  idHash: uuidFrom('bench hash', index, role),
  name: `测试${index}`,
  idNumber: '410424198310231345',
  sex: 'female' as const,
  birthDate: '1983-10-23',
});

const assets = { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false };

const eventsOf = (index: number): HouseholdEvent[] => {
  const appliedOn = addDays('2021-02-01', index % 360);
  const window = { from: addDays(appliedOn, -365), to: addDays(appliedOn, -1) };
  const incomes = { wageFen: 900_000 + (index % 1000) * 2_000, businessFen: 0, propertyFen: 0, transferFen: 50_000, otherFen: 0 };
  const rigidCosts = { medicalFen: 300_000, disabilityCareFen: 0, schoolingFen: 100_000, housingFen: 0, employmentFen: 0 };
  const principal = { ...person(index, 'principal'), phone: '19900000000', workStatus: 'laid_off' as const };
  const unitId = unitOf(index);
  const fileNumber = `BENCH-${String(index).padStart(7, '0')}`;
  const inputs = { area: '4104', onDate: appliedOn, persons: 3, incomes, rigidCosts, assets };
  const classification = classify(inputs, starterRules, 'pingdingshan@1');
  const { personId } = principal;
  return [
    {
      type: 'HouseholdApplied',
      data: { householdId: `h${index}`, unitId, archiveLevel: 'city', temporary: false, origin: 'application', appliedOn, principal },
    },
    { type: 'MemberAdded', data: { member: { ...person(index, 'spouse'), relation: 'spouse' } } },
    { type: 'MemberAdded', data: { member: { ...person(index, 'child'), relation: 'child' } } },
    { type: 'IncomeDeclared', data: { incomes, window } },
    { type: 'ExpensesDeclared', data: { rigidCosts, window } },
    { type: 'AssetsRecorded', data: { assets } },
    { type: 'CausesSet', data: { main: hardshipCauses[index % hardshipCauses.length]!, secondary: [] } },
    { type: 'BankCardBound', data: { holderPersonId: personId, bankName: '演示银行', cardNumber: '9999999236834510221' } },
    { type: 'HouseholdClassified', data: { personId, unitId, classification } },
    { type: 'HouseholdRegistered', data: { unitId, registeredOn: appliedOn, fileNumber, reverifyDueOn: addDays(appliedOn, 365) } },
  ];
};

const newEvents = (index: number): NewEvent[] =>
  eventsOf(index).map(({ type, data }, position) => ({
    id: uuidFrom('bench event', index, position),
    type,
    data: data,
    meta: {
      at: '2022-03-01T02:00:00.000Z',
      by: uuidFrom('bench account'),
      role: 'base_caseworker',
      unit: unitOf(index),
      requestId: `bench-${index}`,
      correlationId: `bench-${index}`,
    },
  }));

/** Writes the files of households `from` up to `to` into the log, keys and all. */
export const writeHouseholds = async (store: EventStore, from: number, to: number): Promise<void> => {
  const subjects = function* () {
    for (let index = from; index < to; index++) for (const role of ['principal', 'spouse', 'child']) yield uuidFrom('bench', index, role);
  };
  // All keys in one go: a real city makes them one household at a time, which is not what is measured here.
  await store.keyring.ensure(subjects());
  let next = from;
  const writer = async () => {
    for (let index = next++; index < to; index = next++) await store.append(`household-h${index}`, 'noStream', newEvents(index));
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
};
