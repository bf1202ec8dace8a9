import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { AccountEvent } from '#domain/account/account.events';
import type { HouseholdEvent } from '#domain/household/household.events';
import { addDays } from '#domain/kernel/calendar';
import type { DomainEvent } from '#domain/kernel/message';
import { checkCharacterOf } from '#domain/person/id-number';
import { starterPolicy } from '#domain/policy/starter-policy';
import type { EventStore } from '#event-store/event-store';
import { newEvents, uuidFrom } from '#event-store/request';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import { SystemClock } from '../../apps/server/src/platform/clock.js';
import { ROOT, places, unitOf } from './city.js';

/** Households are written side by side, so that group commit works as it does in a busy city. */
const WRITERS = 64;
const PERSONS_EACH = 3;
/** Who sends the feeds. */
export const SENDER = uuidFrom('bench feed sender');

const clock = new SystemClock();
/** A faultless ID number of nobody: a thousand people are born each day. */
const numberOf = (person: number, from: string): string => {
  const born = addDays(from, Math.floor(person / 1000)).replaceAll('-', '');
  const digits = `410424${born}${String(person % 1000).padStart(3, '0')}`;
  return digits + checkCharacterOf(digits);
};
const knownNumber = (person: number): string => numberOf(person, '1950-01-01');

const write = async (store: EventStore, stream: string, ...events: readonly DomainEvent[]): Promise<void> => {
  await store.append(stream, 'noStream', newEvents(stream, systemContext('bench', clock, stream), events));
};

const sender: AccountEvent = {
  type: 'AccountRegistered',
  data: {
    ...{ accountId: SENDER, username: 'bench', displayName: '测试', passwordHash: 'none', mustChangePassword: false },
    roles: [{ role: 'rights_dept_officer', unit: ROOT }],
  },
};

const personIdOf = (person: number): string => uuidFrom('bench feed person', person);

/** Taken over from the system before, with all that a feed looks at. */
const householdEvents = (store: EventStore, index: number): readonly HouseholdEvent[] => {
  const unitId = unitOf(index);
  const personOf = (member: number) => {
    const person = index * PERSONS_EACH + member;
    const idNumber = knownNumber(person);
    return { personId: personIdOf(person), idHash: store.keyring.identityHash(idNumber), name: `测试${person}`, idNumber };
  };
  const contact = { sex: 'female', birthDate: '1983-10-23', phone: '19900000000', workStatus: 'laid_off' } as const;
  const opening = { householdId: `f${index}`, unitId, archiveLevel: 'city', temporary: false, origin: 'import' } as const;
  return [
    { type: 'HouseholdApplied', data: { ...opening, appliedOn: '2022-02-01', principal: { ...personOf(0), ...contact } } },
    { type: 'MemberAdded', data: { member: { ...personOf(1), relation: 'spouse' } } },
    { type: 'MemberAdded', data: { member: { ...personOf(2), relation: 'child' } } },
    { type: 'HouseholdRegistered', data: { unitId, registeredOn: '2022-02-01', fileNumber: `FEED-${index}` } },
  ];
};

const writeHousehold = async (store: EventStore, index: number): Promise<void> => {
  const householdId = `f${index}`;
  await write(store, `household-${householdId}`, ...householdEvents(store, index));
  for (let member = 0; member < PERSONS_EACH; member++) {
    const identityId = store.keyring.identityHash(knownNumber(index * PERSONS_EACH + member));
    await write(store, `identity-${identityId}`, { type: 'IdentityClaimed', data: { identityId, householdId, as: 'member' } });
  }
};

/** A city whose households a feed may be about: three persons each, known by their ID numbers. */
export const writeFeedCity = async (store: EventStore, households: number): Promise<void> => {
  for (const place of places()) await write(store, `unit-${place.code}`, { type: 'UnitRegistered', data: place });
  await write(store, `account-${SENDER}`, sender);
  await write(store, `policy-${starterPolicy.policyId}`, { type: 'PolicyPublished', data: { ...starterPolicy, version: 1 } });
  const persons = function* () {
    for (let person = 0; person < households * PERSONS_EACH; person++) yield personIdOf(person);
  };
  // All keys in one go: a real city makes them one household at a time, which is not what is measured here.
  await store.keyring.ensure(persons());
  let next = 0;
  const writer = async () => {
    for (let index = next++; index < households; index = next++) await writeHousehold(store, index);
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
};

/** Which bills: so many from number `from` on; one of `oneKnownIn` is about somebody in one of the `households`. */
type Bills = Readonly<Record<'from' | 'rows' | 'households' | 'oneKnownIn', number>>;

/** A bill of this month, of people with a file no two the same; of somebody without a file one in a thousand is large. */
const bill = (row: number, { households, oneKnownIn }: Bills): string => {
  const isKnown = row % oneKnownIn === 0;
  const idNumber = isKnown ? knownNumber((row / oneKnownIn) % (households * PERSONS_EACH)) : numberOf(row % 400_000, '2001-01-01');
  const [care, yuan] = row % 1000 === 1 ? ['住院', 25_000] : [row % 3 === 0 ? '住院' : '门诊', row % 12_000];
  return `测试,${idNumber},${clock.today().slice(0, 7)},${care},${yuan}.${String(row % 100).padStart(2, '0')}\n`;
};

/** Writes a file of bills. */
export const writeBills = async (path: string, bills: Bills): Promise<void> => {
  const { from, rows } = bills;
  const file = createWriteStream(path);
  file.write('姓名,身份证号,就诊月份,类型,自付金额(元)\n');
  for (let row = from; row < from + rows; row += 1000) {
    const lines = Array.from({ length: Math.min(1000, from + rows - row) }, (_, index) => bill(row + index, bills));
    if (!file.write(lines.join(''))) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
};
