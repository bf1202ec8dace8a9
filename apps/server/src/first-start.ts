import { randomBytes } from 'node:crypto';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { account } from '#domain/account/account';
import { policy } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { username, usernameKey } from '#domain/username/username';
import { Streams } from '#event-store/streams';
import { uuidFrom } from '#event-store/request';
import { Clock } from './platform/clock.js';
import { Directory, systemContext } from './platform/directory.js';
import { hashPassword } from './platform/passwords.js';

/** Tells the one-time password of a first account, once. */
export type Announce = (username: string, password: string) => void;

export const announceOnTerminal: Announce = (username, password) => {
  process.stdout.write(`\nFirst start: sign in as "${username}" with the one-time password ${password}\n\n`);
};

const ADMINISTRATOR = 'admin';

/** The city union at the root; an administrator's role is held there even before the tree is imported. */
const ROOT_UNIT = '410400';

/** Makes an administrator with a one-time password where there is no account yet. */
const makeAdministrator = async (streams: Streams, clock: Clock, announce: Announce): Promise<string> => {
  const password = randomBytes(12).toString('base64url');
  const accountId = uuidFrom('first administrator');
  const context = systemContext('first-start', clock, 'first-start');
  await streams.handle(
    username,
    usernameKey(ADMINISTRATOR),
    { type: 'ClaimUsername', data: { username: ADMINISTRATOR, accountId } },
    context,
  );
  const registration = {
    accountId,
    username: ADMINISTRATOR,
    displayName: '系统管理员',
    passwordHash: await hashPassword(password),
    roles: [{ role: 'administrator', unit: ROOT_UNIT }] as const,
    mustChangePassword: true,
  };
  const { position } = await streams.handle(account, accountId, { type: 'RegisterAccount', data: registration }, context);
  // Of several servers that start at once on an empty log, one is first; the passwords of the others are nobody's.
  const { state } = await streams.load(account, accountId);
  if (state.status !== 'absent' && state.passwordHash === registration.passwordHash) announce(ADMINISTRATOR, password);
  return position;
};

/** The starter rules, so that a new city can classify from its first day; it publishes its own over them. */
const publishStarterPolicy = async (streams: Streams, clock: Clock): Promise<string> => {
  const { policyId } = starterPolicy;
  const context = (step: string) => systemContext('first-start', clock, `first-start-${step}`);
  await streams.handle(policy, policyId, { type: 'DraftPolicy', data: starterPolicy }, context('draft'));
  const published = await streams.handle(policy, policyId, { type: 'PublishPolicy', data: { policyId, version: 1 } }, context('publish'));
  return published.position;
};

/** Gives an empty log its first administrator and its first policy; does nothing where they exist. */
export const firstStart = async (app: NestFastifyApplication, announce: Announce): Promise<void> => {
  const directory = app.get(Directory);
  if (directory.accounts().length === 0) await directory.reached(await makeAdministrator(app.get(Streams), app.get(Clock), announce));
  await ensureStarterPolicy(app);
};

/** Gives an empty log its first policy; does nothing where there is one. */
export const ensureStarterPolicy = async (app: INestApplicationContext): Promise<void> => {
  const directory = app.get(Directory);
  if (directory.policies().size === 0) await directory.reached(await publishStarterPolicy(app.get(Streams), app.get(Clock)));
};
