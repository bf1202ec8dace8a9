import type { Role } from '#domain/account/account.events';
import { account } from '#domain/account/account';
import { username as usernames } from '#domain/username/username';
import { Streams } from '#event-store/streams';
import { ok } from '../support/case-work.js';
import { City, PASSWORD, units, type Clerk } from '../support/city.js';
import { TestServer } from '../support/server.js';

let server: TestServer;
let city: City;
let administrator: Clerk;
let ofCounty: Clerk;
beforeAll(async () => {
  server = await TestServer.start();
  city = await City.found(server);
  administrator = await city.hire('administrator');
  ofCounty = await city.hire('administrator', units.county);
});
afterAll(() => server.discard());

const person = (username: string, role: Role = 'base_caseworker', unit: string = units.base) => ({
  username,
  displayName: '经办员甲',
  roles: [{ role, unit }],
});

describe('a new colleague', () => {
  it('gets an account with a one-time password, changes it, and works', async () => {
    const { status, body } = await administrator.post('/accounts', person('li.worker'));
    expect(status).toBe(201);
    expect(body.oneTimePassword).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    const first = await server.signIn('li.worker', body.oneTimePassword);
    expect(await server.request('GET', '/units', { token: first })).toMatchObject({ body: { code: 'password-change-required' } });
    const change = { currentPassword: body.oneTimePassword, newPassword: 'another warm current' };
    await ok(server.request('POST', '/accounts/me/change-password', { token: first, body: change }));
    const token = await server.signIn('LI.Worker', 'another warm current');
    expect(await server.request('GET', '/units', { token })).toMatchObject({ status: 200, body: { rows: [{ code: units.base }] } });
  });

  it('sees who he is and what he may do', async () => {
    const clerk = await city.hireFor([
      { role: 'base_caseworker', unit: units.base },
      { role: 'auditor', unit: units.otherTownship },
    ]);
    expect((await clerk.get('/accounts/me')).body).toMatchObject({
      username: clerk.username,
      mustChangePassword: false,
      roles: [
        { role: 'base_caseworker', unit: units.base, unitName: '演示机械厂工会', permissions: expect.arrayContaining(['household:enter']) },
        { role: 'auditor', unit: units.otherTownship, permissions: expect.arrayContaining(['account:read']) },
      ],
    });
  });

  it('is registered once, however often the request arrives, and with the same one-time password', async () => {
    const headers = { 'idempotency-key': 'register-wang' };
    const first = await administrator.post('/accounts', person('wang.worker'), headers);
    const again = await administrator.post('/accounts', person('wang.worker'), headers);
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    await server.signIn('wang.worker', again.body.oneTimePassword);
    const other = await administrator.post('/accounts', person('wang.worker2'), headers);
    expect(other.status).toBe(201);
  });

  it('has a name of his own, whatever its capitals', async () => {
    await ok(administrator.post('/accounts', person('zhao.worker')));
    expect(await administrator.post('/accounts', person('Zhao.Worker'))).toMatchObject({ status: 409, body: { code: 'username-taken' } });
    expect(await administrator.post('/accounts', person('admin'))).toMatchObject({ status: 409, body: { code: 'username-taken' } });
  });

  it('leaves the name free where the registration was refused', async () => {
    const roles = [
      { role: 'administrator', unit: units.base },
      { role: 'auditor', unit: units.base },
    ];
    const refused = await administrator.post('/accounts', { ...person('sun.worker'), roles });
    expect(refused).toMatchObject({ status: 409, body: { code: 'administrator-holds-case-role' } });
    expect((await server.app.get(Streams).load(usernames, 'sun.worker')).state.accountId).toBeNull();
    expect(await administrator.post('/accounts', person('sun.worker'))).toMatchObject({ status: 201 });
  });

  it('belongs to a union that there is, and that is open', async () => {
    expect(await administrator.post('/accounts', person('qian.worker', 'auditor', 'NOWHERE'))).toMatchObject({
      status: 404,
      body: { code: 'unit-unknown' },
    });
    await ok(administrator.post('/units', { code: 'C1', parent: units.city, kind: 'industry_union', name: '演示产业工会' }));
    await ok(administrator.post('/units/C1/close-unit'));
    expect(await administrator.post('/accounts', person('qian.worker', 'auditor', 'C1'))).toMatchObject({
      status: 409,
      body: { code: 'unit-closed' },
    });
  });

  it('is described completely and by nothing else', async () => {
    const wrong = { username: '张三', displayName: ' ', roles: [{ role: 'chairman', unit: units.base, rank: 1 }], shoe: 43 };
    const { body } = await administrator.post('/accounts', wrong);
    const pointers = body.fields.map(({ pointer }: { pointer: string }) => pointer);
    expect(new Set(pointers)).toEqual(new Set(['/username', '/displayName', '/roles/0/role', '/roles/0/rank', '/shoe']));
    expect(await administrator.post('/accounts', { ...person('no.role'), roles: [] })).toMatchObject({ status: 400 });
  });
});

describe('the administrator of a county', () => {
  it('gives accounts and roles within the county only', async () => {
    expect(await ofCounty.post('/accounts', person('county.clerk', 'auditor', units.township))).toMatchObject({ status: 201 });
    expect(await ofCounty.post('/accounts', person('foreign.clerk', 'auditor', units.otherBase))).toMatchObject({ status: 404 });
    expect(await ofCounty.post('/accounts', person('city.clerk', 'administrator', units.city))).toMatchObject({ status: 404 });
    const clerk = await city.hire('base_caseworker', units.base);
    const assign = (unit: string) => ofCounty.post(`/accounts/${clerk.accountId}/assign-role`, { role: 'auditor', unit });
    expect(await assign(units.county)).toMatchObject({ status: 200 });
    expect(await assign(units.otherCounty)).toMatchObject({ status: 404 });
  });

  it('cannot take over who also works elsewhere, and sees of him only what he is here', async () => {
    const both = await city.hireFor([
      { role: 'base_caseworker', unit: units.base },
      { role: 'finance_officer', unit: units.city },
    ]);
    for (const action of ['reset-password', 'disable-account', 'enable-account']) {
      expect(await ofCounty.post(`/accounts/${both.accountId}/${action}`)).toMatchObject({
        status: 403,
        body: { code: 'permission-denied' },
      });
    }
    const after = (await server.app.get(Streams).load(account, both.accountId)).receipt.position;
    const { body } = await ofCounty.get(`/accounts/${both.accountId}?after=${after}`);
    expect(body.roles).toEqual([{ role: 'base_caseworker', unit: units.base }]);
    expect(await ofCounty.post(`/accounts/${both.accountId}/remove-role`, { role: 'finance_officer', unit: units.city })).toMatchObject({
      status: 404,
    });
  });

  it('cannot reach who holds no role any more; the city can', async () => {
    const clerk = await city.hire('base_caseworker', units.base);
    await ok(ofCounty.post(`/accounts/${clerk.accountId}/remove-role`, { role: 'base_caseworker', unit: units.base }));
    expect(await ofCounty.post(`/accounts/${clerk.accountId}/reset-password`)).toMatchObject({ status: 404 });
    expect(await administrator.post(`/accounts/${clerk.accountId}/reset-password`)).toMatchObject({ status: 200 });
  });

  it('does nothing to his own account that others should do', async () => {
    for (const action of ['reset-password', 'disable-account']) {
      expect(await ofCounty.post(`/accounts/${ofCounty.accountId}/${action}`)).toMatchObject({
        status: 409,
        body: { code: 'own-account' },
      });
    }
  });
});

describe('the list of accounts', () => {
  it('is filtered by role, unit, status and username, and shows nothing of passwords', async () => {
    const clerk = await city.hire('finance_officer', units.otherTownship, 'finance.of.b');
    const { position } = (await ok(administrator.post(`/accounts/${clerk.accountId}/disable-account`))).body;
    const list = async (query: string) => {
      const { body } = await ok(administrator.get(`/accounts?after=${position}&${query}`));
      expect(JSON.stringify(body)).not.toContain('argon2');
      return body.rows.map(({ username }: { username: string }) => username);
    };
    expect(await list(`role=finance_officer&unit=${units.otherTownship}`)).toEqual(['finance.of.b']);
    expect(await list('status=disabled')).toEqual(['finance.of.b']);
    expect(await list('username=finance.of')).toEqual(['finance.of.b']);
    expect(await list('role=finance_officer&status=disabled&username=x')).toEqual([]);
  });

  it('comes page by page', async () => {
    const names: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await ok(administrator.get(`/accounts?limit=3${cursor}`));
      names.push(...body.rows.map(({ username }: { username: string }) => username));
      if (!body.next) break;
      cursor = `&cursor=${encodeURIComponent(body.next)}`;
    }
    const { body } = await ok(administrator.get('/accounts?limit=200'));
    expect(names).toEqual(body.rows.map(({ username }: { username: string }) => username));
    expect(names.length).toBeGreaterThan(6);
  });
});

describe('a password', () => {
  it.each([
    ['password-too-short', 'eleven char'],
    ['password-too-common', '123456789012'],
    ['password-too-common', 'Woaini1314520'],
    ['password-too-common', 'abababababab'],
    ['password-unchanged', PASSWORD],
  ])('is refused as %s: %s', async (code, newPassword) => {
    const clerk = await city.hire('auditor');
    const answer = await clerk.post('/accounts/me/change-password', { currentPassword: PASSWORD, newPassword });
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('is not the username over again', async () => {
    const clerk = await city.hire('auditor', units.city, 'zhang.sanfeng');
    const change = (newPassword: string) => clerk.post('/accounts/me/change-password', { currentPassword: PASSWORD, newPassword });
    expect(await change('Zhang.SanFeng2022')).toMatchObject({ status: 400, body: { code: 'password-is-username' } });
    expect(await change('zhang.sanfeng likes tea')).toMatchObject({ status: 200 });
  });

  it('of twelve Chinese characters is long enough', async () => {
    const clerk = await city.hire('auditor');
    const body = { currentPassword: PASSWORD, newPassword: '春风又绿江南岸明月何时照' };
    expect(await clerk.post('/accounts/me/change-password', body)).toMatchObject({ status: 200 });
  });
});
