import { randomUUID } from 'node:crypto';
import { EventStore } from '#event-store/event-store';
import { City, units, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { TestServer } from '../support/server.js';

let server: TestServer;
let clerk: Clerk;
beforeAll(async () => {
  server = await TestServer.start();
  clerk = await (await City.found(server)).hire('administrator');
});
afterAll(() => server.discard());

/** As a newer version of the server would write it into the log that both share. */
const writeWhatNobodyKnows = async (): Promise<void> => {
  const meta = { at: '2022-03-01T02:00:00.000Z', by: 'system:newer', role: 'system', unit: '', requestId: 'r', correlationId: 'r' };
  const event = { id: randomUUID(), type: 'UnitTwinned', data: { code: units.base }, meta };
  await server.app.get(EventStore).append(`unit-${units.base}`, 'any', [event]);
};

describe('an event of accounts, units or policies that this version does not know', () => {
  it('shuts the door, because nobody can be sure any more who may do what', async () => {
    expect(await clerk.get('/units')).toMatchObject({ status: 200 });
    expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 200 });
    await writeWhatNobodyKnows();
    const stopped = { status: 503, body: { code: 'directory-stopped' } };
    await eventually(async () => expect(await clerk.get('/units')).toMatchObject(stopped));
    expect(await server.request('GET', '/health/ready')).toMatchObject(stopped);
    expect(await server.request('POST', '/sessions', { body: { username: 'admin', password: 'x' } })).toMatchObject(stopped);
    expect(await server.request('GET', '/health/live')).toMatchObject({ status: 200 });
  });
});
