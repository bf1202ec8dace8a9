import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** Who may do what is the permission matrix; here are only the names. */
export const roles = [
  'base_caseworker',
  'township_reviewer',
  'county_approver',
  'service_centre_officer',
  'finance_officer',
  'rights_dept_officer',
  'auditor',
  'dashboard_viewer',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

/** A role is held in a unit and reaches that unit and those below. */
export type HeldRole = Readonly<{ role: Role; unit: string }>;

type Whose = Readonly<{ accountId: string }>;

/** These types and their names are the stored format. `passwordHash` is opaque here: it is made and compared at the edge. */
export type AccountEvent =
  /** A person of the staff got an account. */
  | DomainEvent<
      'AccountRegistered',
      Whose &
        Readonly<{ username: string; displayName: string; passwordHash: string; roles: readonly HeldRole[]; mustChangePassword: boolean }>
    >
  /** The account holds one role more. */
  | DomainEvent<'RoleAssigned', Whose & HeldRole>
  /** The account holds one role less. */
  | DomainEvent<'RoleRemoved', Whose & HeldRole>
  /** An administrator set a password that must be changed at the next sign-in; failures and lock are forgotten. */
  | DomainEvent<'PasswordReset', Whose & Readonly<{ passwordHash: string }>>
  /** The holder chose a password of his own. */
  | DomainEvent<'PasswordChanged', Whose & Readonly<{ passwordHash: string }>>
  /** Nobody signs in with the account any more, and its sessions are over. */
  | DomainEvent<'AccountDisabled', Whose>
  /** The account may be used again. */
  | DomainEvent<'AccountEnabled', Whose>
  /** A wrong password was given; `failures` counts those since the last right one. */
  | DomainEvent<'SignInFailed', Whose & Readonly<{ failures: number }>>
  /** Too many wrong passwords: no sign-in before `lockedUntil`. */
  | DomainEvent<'AccountLocked', Whose & Readonly<{ failures: number; lockedUntil: string }>>
  /** The right password was given. */
  | DomainEvent<'SignedIn', Whose>
  /** The holder signed out: every session of the account is over. */
  | DomainEvent<'SessionsEnded', Whose>;

/**
 * The name a person goes by is sealed, and so is the password's hash, which would otherwise stay readable in the log for
 * ever. The username stays plain: it is a staff identifier, needed to find the account before any key is known.
 */
export const accountPersonal: PersonalFields<AccountEvent> = {
  AccountRegistered: [{ subject: 'accountId', fields: ['displayName', 'passwordHash'] }],
  RoleAssigned: [],
  RoleRemoved: [],
  PasswordReset: [{ subject: 'accountId', fields: ['passwordHash'] }],
  PasswordChanged: [{ subject: 'accountId', fields: ['passwordHash'] }],
  AccountDisabled: [],
  AccountEnabled: [],
  SignInFailed: [],
  AccountLocked: [],
  SignedIn: [],
  SessionsEnded: [],
};
