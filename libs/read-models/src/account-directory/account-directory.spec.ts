import type { AccountEvent } from '#domain/account/account.events';
import type { Seen } from '../view.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { accountDirectory, type AccountRow } from './account-directory.js';

const accountId = 'a1';
const registered = {
  type: 'AccountRegistered',
  data: {
    accountId,
    username: 'wang',
    displayName: '王演',
    passwordHash: 'secret-hash',
    roles: [{ role: 'base_caseworker', unit: 'U1' }],
    mustChangePassword: true,
  },
};
const after = (...events: readonly { type: string; data: unknown }[]): AccountRow | undefined =>
  foldView(accountDirectory, seenIn<Seen<AccountEvent>>('account-a1', events)).get('a1');

describe('the account directory', () => {
  it('shows an account without its password', () => {
    expect(after(registered)).toEqual({
      accountId,
      username: 'wang',
      displayName: '王演',
      roles: [{ role: 'base_caseworker', unit: 'U1' }],
      unitId: 'U1',
      role: 'base_caseworker',
      status: 'active',
      mustChangePassword: true,
      lockedUntil: null,
      lastSignedInAt: null,
    });
    expect(JSON.stringify(after(registered, { type: 'PasswordReset', data: { accountId, passwordHash: 'secret-hash' } }))).not.toContain(
      'secret',
    );
  });

  it.each<[string, object, Partial<AccountRow>]>([
    ['RoleRemoved', { role: 'base_caseworker', unit: 'U1' }, { roles: [], unitId: null, role: null }],
    ['RoleRemoved', { role: 'base_caseworker', unit: 'U2' }, { unitId: 'U1' }],
    ['PasswordChanged', { passwordHash: 'h' }, { mustChangePassword: false }],
    ['AccountDisabled', {}, { status: 'disabled' }],
    ['SignInFailed', { failures: 1 }, { lockedUntil: null }],
    ['AccountLocked', { failures: 5, lockedUntil: '2022-03-01T03:00:00.000Z' }, { lockedUntil: '2022-03-01T03:00:00.000Z' }],
    ['SignedIn', {}, { lastSignedInAt: '2022-03-01T02:00:00.000Z', lockedUntil: null }],
  ])('follows %s %j', (type, data, expected) => expect(after(registered, { type, data: { accountId, ...data } })).toMatchObject(expected));

  it('keeps the first role as the place of work when another is added', () =>
    expect(after(registered, { type: 'RoleAssigned', data: { accountId, role: 'auditor', unit: 'C1' } })).toMatchObject({
      unitId: 'U1',
      roles: [{ unit: 'U1' }, { role: 'auditor', unit: 'C1' }],
    }));

  it('shows an account that was enabled again, and a reset that must be changed', () => {
    const disabled = { type: 'AccountDisabled', data: { accountId } };
    const reset = { type: 'PasswordReset', data: { accountId, passwordHash: 'h' } };
    expect(after(registered, disabled, { type: 'AccountEnabled', data: { accountId } }, reset)).toMatchObject({
      status: 'active',
      mustChangePassword: true,
    });
  });
});
