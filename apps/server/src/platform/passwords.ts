import { createHmac, hkdfSync } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { Context } from '#domain/kernel/decider';
import { Problem } from './problem.js';

/** Argon2id with the cost OWASP recommends as a floor: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, COST);

export const isPassword = (passwordHash: string, password: string): Promise<boolean> => verify(passwordHash, password);

/** Compared with where no account has the name, so that the answer takes as long as for a known one. */
const nobody = hashPassword('no account has this password');

export const wasteTime = async (password: string): Promise<false> => {
  await verify(await nobody, password);
  return false;
};

/** Longest password that is looked at: hashing more is work for an attacker to give us. */
export const PASSWORD_LENGTH_MAX = 256;
const LENGTH_MIN = 12;
const REST_MIN = 6;
const DIFFERENT_MIN = 5;

/** What people reach for when twelve characters are asked of them: rows of keys and digits, and the words that go with them. */
const COMMONEST = new Set([
  ...['123456789012', '1234567890123', '12345678901234', '123456789abc', '1234567890ab', '1234567890qwe', '0123456789ab', '987654321098'],
  ...['112233445566', '123123123123', '123456123456', '12345612345678', '123qweasdzxc', '1q2w3e4r5t6y', '1q2w3e4r5t6y7u', '1qaz2wsx3edc'],
  ...['1qazxsw23edc', 'qwertyuiop12', 'qwertyuiop123', 'qwertyuiopas', 'qwertyuiopasdf', 'qwerty123456', 'qwer12345678', 'qazwsxedcrfv'],
  ...['zxcvbnm12345', 'asdfghjkl123', 'asdfghjkl1234', 'abcdefghijkl', 'abcdefg12345', 'abcd12345678', 'abc123456789', 'a12345678910'],
  ...['aa1234567890', 'aaa123456789', 'a123456789012', 'password1234', 'password12345', 'passw0rd1234', 'p@ssw0rd1234', 'p@ssword1234'],
  ...[
    'passwordpassword',
    'letmein12345',
    'welcome12345',
    'iloveyou1234',
    'woaini123456',
    'woaini1314520',
    'woaini5201314',
    '52013145201314',
  ],
  ...[
    'administrator',
    'administrator1',
    'admin1234567',
    'admin@123456',
    'admin12345678',
    'administrator123',
    'root12345678',
    'test12345678',
  ],
]);

const withoutName = (password: string, username: string): string => (username === '' ? password : password.replaceAll(username, ''));

/**
 * Refuses a password that is guessed first. Nothing is asked about kinds of characters: length counts.
 * @throws {Problem} 400 `password-too-short`, `password-too-common` or `password-is-username`.
 */
export const requireAcceptable = (password: string, username: string): void => {
  const lowered = password.toLowerCase();
  if ([...password].length < LENGTH_MIN) throw new Problem(400, 'password-too-short', { lengthMin: LENGTH_MIN });
  if (COMMONEST.has(lowered) || new Set(lowered).size < DIFFERENT_MIN) throw new Problem(400, 'password-too-common');
  if (withoutName(lowered, username.toLowerCase()).length < REST_MIN) throw new Problem(400, 'password-is-username');
};

/** Without the characters that are taken for one another when read out or copied by hand. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LETTERS_OF_PASSWORD = 16;

/**
 * One-time passwords, made from the request by a key of their own: a repeated request gets the very password that its first
 * run set, though nothing readable of it is kept anywhere.
 */
export class OneTimePasswords {
  private readonly key: Buffer;

  constructor(masterKey: Buffer) {
    this.key = Buffer.from(hkdfSync('sha256', masterKey, '', 'nuanliu one-time passwords v1', 32));
  }

  /** About 79 bits in four groups of four, for the account and the request that sets it. */
  for(accountId: string, { by, requestId, requestDigest = '' }: Context): string {
    const bytes = createHmac('sha512', this.key)
      .update(JSON.stringify([accountId, by, requestId, requestDigest]))
      .digest();
    const letters = Array.from({ length: LETTERS_OF_PASSWORD }, (_, index) => LETTERS[bytes.readUInt16BE(2 * index) % LETTERS.length]);
    return letters.join('').replace(/.{4}(?=.)/g, '$&-');
  }
}
