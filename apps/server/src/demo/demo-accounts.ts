import { hkdfSync } from 'node:crypto';
import { account } from '#domain/account/account';
import { roles, type HeldRole, type Role } from '#domain/account/account.events';
import { username as usernames, usernameKey } from '#domain/username/username';
import { uuidFrom } from '#event-store/request';
import type { Streams } from '#event-store/streams';
import type { Clock } from '../platform/clock.js';
import { systemContext, type Directory } from '../platform/directory.js';
import { hashPassword } from '../platform/passwords.js';

/** What `demo-accounts.json` lists: one account for each role, ready to sign in. */
export type DemoAccount = HeldRole & Readonly<{ username: string; password: string }>;

/** Where each role sits in the demo city: one line of units from a base union up to the city. */
const SEATS: Readonly<Record<Role, string>> = {
  base_caseworker: '410402-T1-B1',
  township_reviewer: '410402-T1',
  county_approver: '410402',
  service_centre_officer: '410402',
  finance_officer: '410402',
  rights_dept_officer: '410400',
  auditor: '410400',
  dashboard_viewer: '410400',
  administrator: '410400',
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
  roles.map((role) => {
    const username = `demo-${role.replaceAll('_', '-')}`;
    const password = Buffer.from(hkdfSync('sha256', masterKey, '', `nuanliu demo password ${username}`, 12)).toString('base64url');
    return { username, password, role, unit: SEATS[role] };
  });

export const demoAccountId = (role: Role): string => uuidFrom('demo account', role);

/** Registers those that are missing; resolves once they can sign in. */
export const registerDemoAccounts = async (
  accounts: readonly DemoAccount[],
  { streams, directory, clock }: Readonly<{ streams: Streams; directory: Directory; clock: Clock }>,
): Promise<void> => {
  for (const { username, password, role, unit } of accounts) {
    const accountId = demoAccountId(role);
    if (directory.account(accountId)) continue;
    const context = systemContext('demo', clock, `demo-account-${role}`);
    await streams.handle(usernames, usernameKey(username), { type: 'ClaimUsername', data: { username, accountId } }, context);
    const registration = { accountId, username, displayName: TITLES[role], roles: [{ role, unit }], mustChangePassword: false };
    const data = { ...registration, passwordHash: await hashPassword(password) };
    const { position } = await streams.handle(account, accountId, { type: 'RegisterAccount', data }, context);
    await directory.reached(position);
  }
};
