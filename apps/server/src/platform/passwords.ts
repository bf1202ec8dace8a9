import { hash, verify } from '@node-rs/argon2';

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
