import { hkdfSync } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignJWT, jwtVerify } from 'jose';
import type { Clock } from './clock.js';

/** What a session token says; whether it still holds is asked of the account at each request. */
export type Session = Readonly<{ accountId: string; sessionEpoch: number }>;

/** A session whose token was read, and when it is over at the latest. */
export type OpenSession = Session & Readonly<{ expiresAtMs: number }>;

const ISSUER = 'nuanliu';
const HOUR_MS = 3_600_000;

/** Signs and reads session tokens (JWT, HS256, key derived from the master key). */
@Injectable()
export class Tokens {
  private readonly key: Uint8Array;

  constructor(
    masterKey: Buffer,
    private readonly sessionHours: number,
    private readonly clock: Clock,
  ) {
    this.key = new Uint8Array(hkdfSync('sha256', masterKey, '', 'nuanliu session tokens v1', 32));
  }

  issue({ accountId, sessionEpoch }: Session): Promise<string> {
    const now = this.clock.now();
    return new SignJWT({ epoch: sessionEpoch })
      .setProtectedHeader({ alg: 'HS256' })
      .setIssuer(ISSUER)
      .setSubject(accountId)
      .setIssuedAt(now)
      .setExpirationTime(new Date(now.getTime() + this.sessionHours * HOUR_MS))
      .sign(this.key);
  }

  /** The session of a token; undefined where it is not ours, altered or over. */
  async read(token: string): Promise<OpenSession | undefined> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        issuer: ISSUER,
        algorithms: ['HS256'],
        requiredClaims: ['sub', 'exp'],
        currentDate: this.clock.now(),
      });
      const { sub, epoch, exp } = payload;
      const isOurs = typeof sub === 'string' && typeof epoch === 'number' && typeof exp === 'number';
      return isOurs ? { accountId: sub, sessionEpoch: epoch, expiresAtMs: exp * 1000 } : undefined;
    } catch {
      return undefined;
    }
  }
}
