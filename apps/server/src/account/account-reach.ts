import type { Account } from '#domain/account/account';
import type { AccountRow } from '#read-models/account-directory/account-directory';
import type { Caller } from '../platform/caller.js';

const PERMISSION = 'account:read';

/** Ids of the accounts that hold a role within the caller's reach and pass `wanted`; undefined where that is no condition. */
export const idsWithin = (
  accounts: readonly Account[],
  caller: Caller,
  wanted?: (role: Account['roles'][number]) => boolean,
): string[] | undefined => {
  const units = caller.unitsWith(PERMISSION);
  if (units === undefined && !wanted) return undefined;
  const reached = units && new Set(units);
  return accounts
    .filter(({ roles }) => roles.some((held) => (reached?.has(held.unit) ?? true) && (wanted?.(held) ?? true)))
    .map(({ accountId }) => accountId);
};

/** The row with the roles that the caller's reach covers; what somebody is elsewhere is shown elsewhere. */
export const asSeenBy = (caller: Caller, row: AccountRow): AccountRow => {
  if (caller.unitsWith(PERMISSION) === undefined) return row;
  const roles = row.roles.filter(({ unit }) => caller.roleIn(PERMISSION, unit));
  return { ...row, roles, unitId: roles[0]?.unit ?? null, role: roles[0]?.role ?? null };
};
