import { Injectable } from '@nestjs/common';
import type { Account } from '#domain/account/account';
import { Clock } from './clock.js';
import { Directory } from './directory.js';
import { Problem } from './problem.js';
import { Tokens, type OpenSession } from './tokens.js';

/** Who is signed in, and whether he still is. */
@Injectable()
export class Sessions {
  constructor(
    private readonly tokens: Tokens,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Whose token this is. @throws {Problem} 401 `session-required` or `session-ended`, 503 `directory-stopped` */
  async openedBy(token: string | undefined): Promise<Readonly<{ session: OpenSession; account: Account }>> {
    this.directory.requireSound();
    const session = token === undefined ? undefined : await this.tokens.read(token);
    if (!session) throw new Problem(401, 'session-required');
    const account = this.accountOf(session);
    if (!account) throw new Problem(401, 'session-ended');
    return { session, account };
  }

  /**
   * The account as it is now, with the roles of now; undefined once the session is over: expired, ended by its owner or by a new
   * password, or its account disabled.
   * @throws {Problem} 503 `directory-stopped`
   */
  accountOf({ accountId, sessionEpoch, expiresAtMs }: OpenSession): Account | undefined {
    this.directory.requireSound();
    const account = this.directory.account(accountId);
    const holds = account?.status === 'active' && account.sessionEpoch === sessionEpoch;
    return holds && this.clock.now().getTime() < expiresAtMs ? account : undefined;
  }
}
