import { Injectable } from '@nestjs/common';
import { account } from '#domain/account/account';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { username, usernameKey, type UsernameCommand } from '#domain/username/username';
import { Streams } from '#event-store/streams';
import { uuidFrom } from '#event-store/request';

/** The account of a name. It follows from the name, so that who registers again after a crash finds his own claim. */
export const accountIdOf = (name: string): string => uuidFrom('account', usernameKey(name));

/** One name, one account: the name is claimed before the account is registered, and given back where that is refused. */
@Injectable()
export class UsernameClaims {
  constructor(private readonly streams: Streams) {}

  /** Claims the name, does the work, and gives the name back where no account came of it. @throws {Refusal} `username-taken` */
  async during<T>(name: string, context: Context, work: () => Promise<T>): Promise<T> {
    await this.write('ClaimUsername', name, context, 'claim');
    try {
      return await work();
    } catch (error) {
      // After any other error the account may have been written after all, and keeps its name.
      if (error instanceof Refusal) throw await this.settled(error, name, context);
      throw error;
    }
  }

  private async settled(refusal: Refusal, name: string, context: Context): Promise<Refusal> {
    const { state } = await this.streams.load(account, accountIdOf(name));
    if (state.status !== 'absent') return new Refusal('username-taken');
    await this.write('ReleaseUsername', name, context, 'release');
    return refusal;
  }

  private write(type: UsernameCommand['type'], name: string, { expectedRevision: _, ...context }: Context, step: string) {
    const command: UsernameCommand = { type, data: { username: name, accountId: accountIdOf(name) } };
    return this.streams.handle(username, usernameKey(name), command, { ...context, requestId: `${context.requestId}:${step}` });
  }
}
