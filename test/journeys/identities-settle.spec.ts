import { household } from '#domain/household/household';
import type { HouseholdCommand } from '#domain/household/household.commands';
import { identity } from '#domain/identity/identity';
import { testContext } from '#domain/testing/scenario';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { ReadStore } from '#read-store/port';
import { READ_STORE } from '../../apps/server/src/platform/stores.js';
import { eventually } from '../support/eventually.js';
import { TestServer } from '../support/server.js';

const person = (id: string) =>
  ({
    personId: `person-${id}`,
    idHash: `hash-${id}`,
    name: '周测试',
    idNumber: '410424198310231345',
    sex: 'female',
    birthDate: '1983-10-23',
  }) as const;

const application = (householdId: string, principal: string): HouseholdCommand => ({
  type: 'ApplyForHousehold',
  data: {
    householdId,
    unitId: 'U1',
    archiveLevel: 'city',
    temporary: false,
    appliedOn: '2022-02-01',
    principal: { ...person(principal), phone: '19900000000', workStatus: 'laid_off' },
  },
});

const member = (id: string) => ({ ...person(id), relation: 'spouse' }) as const;

describe('who leaves a file is free for another one', () => {
  let server: TestServer;
  let streams: Streams;
  let requests = 0;

  beforeAll(async () => {
    server = await TestServer.start();
    streams = server.app.get(Streams);
  });
  afterAll(() => server.discard());

  const act = (householdId: string, command: HouseholdCommand) =>
    streams.handle(household, householdId, command, { ...testContext, requestId: `settle-${(requests += 1)}` });

  const claim = (idHash: string, householdId: string, as: 'principal' | 'member') =>
    streams.handle(
      identity,
      idHash,
      { type: 'ClaimIdentity', data: { identityId: idHash, householdId, as } },
      { ...testContext, requestId: `claim-${(requests += 1)}` },
    );

  const identityNow = async (idHash: string) => {
    const { state, receipt } = await streams.load(identity, idHash);
    return { state, receipt };
  };
  const openFileOf = async (idHash: string) => (await streams.load(identity, idHash)).state.open;

  it('after a member was removed', async () => {
    await claim('hash-a', 'H1', 'principal');
    await claim('hash-b', 'H1', 'member');
    await act('H1', application('H1', 'a'));
    await act('H1', { type: 'AddMember', data: { member: member('b') } });
    await act('H1', { type: 'RemoveMember', data: { personId: 'person-b', removedOn: '2022-03-01', reasonKind: 'moved_out' } });
    await eventually(async () => expect(await openFileOf('hash-b')).toBeNull());
    expect(await openFileOf('hash-a')).toMatchObject({ householdId: 'H1' });
  });

  it('after the file was closed', async () => {
    await act('H1', { type: 'CancelHousehold', data: { cancelledOn: '2022-03-01', reasonKind: 'dead' } });
    await eventually(async () => expect(await openFileOf('hash-a')).toBeNull());
    expect((await streams.load(identity, 'hash-a')).state.lastHouseholdId).toBe('H1');
  });

  it('and after a merge belongs to the file that took his in', async () => {
    await claim('hash-c', 'H2', 'principal');
    await claim('hash-d', 'H3', 'principal');
    await act('H2', application('H2', 'c'));
    await act('H3', application('H3', 'd'));
    const absorb = { absorbedHouseholdId: 'H3', mergedOn: '2022-03-01', members: [member('d')] };
    await act('H2', { type: 'AbsorbHousehold', data: absorb });
    await eventually(async () => expect(await openFileOf('hash-d')).toMatchObject({ householdId: 'H2', as: 'member' }));
    expect((await streams.load(household, 'H3')).state).toMatchObject({
      status: 'closed',
      closing: { kind: 'merged', intoHouseholdId: 'H2' },
    });
  });

  it('and ends the same when every reaction runs again from the beginning', async () => {
    const identities = () => Promise.all(['hash-a', 'hash-b', 'hash-c', 'hash-d'].map(identityNow));
    const before = await identities();
    const { dataDir } = server;
    await server.stop();
    const { rmSync } = await import('node:fs');
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${dataDir}/views.db${suffix}`, { force: true });
    server = await TestServer.start({ dataDir });
    streams = server.app.get(Streams);
    const head = await server.app.get(EventStore).head();
    const store = server.app.get<ReadStore>(READ_STORE);
    await eventually(async () => expect((await store.checkpoint('reactions#1')) >= head).toBe(true));
    expect(await identities()).toEqual(before);
  });
});
