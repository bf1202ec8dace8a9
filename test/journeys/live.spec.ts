import fc from 'fast-check';
import { account, type AccountCommand } from '#domain/account/account';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { Metrics } from '../../apps/server/src/platform/metrics.js';
import { applicationOf, CaseWork, officeOf, ok, type Office } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LiveClient, type LiveBlock } from '../support/live-client.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-01-17T02:00:00.000Z');
const environment = { LIVE_STREAMS_PER_PERSON: '3', LIVE_STREAMS: '12' };

let server: TestServer;
let city: City;
let office: Office;
let elsewhere: Clerk;
let people = 0;

const open: LiveClient[] = [];

beforeAll(async () => {
  server = await TestServer.start({ clock, environment });
  city = await City.found(server);
  office = await officeOf(city);
  elsewhere = await city.hire('base_caseworker', units.otherBase);
});
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
  await eventually(async () => expect(await streamsOpen()).toBe(0));
});
afterAll(() => server.discard());

const listen = async (clerk: Clerk, options: Readonly<{ lastEventId?: string; query?: string }> = {}): Promise<LiveClient> => {
  const client = await LiveClient.open(server.url, { token: await clerk.session(), ...options });
  open.push(client);
  return client;
};

const apply = (clerk: Clerk, unitId: string): ReturnType<Clerk['post']> => {
  people += 1;
  return ok(clerk.post('/households', applicationOf(idNumberOf('1974-03-16', people), { unitId, fileNumber: `F-${people}` })));
};
const householdOf = ({ body }: Awaited<ReturnType<typeof apply>>): string => String(body.stream).slice('household-'.length);

const streamsOpen = async (): Promise<number> => {
  const text = await server.app.get(Metrics).registry.getSingleMetricAsString('nuanliu_live_streams');
  return Number(/^nuanliu_live_streams (\d+)$/m.exec(text)?.[1]);
};

const position = ({ position: at }: LiveBlock['data']): string => String(at);
/** A change that the listener hears of says that he has heard of all before it. */
const untilHeard = (client: LiveClient, until: string) => eventually(() => expect(client.messages.map(position).at(-1) ?? '').toBe(until));

const change = async (command: AccountCommand, by = 'system:test'): Promise<void> => {
  const { accountId } = command.data;
  const context = { ...systemContext('test', clock, `${command.type} ${accountId}`), by };
  const { position: at } = await server.app.get(Streams).handle(account, accountId, command, context);
  await server.app.get(Directory).reached(at);
};

describe('what changes', () => {
  it('in my units is told with its ids and nothing else; what changes elsewhere is not', async () => {
    const mine = await listen(office.approver);
    const theirs = await listen(elsewhere);
    expect(mine.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(mine.response.headers.get('cache-control')).toBe('no-store');
    expect(mine.response.headers.get('x-accel-buffering')).toBe('no');
    const head = await server.app.get(EventStore).head();
    expect(mine.heard).toEqual([{ id: head, event: 'opened', data: { position: head } }]);
    await apply(elsewhere, units.otherBase);
    const applied = await apply(office.caseworker, units.base);
    await untilHeard(mine, applied.body.position);
    const householdId = householdOf(applied);
    expect(mine.messages.map(({ type }) => type)).toEqual(['HouseholdApplied', 'CausesSet']);
    const { position: at } = applied.body;
    const message = { position: at, at: clock.at(), category: 'household', type: 'CausesSet', unitId: units.base, householdId };
    expect(mine.heard.at(-1)).toEqual({ id: at, event: 'household', data: message });
    expect(theirs.messages.map(({ unitId }) => unitId)).toEqual([units.otherBase, units.otherBase]);
  });

  it('is told of the kinds that were asked for', async () => {
    const policies = await listen(office.approver, { query: '?categories=policy&categories=unit' });
    const all = await listen(office.approver);
    const { body } = await apply(office.caseworker, units.base);
    const administrator = await city.hire('administrator');
    const renamed = await ok(administrator.post(`/units/${units.siblingBase}/rename-unit`, { name: '演示针织厂工会' }));
    await untilHeard(policies, renamed.body.position);
    expect(policies.messages).toMatchObject([{ category: 'unit', type: 'UnitRenamed', unitId: units.siblingBase }]);
    expect(all.messages.map(position)).toContain(body.position);
  });

  it('reaches who sees counts only without saying whom it is about', async () => {
    const viewer = await listen(await city.hire('dashboard_viewer'));
    const { body } = await apply(office.caseworker, units.base);
    await untilHeard(viewer, body.position);
    const expected = { position: body.position, at: clock.at(), category: 'household', type: 'CausesSet', unitId: units.base };
    expect(viewer.heard.at(-1)!.data).toStrictEqual(expected);
    const worker = await listen(office.approver);
    const householdId = householdOf({ body } as Awaited<ReturnType<typeof apply>>);
    const clue = { householdId, kind: 'sudden_hardship_household', severity: 'red', cause: 'accident', source: 'caseworker', urgent: true };
    const raised = await ok(office.caseworker.post('/watches', { ...clue, statement: '主要劳动力受伤' }));
    await untilHeard(viewer, raised.body.position);
    await untilHeard(worker, raised.body.position);
    const told = { position: raised.body.position, at: clock.at(), category: 'watch', type: 'WatchRaised', unitId: units.base };
    expect(viewer.heard.at(-1)!.data).toStrictEqual(told);
    expect(worker.heard.at(-1)!.data).toStrictEqual({ ...told, householdId, watchNumber: 1 });
    expect(JSON.stringify(viewer.heard)).not.toContain('householdId');
    expect(JSON.stringify(worker.heard)).not.toContain('劳动力');
  });

  it('is told to both sides when a file moves, and afterwards to the new one alone', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-17', 1), { fileNumber: 'M-1' }));
    await work.register(clock);
    const old = await listen(office.caseworker);
    const neighbour = await listen(elsewhere);
    const moving = { toUnitId: units.otherBase, transferredOn: '2022-02-10', reasonKind: 'moved' };
    const clerk = await city.hire('county_approver', units.city);
    const moved = await ok(work.command(clerk, 'transfer-household', moving));
    const after = await ok(work.command(elsewhere, 'change-principal-contact', { phone: '19900005401' }));
    await untilHeard(neighbour, after.body.position);
    const own = (client: LiveClient) => client.messages.filter(({ householdId }) => householdId === work.householdId);
    expect(own(neighbour)).toMatchObject([
      { type: 'HouseholdTransferred', unitId: units.otherBase, position: moved.body.position },
      { type: 'PrincipalContactChanged', unitId: units.otherBase },
    ]);
    expect(own(old)).toMatchObject([{ type: 'HouseholdTransferred', unitId: units.base }]);
  });
});

describe('the right to hear', () => {
  it('is asked for each message: with a role that is taken away the stream ends, and the next one tells what the others may hear', async () => {
    const taken = { role: 'base_caseworker', unit: units.base } as const;
    const left = { role: 'base_caseworker', unit: units.otherBase } as const;
    const clerk = await city.hireFor([taken, left]);
    const client = await listen(clerk);
    const first = await apply(office.caseworker, units.base);
    await untilHeard(client, first.body.position);
    await change({ type: 'RemoveRole', data: { accountId: clerk.accountId, ...taken } });
    await apply(office.caseworker, units.base);
    const last = await apply(elsewhere, units.otherBase);
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.heard.at(-1)).toMatchObject({ event: 'ended', data: { reason: 'session-ended' } });
    const resumed = await listen(clerk, { lastEventId: client.lastEventId });
    await untilHeard(resumed, last.body.position);
    expect(resumed.messages.map(({ unitId }) => unitId)).toEqual([units.otherBase, units.otherBase]);
  });

  it('follows the tree of units as it is at the moment', async () => {
    const client = await listen(await city.hire('township_reviewer', units.township), { query: '?categories=household' });
    const administrator = await city.hire('administrator');
    const code = `${units.otherTownship}-009`;
    await ok(administrator.post('/units', { code, parent: units.otherTownship, kind: 'base_union', name: '演示水泥厂工会' }));
    const worker = await city.hire('base_caseworker', code);
    await apply(worker, code);
    await ok(administrator.post(`/units/${code}/move-unit`, { parent: units.township }));
    const moved = await apply(worker, code);
    await untilHeard(client, moved.body.position);
    expect(client.messages.map(({ householdId }) => householdId)).toEqual([householdOf(moved), householdOf(moved)]);
  });

  it.each<AccountCommand['type']>(['EndSessions', 'DisableAccount'])('ends at once after %s', async (type) => {
    const clerk = await city.hire('base_caseworker');
    const client = await listen(clerk);
    await change(
      { type, data: { accountId: clerk.accountId } } as AccountCommand,
      type === 'EndSessions' ? clerk.accountId : 'system:test',
    );
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.heard.at(-1)).toMatchObject({ event: 'ended', data: { reason: 'session-ended' } });
  });

  it('ends when the session is over, before anything more is told', async () => {
    const now = clock.at();
    const client = await listen(office.caseworker);
    clock.set('2022-02-11T02:00:00.000Z');
    await apply(office.colleague, units.base);
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.messages).toEqual([]);
    clock.set(now);
  });
});

describe('who comes back', () => {
  const refusal = async (lastEventId: string, query = ''): Promise<string> =>
    listen(office.approver, { lastEventId, query }).then(
      () => 'opened',
      (error: Error) => error.message,
    );

  it('gets what he missed and nothing twice, wherever the stream was cut', async () => {
    const whole = await listen(office.approver);
    const from = whole.lastEventId;
    for (let count = 0; count < 4; count++)
      await apply(count % 2 === 0 ? office.caseworker : elsewhere, count % 2 === 0 ? units.base : units.otherBase);
    const last = (await apply(office.caseworker, units.base)).body.position;
    await untilHeard(whole, last);
    const told = whole.heard.filter(({ event }) => event === 'household');
    expect(told).toHaveLength(6);
    const cuts = fc.array(fc.integer({ min: 0, max: told.length }), { maxLength: 2 }).map((places) => places.sort((a, b) => a - b));
    const property = fc.asyncProperty(cuts, async (places) => {
      const pieces: LiveBlock[] = [];
      for (const end of [...places, told.length]) {
        const client = await LiveClient.open(server.url, {
          token: await office.approver.session(),
          lastEventId: pieces.at(-1)?.id ?? from,
        });
        await eventually(() => expect(client.messages.length).toBeGreaterThanOrEqual(end - pieces.length));
        await client.close();
        // The client was cut off after what it had taken by then; more may have been on its way.
        pieces.push(...client.heard.filter(({ event }) => event === 'household').slice(0, end - pieces.length));
      }
      expect(pieces).toEqual(told);
    });
    await fc.assert(property, { numRuns: 12, seed: 20_220_117 });
  });

  it('is told in the query what a browser tells in the header, which counts where both are there', async () => {
    const first = (await apply(office.caseworker, units.base)).body.position;
    const second = (await apply(office.caseworker, units.base)).body.position;
    const client = await listen(office.approver, { query: `?lastEventId=${first}` });
    await untilHeard(client, second);
    expect(client.messages).toHaveLength(2);
    const both = await listen(office.approver, { query: `?lastEventId=${first}`, lastEventId: second });
    expect(both.heard).toMatchObject([{ event: 'opened', data: { position: second } }]);
  });

  it('is refused where the log has no such position', async () => {
    const head = await server.app.get(EventStore).head();
    for (const wrong of ['0', 'x'.repeat(head.length), `${head}0`, '-1'])
      expect(await refusal(wrong)).toMatch(/^400 .*last-event-id-invalid/);
    expect(await refusal('9'.repeat(head.length))).toMatch(/^400 .*position-unknown/);
    expect(await refusal(head)).toBe('opened');
  });

  it('finds so many streams of one account, and so many in all', async () => {
    for (let count = 0; count < 3; count++) await listen(office.reviewer);
    await expect(listen(office.reviewer)).rejects.toThrow(/^429 .*too-many-live-streams/);
    for (const clerk of [office.caseworker, office.colleague, office.approver]) for (let count = 0; count < 3; count++) await listen(clerk);
    await expect(listen(office.matcher)).rejects.toThrow(/^503 .*live-streams-full/);
    await open.pop()!.close();
    await eventually(() => listen(office.matcher));
  });
});

describe('a server that stops', () => {
  it('ends its streams; from the next one who comes back hears exactly what he missed', async () => {
    const query = '?categories=household';
    const client = await listen(office.approver, { query });
    await untilHeard(client, (await apply(office.caseworker, units.base)).body.position);
    const stopping = server.stop();
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.heard.at(-1)).toMatchObject({ event: 'ended', data: { reason: 'stopping' } });
    const { lastEventId } = client;
    await stopping;
    server = await TestServer.start({ clock, environment, dataDir: server.dataDir });
    const again = (clerk: Clerk): Clerk => Object.assign(Object.create(Object.getPrototypeOf(clerk) as object), clerk, { server }) as Clerk;
    const missed = await apply(again(office.caseworker), units.base);
    const resumed = await listen(again(office.approver), { lastEventId, query });
    await untilHeard(resumed, missed.body.position);
    expect(resumed.messages.map(({ householdId }) => householdId)).toEqual([householdOf(missed), householdOf(missed)]);
    expect(resumed.heard[0]).toMatchObject({ event: 'opened', id: lastEventId });
  });
});
