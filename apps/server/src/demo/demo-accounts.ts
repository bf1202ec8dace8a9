import { hkdfSync } from 'node:crypto';
import { account } from '#domain/account/account';
import { roles, type HeldRole, type Role } from '#domain/account/account.events';
import { username as usernames, usernameKey } from '#domain/username/username';
import { uuidFrom } from '#event-store/request';
import type { Streams } from '#event-store/streams';
import type { Clock } from '../platform/clock.js';
import { systemContext, type Directory } from '../platform/directory.js';
import { hashPassword } from '../platform/passwords.js';

/** What `demo-accounts.json` lists: an account for each role, and the city's own where a role works there too; ready to sign in. */
export type DemoAccount = HeldRole & Readonly<{ username: string; password: string }>;

const CITY = '410400';

/** Where each role sits in the demo city: one line of units from a base union up to the city, and the city's own desk for its money. */
const SEATS: Readonly<Record<Role, readonly string[]>> = {
  base_caseworker: ['410402-T1-B1'],
  township_reviewer: ['410402-T1', CITY],
  county_approver: ['410402', CITY],
  service_centre_officer: ['410402', CITY],
  finance_officer: ['410402', CITY],
  rights_dept_officer: [CITY],
  auditor: [CITY],
  dashboard_viewer: [CITY],
  administrator: [CITY],
};

const TITLES: Readonly<Record<Role, string>> = {
  base_caseworker: '基层工会经办人',
  township_reviewer: '街道工会审核人',
  county_approver: '区总工会审批人',
  service_centre_officer: '帮扶中心工作人员',
  finance_officer: '财务人员',
  rights_dept_officer: '权益保障部工作人员',
  auditor: '经审人员',
  dashboard_viewer: '看板查看人',
  administrator: '演示管理员',
};

/** The accounts of the demo city. Passwords follow from the master key: the same at each start, and different in each city. */
export const demoAccounts = (masterKey: Uint8Array): readonly DemoAccount[] =>
  roles.flatMap((role) =>
    SEATS[role].map((unit, seat) => {
      const username = `demo-${seat === 0 ? '' : 'city-'}${role.replaceAll('_', '-')}`;
      const password = Buffer.from(hkdfSync('sha256', masterKey, '', `nuanliu demo password ${username}`, 12)).toString('base64url');
      return { username, password, role, unit };
    }),
  );

/** The account of a role at its own seat, or at the city's. */
export const demoAccountId = (role: Role, unit: string = SEATS[role][0]!): string =>
  uuidFrom('demo account', role, ...(unit === SEATS[role][0] ? [] : [unit]));

/** Who of the demo city does something: a role, at its own seat or at the city's. */
export type DemoSeat = Role | `city:${Role}`;

/** @throws {RangeError} where the demo city has no such seat */
export const accountAt = (accounts: readonly DemoAccount[], seat: DemoSeat): DemoAccount => {
  const found = accounts.find(({ role, unit }) => (seat.startsWith('city:') ? seat === `city:${role}` && unit === CITY : seat === role));
  if (!found) throw new RangeError(`the demo city has nobody at ${seat}`);
  return found;
};

/** Registers those that are missing; resolves once they can sign in. */
export const registerDemoAccounts = async (
  accounts: readonly DemoAccount[],
  { streams, directory, clock }: Readonly<{ streams: Streams; directory: Directory; clock: Clock }>,
): Promise<void> => {
  for (const { username, password, role, unit } of accounts) {
    const accountId = demoAccountId(role, unit);
    if (directory.account(accountId)) continue;
    const context = systemContext('demo', clock, `demo-account-${username}`);
    await streams.handle(usernames, usernameKey(username), { type: 'ClaimUsername', data: { username, accountId } }, context);
    const registration = { accountId, username, displayName: TITLES[role], roles: [{ role, unit }], mustChangePassword: false };
    const data = { ...registration, passwordHash: await hashPassword(password) };
    const { position } = await streams.handle(account, accountId, { type: 'RegisterAccount', data }, context);
    await directory.reached(position);
  }
};
