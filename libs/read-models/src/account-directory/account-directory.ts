import type { AccountEvent, HeldRole } from '#domain/account/account.events';
import type { Seen, View } from '../view.js';

type AccountSeen = Seen<AccountEvent>;

/** An account as administrators look it up. Nothing of a password is shown, not even its hash. */
export type AccountRow = Readonly<{
  accountId: string;
  username: string;
  displayName: string;
  roles: readonly HeldRole[];
  /** The unit of the first role: where the person works, for lists. Null where the account holds no role. */
  unitId: string | null;
  role: string | null;
  status: 'active' | 'disabled';
  mustChangePassword: boolean;
  lockedUntil: string | null;
  lastSignedInAt: string | null;
}>;

const withRoles = (row: AccountRow, roles: readonly HeldRole[]): AccountRow => ({
  ...row,
  roles,
  unitId: roles[0]?.unit ?? null,
  role: roles[0]?.role ?? null,
});

const registered = ({ data }: Extract<AccountSeen, { type: 'AccountRegistered' }>): AccountRow => {
  const { accountId, username, displayName, roles, mustChangePassword } = data;
  const noHistory = { unitId: null, role: null, status: 'active', lockedUntil: null, lastSignedInAt: null } as const;
  return withRoles({ accountId, username, displayName, roles: [], mustChangePassword, ...noHistory }, roles);
};

const fold = (row: AccountRow | null, event: AccountSeen): AccountRow | null => {
  const { type, data, meta } = event;
  if (type === 'AccountRegistered') return registered(event);
  if (!row) return null;
  switch (type) {
    case 'RoleAssigned':
      return withRoles(row, [...row.roles, { role: data.role, unit: data.unit }]);
    case 'RoleRemoved':
      return withRoles(
        row,
        row.roles.filter(({ role, unit }) => role !== data.role || unit !== data.unit),
      );
    case 'PasswordReset':
      return { ...row, mustChangePassword: true, lockedUntil: null };
    case 'PasswordChanged':
      return { ...row, mustChangePassword: false };
    case 'AccountDisabled':
      return { ...row, status: 'disabled' };
    case 'AccountEnabled':
      return { ...row, status: 'active' };
    case 'SignInFailed':
    case 'SessionsEnded':
      return row;
    case 'AccountLocked':
      return { ...row, lockedUntil: data.lockedUntil };
    case 'SignedIn':
      return { ...row, lockedUntil: null, lastSignedInAt: meta.at };
  }
};

/** The accounts, a row for each. */
export const accountDirectory: View<AccountRow, AccountSeen> = {
  collection: {
    name: 'account-directory',
    key: ({ accountId }) => accountId,
    fields: {
      accountId: 'string',
      username: 'string',
      displayName: 'string',
      unitId: 'string',
      role: 'string',
      status: 'string',
      lastSignedInAt: 'string',
    },
    indexes: [['username'], ['unitId', 'username'], ['status', 'username'], ['role', 'username']],
    text: ['username', 'displayName'],
  },
  version: 1,
  categories: ['account'],
  keysOf: ({ data }) => [data.accountId],
  fold,
};
