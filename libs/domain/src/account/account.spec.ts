import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { account, isLocked, type AccountCommand } from './account.js';
import { accountPersonal, roles, type AccountEvent, type HeldRole } from './account.events.js';
import { lockSecondsAfter } from './account.policies.js';

const accountId = 'clerk-1';
const caseworker: HeldRole = { role: 'base_caseworker', unit: '410402-T1-B3' };
const reviewer: HeldRole = { role: 'township_reviewer', unit: '410402-T1' };
const administrator: HeldRole = { role: 'administrator', unit: '410400' };
const self = { by: accountId };

const profile = {
  accountId,
  username: 'clerk.1',
  displayName: '经办员甲',
  passwordHash: 'hash-1',
  roles: [caseworker],
  mustChangePassword: true,
};
type Registration = Extract<AccountCommand, { type: 'RegisterAccount' }>['data'];
const register = (more: Partial<Registration> = {}) =>
  ({ type: 'RegisterAccount', data: { ...profile, ...more } }) as const satisfies AccountCommand;
const assign = (role: HeldRole) => ({ type: 'AssignRole', data: { accountId, ...role } }) as const;
const remove = (role: HeldRole) => ({ type: 'RemoveRole', data: { accountId, ...role } }) as const;
const reset = (passwordHash: string) => ({ type: 'ResetPassword', data: { accountId, passwordHash } }) as const;
const change = (passwordHash: string) => ({ type: 'ChangePassword', data: { accountId, passwordHash } }) as const;
const disable = { type: 'DisableAccount', data: { accountId } } as const;
const enable = { type: 'EnableAccount', data: { accountId } } as const;
const fail = { type: 'RecordFailedSignIn', data: { accountId } } as const;
const endSessions = { type: 'EndSessions', data: { accountId } } as const;
const signIn = { type: 'RecordSignIn', data: { accountId } } as const;

const registered = (more: Partial<typeof profile> & { roles?: HeldRole[] } = {}): AccountEvent => ({
  type: 'AccountRegistered',
  data: { ...profile, ...more },
});
const assigned = (role: HeldRole): AccountEvent => ({ type: 'RoleAssigned', data: { accountId, ...role } });
const removed = (role: HeldRole): AccountEvent => ({ type: 'RoleRemoved', data: { accountId, ...role } });
const passwordReset = (passwordHash: string): AccountEvent => ({ type: 'PasswordReset', data: { accountId, passwordHash } });
const passwordChanged = (passwordHash: string): AccountEvent => ({ type: 'PasswordChanged', data: { accountId, passwordHash } });
const disabled: AccountEvent = { type: 'AccountDisabled', data: { accountId } };
const enabled: AccountEvent = { type: 'AccountEnabled', data: { accountId } };
const failed = (failures: number): AccountEvent => ({ type: 'SignInFailed', data: { accountId, failures } });
const locked = (failures: number, lockedUntil: string): AccountEvent => ({
  type: 'AccountLocked',
  data: { accountId, failures, lockedUntil },
});
const sessionsEnded: AccountEvent = { type: 'SessionsEnded', data: { accountId } };
const signedIn: AccountEvent = { type: 'SignedIn', data: { accountId } };

const given = scenario(account, { by: 'administrator-1', role: 'administrator', unit: '410400' });
const foldedFrom = (...history: AccountEvent[]) => {
  const state = given(...history).state();
  if (state.status === 'absent') throw new Error('no account');
  return state;
};

keepsTheLaws(account, accountPersonal, {
  RegisterAccount: { after: [], command: register() },
  AssignRole: { after: [registered()], command: assign(reviewer) },
  RemoveRole: { after: [registered()], command: remove(caseworker) },
  ResetPassword: { after: [registered()], command: reset('hash-2') },
  ChangePassword: { after: [registered()], command: change('hash-2'), context: self },
  DisableAccount: { after: [registered()], command: disable },
  EnableAccount: { after: [registered(), disabled], command: enable },
  RecordFailedSignIn: { after: [registered()], command: fail, countsEachTime: true },
  RecordSignIn: { after: [registered()], command: signIn, countsEachTime: true },
  EndSessions: { after: [registered()], command: endSessions, context: self, countsEachTime: true },
});

describe('registering an account', () => {
  it('opens it with its roles', () => given().when(register()).then(registered()));
  it('happens once', () => given(registered()).when(register()).thenRefused('account-already-registered', { accountId }));
  it.each(['abc', 'A.b-c_9', `a${'b'.repeat(31)}`])('takes the username %s', (username) =>
    given().when(register({ username })).then(registered({ username })),
  );
  it.each(['', 'ab', '1ab', '41042419740316014X', '张三', 'a b', 'a@b', `a${'b'.repeat(32)}`])('refuses the username %p', (username) =>
    given().when(register({ username })).thenRefused('username-invalid'),
  );
  it.each(['', '  ', '甲'.repeat(51)])('refuses the display name %p', (displayName) =>
    given().when(register({ displayName })).thenRefused('display-name-invalid'),
  );
  it('refuses a role that does not exist', () =>
    given()
      .when(register({ roles: [{ role: 'chairman' as 'auditor', unit: '410400' }] }))
      .thenRefused('role-unknown'));
  it('refuses a role in no unit', () =>
    given()
      .when(register({ roles: [{ role: 'auditor', unit: '' }] }))
      .thenRefused('role-unit-invalid'));
  it('refuses one role twice in one unit', () =>
    given()
      .when(register({ roles: [caseworker, caseworker] }))
      .thenRefused('role-held-twice'));
  it('takes one role in two units', () => {
    const held = [caseworker, { ...caseworker, unit: '410402-T1-B2' }];
    given()
      .when(register({ roles: held }))
      .then(registered({ roles: held }));
  });
});

describe('an administrator', () => {
  it('may administer two units', () => {
    const held = [administrator, { ...administrator, unit: '410402' }];
    given()
      .when(register({ roles: held }))
      .then(registered({ roles: held }));
  });
  it.each(roles.filter((role) => role !== 'administrator'))('is not also %s', (role) => {
    given()
      .when(register({ roles: [administrator, { role, unit: '410400' }] }))
      .thenRefused('administrator-holds-case-role');
    given(registered({ roles: [administrator] }))
      .when(assign({ role, unit: '410400' }))
      .thenRefused('administrator-holds-case-role');
    given(registered({ roles: [{ role, unit: '410400' }] }))
      .when(assign(administrator))
      .thenRefused('administrator-holds-case-role');
  });
  it('may become a caseworker once he administers nothing', () => {
    const history = [registered({ roles: [administrator] }), removed(administrator)];
    given(...history)
      .when(assign(caseworker))
      .then(assigned(caseworker));
  });
});

describe('roles', () => {
  it('are given and taken', () => {
    given(registered()).when(assign(reviewer)).then(assigned(reviewer));
    given(registered(), assigned(reviewer)).when(remove(caseworker)).then(removed(caseworker));
    expect(foldedFrom(registered(), assigned(reviewer), removed(caseworker)).roles).toEqual([reviewer]);
  });
  it('are no news where they stand already, or do not', () => {
    given(registered()).when(assign(caseworker)).then();
    given(registered()).when(remove(reviewer)).then();
  });
  it('are never changed by their holder', () => {
    given(registered()).when(assign(reviewer), self).thenRefused('own-account', { accountId });
    given(registered()).when(remove(caseworker), self).thenRefused('own-account');
  });
  it('belong to an account', () => {
    given().when(assign(reviewer)).thenRefused('account-unknown', { accountId });
    given().when(remove(reviewer)).thenRefused('account-unknown');
  });
});

describe('passwords', () => {
  it('are reset by somebody else and must then be changed', () => {
    given(registered()).when(reset('hash-2')).then(passwordReset('hash-2'));
    expect(foldedFrom(registered(), passwordChanged('hash-2'), passwordReset('hash-3')).mustChangePassword).toBe(true);
  });
  it('are not reset by their holder, who changes them instead', () => {
    given(registered()).when(reset('hash-2'), self).thenRefused('own-account');
    given(registered()).when(change('hash-2'), self).then(passwordChanged('hash-2'));
    expect(foldedFrom(registered(), passwordChanged('hash-2'))).toMatchObject({ passwordHash: 'hash-2', mustChangePassword: false });
  });
  it('are not changed by anybody else, nor on a disabled account', () => {
    given(registered()).when(change('hash-2')).thenRefused('not-own-account', { accountId });
    given(registered(), disabled).when(change('hash-2'), self).thenRefused('account-disabled', { accountId });
  });
  it('belong to an account', () => {
    given().when(reset('hash-2')).thenRefused('account-unknown');
    given().when(change('hash-2'), self).thenRefused('account-unknown');
  });
  it('that are new lift a lock', () =>
    expect(foldedFrom(registered(), failed(5), locked(5, '2022-03-01T02:01:00.000Z'), passwordReset('hash-2'))).toMatchObject({
      failures: 0,
      lockedUntil: null,
    }));
});

describe('disabling an account', () => {
  it('is undone by enabling it', () => {
    given(registered()).when(disable).then(disabled);
    given(registered(), disabled).when(enable).then(enabled);
  });
  it('is no news for a disabled one, as enabling is for an active one', () => {
    given(registered(), disabled).when(disable).then();
    given(registered()).when(enable).then();
  });
  it('and enabling it again forgets failures and lock', () =>
    expect(foldedFrom(registered(), failed(5), locked(5, '2022-03-01T02:01:00.000Z'), disabled, enabled)).toMatchObject({
      status: 'active',
      failures: 0,
      lockedUntil: null,
    }));
  it('is not done to oneself', () => given(registered()).when(disable, self).thenRefused('own-account'));
  it('needs an account', () => {
    given().when(disable).thenRefused('account-unknown');
    given().when(enable).thenRefused('account-unknown');
  });
  it('keeps it from signing in, and counts no failures of it', () => {
    given(registered(), disabled).when(signIn).thenRefused('account-disabled', { accountId });
    given(registered(), disabled).when(fail).then();
  });
});

describe('signing in', () => {
  it('is recorded and forgets earlier failures', () => {
    given(registered(), failed(4)).when(signIn).then(signedIn);
    given(registered(), failed(4), signedIn).when(fail).then(failed(1));
  });
  it('needs an account', () => {
    given().when(signIn).thenRefused('account-unknown');
    given().when(fail).thenRefused('account-unknown');
  });
  it('may fail four times without a lock', () => given(registered(), failed(3)).when(fail).then(failed(4)));
  it('locks for a minute at the fifth failure', () =>
    given(registered(), failed(4)).when(fail).then(failed(5), locked(5, '2022-03-01T02:01:00.000Z')));
  it('locks twice as long at the next, across midnight if need be', () =>
    given(registered(), failed(5), locked(5, '2022-03-01T02:01:00.000Z'))
      .when(fail, { at: '2022-12-31T23:59:30.500Z' })
      .then(failed(6), locked(6, '2023-01-01T00:01:30.500Z')));

  const lockedAccount = given(registered(), failed(5), locked(5, '2022-03-01T02:01:00.000Z'));
  it('is refused while the lock holds, and no failure is counted', () => {
    const at = '2022-03-01T02:00:59.999Z';
    lockedAccount.when(signIn, { at }).thenRefused('account-locked', { lockedUntil: '2022-03-01T02:01:00.000Z' });
    lockedAccount.when(fail, { at }).then();
  });
  it('is possible again at the moment the lock ends', () => lockedAccount.when(signIn, { at: '2022-03-01T02:01:00.000Z' }).then(signedIn));

  it.each([
    [4, 0],
    [5, 60],
    [6, 120],
    [15, 61_440],
    [16, 86_400],
    [5000, 86_400],
  ])('after %d failures in a row waits %d seconds', (failures, seconds) => expect(lockSecondsAfter(failures)).toBe(seconds));

  it('knows a lock from none', () => expect(isLocked({ lockedUntil: null }, '2022-03-01T02:00:00.000Z')).toBe(false));
});

describe('the sessions of an account', () => {
  it.each<[string, AccountEvent]>([
    ['a role given', assigned(reviewer)],
    ['a role taken', removed(caseworker)],
    ['a password reset', passwordReset('hash-2')],
    ['a password changed', passwordChanged('hash-2')],
    ['the account disabled', disabled],
    ['the holder signing out', sessionsEnded],
  ])('end with %s', (_, event) => expect(foldedFrom(registered(), event).sessionEpoch).toBe(foldedFrom(registered()).sessionEpoch + 1));

  it('are ended by their holder and by nobody else', () => {
    given(registered()).when(endSessions, self).then(sessionsEnded);
    given(registered()).when(endSessions).thenRefused('not-own-account', { accountId });
    given().when(endSessions, self).thenRefused('account-unknown', { accountId });
  });

  it('go on through other people’s failed attempts', () =>
    expect(foldedFrom(registered(), failed(5), locked(5, '2022-03-01T02:01:00.000Z'), signedIn).sessionEpoch).toBe(1));
});
