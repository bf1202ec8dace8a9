import type { Context, Decider } from '../kernel/decider.js';
import type { Message, Of } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import { addSeconds } from '../kernel/time.js';
import type { AccountEvent, HeldRole } from './account.events.js';
import { isSameRole, isUsername, lockSecondsAfter, requireHoldable } from './account.policies.js';

/** A session is good only for the `sessionEpoch` it began in; whatever changes a person's rights raises it, so sessions end at once. */
export type Account = Readonly<{
  status: 'active' | 'disabled';
  accountId: string;
  username: string;
  displayName: string;
  passwordHash: string;
  mustChangePassword: boolean;
  roles: readonly HeldRole[];
  failures: number;
  lockedUntil: string | null;
  sessionEpoch: number;
}>;

export type AccountState = Account | Readonly<{ status: 'absent' }>;

type Whose = Readonly<{ accountId: string }>;
type WithHash = Whose & Readonly<{ passwordHash: string }>;

export type AccountCommand =
  | Message<
      'RegisterAccount',
      WithHash & Readonly<{ username: string; displayName: string; roles: readonly HeldRole[]; mustChangePassword: boolean }>
    >
  | Message<'AssignRole', Whose & HeldRole>
  | Message<'RemoveRole', Whose & HeldRole>
  /** By an administrator, for somebody else. */
  | Message<'ResetPassword', WithHash>
  /** By the holder; the edge has compared the old password. */
  | Message<'ChangePassword', WithHash>
  | Message<'DisableAccount', Whose>
  | Message<'EnableAccount', Whose>
  | Message<'RecordFailedSignIn', Whose>
  | Message<'RecordSignIn', Whose>
  /** By the holder, who signs out everywhere. */
  | Message<'EndSessions', Whose>;

type Payload<Type extends AccountCommand['type']> = Of<AccountCommand, Type>['data'];

const DISPLAY_NAME_LENGTH_MAX = 50;

const registered = (state: AccountState, accountId: string): Account => {
  if (state.status === 'absent') throw new Refusal('account-unknown', { accountId });
  return state;
};

const active = (state: AccountState, accountId: string): Account => {
  const account = registered(state, accountId);
  require(account.status === 'active', 'account-disabled', { accountId });
  return account;
};

/** Nobody changes his own roles, resets his own password past the old one, or locks himself out. */
const requireSomebodyElses = (accountId: string, { by }: Context): void => require(by !== accountId, 'own-account', { accountId });

/** True while a lock holds; at the very second it ends, it is over. */
export const isLocked = ({ lockedUntil }: Pick<Account, 'lockedUntil'>, at: string): boolean => lockedUntil !== null && at < lockedUntil;

const registerAccount = (wish: Payload<'RegisterAccount'>, state: AccountState): AccountEvent[] => {
  const { accountId, username, displayName, passwordHash, roles, mustChangePassword } = wish;
  require(state.status === 'absent', 'account-already-registered', { accountId });
  require(isUsername(username), 'username-invalid');
  require(displayName.trim() !== '' && displayName.length <= DISPLAY_NAME_LENGTH_MAX, 'display-name-invalid', {
    lengthMax: DISPLAY_NAME_LENGTH_MAX,
  });
  requireHoldable(roles);
  const held = roles.map(({ role, unit }) => ({ role, unit }));
  return [{ type: 'AccountRegistered', data: { accountId, username, displayName, passwordHash, roles: held, mustChangePassword } }];
};

const assignRole = ({ accountId, role, unit }: Payload<'AssignRole'>, state: AccountState, context: Context): AccountEvent[] => {
  const { roles } = registered(state, accountId);
  requireSomebodyElses(accountId, context);
  if (roles.some((held) => isSameRole(held, { role, unit }))) return [];
  requireHoldable([...roles, { role, unit }]);
  return [{ type: 'RoleAssigned', data: { accountId, role, unit } }];
};

const removeRole = ({ accountId, role, unit }: Payload<'RemoveRole'>, state: AccountState, context: Context): AccountEvent[] => {
  const { roles } = registered(state, accountId);
  requireSomebodyElses(accountId, context);
  return roles.some((held) => isSameRole(held, { role, unit })) ? [{ type: 'RoleRemoved', data: { accountId, role, unit } }] : [];
};

const resetPassword = ({ accountId, passwordHash }: Payload<'ResetPassword'>, state: AccountState, context: Context): AccountEvent[] => {
  const account = registered(state, accountId);
  requireSomebodyElses(accountId, context);
  return account.passwordHash === passwordHash ? [] : [{ type: 'PasswordReset', data: { accountId, passwordHash } }];
};

const changePassword = ({ accountId, passwordHash }: Payload<'ChangePassword'>, state: AccountState, { by }: Context): AccountEvent[] => {
  const account = active(state, accountId);
  require(by === accountId, 'not-own-account', { accountId });
  return account.passwordHash === passwordHash ? [] : [{ type: 'PasswordChanged', data: { accountId, passwordHash } }];
};

const disableAccount = ({ accountId }: Payload<'DisableAccount'>, state: AccountState, context: Context): AccountEvent[] => {
  const account = registered(state, accountId);
  requireSomebodyElses(accountId, context);
  return account.status === 'disabled' ? [] : [{ type: 'AccountDisabled', data: { accountId } }];
};

const enableAccount = ({ accountId }: Payload<'EnableAccount'>, state: AccountState): AccountEvent[] =>
  registered(state, accountId).status === 'active' ? [] : [{ type: 'AccountEnabled', data: { accountId } }];

/** While a lock holds no password is looked at, so nothing more is counted and the log cannot be flooded. */
const recordFailedSignIn = ({ accountId }: Payload<'RecordFailedSignIn'>, state: AccountState, { at }: Context): AccountEvent[] => {
  const account = registered(state, accountId);
  if (account.status === 'disabled' || isLocked(account, at)) return [];
  const failures = account.failures + 1;
  const lockSeconds = lockSecondsAfter(failures);
  const failed: AccountEvent = { type: 'SignInFailed', data: { accountId, failures } };
  if (lockSeconds === 0) return [failed];
  return [failed, { type: 'AccountLocked', data: { accountId, failures, lockedUntil: addSeconds(at, lockSeconds) } }];
};

const recordSignIn = ({ accountId }: Payload<'RecordSignIn'>, state: AccountState, { at }: Context): AccountEvent[] => {
  const account = active(state, accountId);
  require(!isLocked(account, at), 'account-locked', { lockedUntil: account.lockedUntil });
  return [{ type: 'SignedIn', data: { accountId } }];
};

const endSessions = ({ accountId }: Payload<'EndSessions'>, state: AccountState, { by }: Context): AccountEvent[] => {
  registered(state, accountId);
  require(by === accountId, 'not-own-account', { accountId });
  return [{ type: 'SessionsEnded', data: { accountId } }];
};

const changed = (state: AccountState, change: (account: Account) => Partial<Account>): AccountState =>
  state.status === 'absent' ? state : { ...state, ...change(state) };

const unlocked = { failures: 0, lockedUntil: null };

const evolve = (state: AccountState, { type, data }: AccountEvent): AccountState => {
  switch (type) {
    case 'AccountRegistered':
      return { status: 'active', ...data, ...unlocked, sessionEpoch: 1 };
    case 'RoleAssigned':
      return changed(state, ({ roles, sessionEpoch }) => ({
        roles: [...roles, { role: data.role, unit: data.unit }],
        sessionEpoch: sessionEpoch + 1,
      }));
    case 'RoleRemoved':
      return changed(state, ({ roles, sessionEpoch }) => ({
        roles: roles.filter((held) => !isSameRole(held, data)),
        sessionEpoch: sessionEpoch + 1,
      }));
    case 'PasswordReset':
    case 'PasswordChanged': {
      const mustChangePassword = type === 'PasswordReset';
      const { passwordHash } = data;
      return changed(state, ({ sessionEpoch }) => ({ passwordHash, mustChangePassword, ...unlocked, sessionEpoch: sessionEpoch + 1 }));
    }
    case 'AccountDisabled':
      return changed(state, ({ sessionEpoch }) => ({ status: 'disabled', sessionEpoch: sessionEpoch + 1 }));
    case 'AccountEnabled':
      return changed(state, () => ({ status: 'active', ...unlocked }));
    case 'SignInFailed':
      return changed(state, () => ({ failures: data.failures }));
    case 'AccountLocked':
      return changed(state, () => ({ lockedUntil: data.lockedUntil }));
    case 'SignedIn':
      return changed(state, () => unlocked);
    case 'SessionsEnded':
      return changed(state, ({ sessionEpoch }) => ({ sessionEpoch: sessionEpoch + 1 }));
  }
};

/** A person of the staff, what he may do and whether he may come in: stream `account-<accountId>`. */
export const account: Decider<AccountState, AccountCommand, AccountEvent> = {
  category: 'account',
  initial: { status: 'absent' },
  decide: ({ type, data }, state, context) => {
    switch (type) {
      case 'RegisterAccount':
        return registerAccount(data, state);
      case 'AssignRole':
        return assignRole(data, state, context);
      case 'RemoveRole':
        return removeRole(data, state, context);
      case 'ResetPassword':
        return resetPassword(data, state, context);
      case 'ChangePassword':
        return changePassword(data, state, context);
      case 'DisableAccount':
        return disableAccount(data, state, context);
      case 'EnableAccount':
        return enableAccount(data, state);
      case 'RecordFailedSignIn':
        return recordFailedSignIn(data, state, context);
      case 'RecordSignIn':
        return recordSignIn(data, state, context);
      case 'EndSessions':
        return endSessions(data, state, context);
    }
  },
  evolve,
};
