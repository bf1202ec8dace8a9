import { createHmac, hkdfSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { ok } from '../support/case-work.js';
import { City, PASSWORD, units, type Clerk } from '../support/city.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');
let server: TestServer;
let city: City;
let administrator: Clerk;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  administrator = await city.hire('administrator');
});
afterAll(() => server.discard());

const statusWith = async (token: string): Promise<unknown> => {
  const { status, body } = await server.request('GET', '/accounts/me', { token });
  return status === 200 ? 200 : body.code;
};

describe('a session ends at once', () => {
  it.each([
    ['the account is disabled', 'disable-account', {}],
    ['a role is given', 'assign-role', { role: 'auditor', unit: units.base }],
    ['a role is taken', 'remove-role', { role: 'base_caseworker', unit: units.base }],
    ['the password is reset', 'reset-password', {}],
  ])('when %s', async (_, action, body) => {
    const clerk = await city.hire('base_caseworker');
    const token = await server.signIn(clerk.username, PASSWORD);
    expect(await statusWith(token)).toBe(200);
    await ok(administrator.post(`/accounts/${clerk.accountId}/${action}`, body));
    expect(await statusWith(token)).toBe('session-ended');
  });

  it('when its holder changes the password or signs out, on every machine', async () => {
    const clerk = await city.hire('base_caseworker');
    const [here, there] = [await server.signIn(clerk.username, PASSWORD), await server.signIn(clerk.username, PASSWORD)];
    await ok(server.request('DELETE', '/sessions', { token: here }));
    expect([await statusWith(here), await statusWith(there)]).toEqual(['session-ended', 'session-ended']);
    const later = await server.signIn(clerk.username, PASSWORD);
    await ok(
      server.request('POST', '/accounts/me/change-password', {
        token: later,
        body: { currentPassword: PASSWORD, newPassword: 'a password of my own' },
      }),
    );
    expect(await statusWith(later)).toBe('session-ended');
    expect(await statusWith(await server.signIn(clerk.username, 'a password of my own'))).toBe(200);
  });

  it('when its hours are over', async () => {
    const token = await server.signIn(administrator.username, PASSWORD);
    clock.set('2022-03-01T13:59:59.000Z');
    expect(await statusWith(token)).toBe(200);
    clock.set('2022-03-01T14:00:01.000Z');
    expect(await statusWith(token)).toBe('session-required');
  });
});

describe('a token that we did not give', () => {
  const claims = () => ({ sub: administrator.accountId, epoch: 1, iss: 'nuanliu', exp: 4_000_000_000 });
  const base64 = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const ownKey = () => {
    const masterKey = Buffer.from(readFileSync(join(server.dataDir, 'keys', 'master.key'), 'utf8'), 'base64');
    return new Uint8Array(hkdfSync('sha256', masterKey, '', 'nuanliu session tokens v1', 32));
  };
  const signed = (key: Uint8Array, change: object = {}) =>
    new SignJWT({ ...claims(), ...change }).setProtectedHeader({ alg: 'HS256' }).sign(key);

  it('would be good with our key, as the next ones are but for one thing', async () =>
    expect(await statusWith(await signed(ownKey()))).toBe(200));

  it.each<[string, () => Promise<string> | string]>([
    ['is signed by another key', () => signed(new Uint8Array(32).fill(7))],
    ['is over', () => signed(ownKey(), { exp: 1_600_000_000 })],
    ['never ends', () => signed(ownKey(), { exp: undefined })],
    ['comes from elsewhere', () => signed(ownKey(), { iss: 'somebody' })],
    ['names nobody', () => signed(ownKey(), { sub: undefined })],
    ['is not signed', () => `${base64({ alg: 'none', typ: 'JWT' })}.${base64(claims())}.`],
    [
      'claims none and carries a signature',
      () => {
        const unsigned = `${base64({ alg: 'none' })}.${base64(claims())}`;
        return `${unsigned}.${createHmac('sha256', ownKey()).update(unsigned).digest('base64url')}`;
      },
    ],
    ['was altered', async () => (await signed(ownKey())).replace(/\.[^.]+\./, `.${base64({ ...claims(), sub: 'someone-else' })}.`)],
    ['is no token', () => 'abc'],
  ])('%s', async (_, token) => expect(await statusWith(await token())).toBe('session-required'));

  it('names an earlier session of the account', async () =>
    expect(await statusWith(await signed(ownKey(), { epoch: 0 }))).toBe('session-ended'));
});

describe('guessing at the door', () => {
  const attempt = async (username: string, password: string) => {
    const { status, body } = await server.request('POST', '/sessions', { body: { username, password } });
    return status === 200 ? 200 : body.code;
  };

  it('is told the same whether the name or the password is wrong, or the account is out of use', async () => {
    const gone = await city.hire('auditor');
    await ok(administrator.post(`/accounts/${gone.accountId}/disable-account`));
    const answers = [await attempt('nobody.here', 'x'), await attempt(administrator.username, 'x'), await attempt(gone.username, PASSWORD)];
    expect(answers).toEqual(['sign-in-failed', 'sign-in-failed', 'sign-in-failed']);
  });

  it('is locked out at the fifth failure, for a minute and then for twice as long', async () => {
    clock.set('2022-03-02T02:00:00.000Z');
    const { username } = await city.hire('auditor');
    for (let failure = 1; failure <= 4; failure++) expect(await attempt(username, 'wrong')).toBe('sign-in-failed');
    expect(await attempt(username, 'wrong')).toBe('account-locked');
    expect(await attempt(username, PASSWORD)).toBe('account-locked');
    clock.set('2022-03-02T02:01:00.000Z');
    expect(await attempt(username, 'wrong')).toBe('account-locked');
    clock.set('2022-03-02T02:02:59.000Z');
    expect(await attempt(username, PASSWORD)).toBe('account-locked');
    clock.set('2022-03-02T02:03:00.000Z');
    expect(await attempt(username, PASSWORD)).toBe(200);
    expect(await attempt(username, 'wrong')).toBe('sign-in-failed');
  });

  it('gains nothing by guessing many at once', async () => {
    const { username } = await city.hire('auditor');
    const wrong = Array.from({ length: 12 }, (_, index) => attempt(username, `wrong ${index}`));
    const answers = await Promise.all(wrong);
    expect(answers.filter((answer) => answer === 'sign-in-failed').length).toBeLessThanOrEqual(4);
    expect(await attempt(username, PASSWORD)).toBe('account-locked');
  });

  it('is no easier from within an open session', async () => {
    const clerk = await city.hire('auditor');
    const change = () => clerk.post('/accounts/me/change-password', { currentPassword: 'wrong', newPassword: 'a password of my own' });
    for (let failure = 1; failure <= 5; failure++) expect((await change()).body.code).toBe('current-password-wrong');
    expect((await change()).body.code).toBe('account-locked');
    expect(await attempt(clerk.username, PASSWORD)).toBe('account-locked');
  });

  it('ends where an administrator sets a new password', async () => {
    const clerk = await city.hire('auditor');
    for (let failure = 1; failure <= 5; failure++) await attempt(clerk.username, 'wrong');
    const { oneTimePassword } = (await ok(administrator.post(`/accounts/${clerk.accountId}/reset-password`))).body;
    expect(await attempt(clerk.username, PASSWORD)).toBe('sign-in-failed');
    expect(await attempt(clerk.username, oneTimePassword)).toBe(200);
  });
});

describe('many attempts from one address', () => {
  it('are slowed down, whatever names they try, and go on as time passes', async () => {
    const still = new SetClock('2022-03-01T02:00:00.000Z');
    const slow = await TestServer.start({ clock: still, environment: { SIGN_INS_PER_MINUTE: '3' } });
    try {
      const attempt = (username: string) => slow.request('POST', '/sessions', { body: { username, password: 'x' } });
      for (const name of ['name-a', 'name-b', 'name-c']) expect(await attempt(name)).toMatchObject({ status: 401 });
      const refused = await attempt('name-d');
      expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests', details: { retryAfterSeconds: 20 } } });
      expect(refused.headers.get('retry-after')).toBe('20');
      still.set('2022-03-01T02:00:20.000Z');
      expect(await attempt('name-d')).toMatchObject({ status: 401 });
      expect(await attempt('name-d')).toMatchObject({ status: 429 });
    } finally {
      await slow.discard();
    }
  });
});
