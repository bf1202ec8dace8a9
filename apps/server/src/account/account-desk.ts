import { Injectable } from '@nestjs/common';
import { account, type Account, type AccountCommand } from '#domain/account/account';
import type { Context } from '#domain/kernel/decider';
import { Refusal, require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { notFound } from '../platform/problem.js';

/** A wish of a person about somebody's account. */
export type AccountWish = Readonly<{ accountId: string; caller: Caller }>;

const unitsOf = ({ roles }: Account): string[] => roles.map(({ unit }) => unit);

/** Where every use case on somebody's account comes by: finds it, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class AccountDesk {
  constructor(
    private readonly streams: DirectoryStreams,
    private readonly directory: Directory,
  ) {}

  /** On the whole account: every unit in which it holds a role must be within the caller's reach. */
  async act(
    { accountId, caller }: AccountWish,
    commandOf: (context: Context) => AccountCommand | Promise<AccountCommand>,
  ): Promise<Receipt> {
    const known = await this.seen({ accountId, caller });
    const context = caller.contextOver('account:write', unitsOf(known));
    return this.streams.handle(account, accountId, await commandOf(context), context);
  }

  /** On what the account may do in `unit`, which must be within the caller's reach. */
  async actIn({ accountId, caller }: AccountWish, unit: string, command: AccountCommand): Promise<Receipt> {
    await this.seen({ accountId, caller });
    this.requireKnown(caller, unit);
    return this.streams.handle(account, accountId, command, caller.contextIn('account:write', unit));
  }

  /** Context in which roles in all of `units` may be given. @throws {Refusal} `unit-unknown`, `unit-closed` */
  contextOfGiving(caller: Caller, units: readonly string[]): Context {
    for (const unit of units) this.requireKnown(caller, unit);
    const context = caller.contextOver('account:write', units);
    for (const code of units) require(this.directory.unit(code)?.status === 'open', 'unit-closed', { code });
    return context;
  }

  /** The account, from its own stream. @throws {Problem} 404 where it is absent, or nothing of it is within the caller's reach. */
  private async seen({ accountId, caller }: AccountWish): Promise<Account> {
    const state = await this.streams.load(account, accountId);
    if (state.status === 'absent' || !caller.reachesAny('account:read', unitsOf(state))) throw notFound();
    return state;
  }

  /** To who reaches the whole tree there is nothing foreign, so he is told what is wrong. */
  private requireKnown(caller: Caller, code: string): void {
    if (!this.directory.unit(code) && caller.unitsWith('account:write') === undefined) throw new Refusal('unit-unknown', { code });
  }
}
