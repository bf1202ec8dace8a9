import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { account, isLocked, type Account } from '#domain/account/account';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { PASSWORD_LENGTH_MAX, hashPassword, isPassword, requireAcceptable } from '../platform/passwords.js';
import { SignedIn } from '../platform/permissions.js';
import { Problem, notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

export class ChangePasswordBody {
  @IsString() @IsNotEmpty() @MaxLength(PASSWORD_LENGTH_MAX) readonly currentPassword!: string;
  @IsString() @IsNotEmpty() @MaxLength(PASSWORD_LENGTH_MAX) readonly newPassword!: string;
}

export class ChangePassword extends Command<Receipt> {
  constructor(
    readonly body: ChangePasswordBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangePassword)
export class ChangePasswordHandler implements ICommandHandler<ChangePassword> {
  constructor(private readonly streams: DirectoryStreams) {}

  async execute({ body, caller }: ChangePassword): Promise<Receipt> {
    const { currentPassword, newPassword } = body;
    const own = await this.ownAccount(caller);
    const { accountId } = own;
    requireAcceptable(newPassword, own.username);
    if (currentPassword === newPassword) throw new Problem(400, 'password-unchanged');
    await this.requireCurrent(own, currentPassword, caller);
    const data = { accountId, passwordHash: await hashPassword(newPassword) };
    return this.streams.handle(account, accountId, { type: 'ChangePassword', data }, caller.ownContext());
  }

  private async ownAccount({ accountId }: Caller): Promise<Account> {
    const state = await this.streams.load(account, accountId);
    if (state.status === 'absent') throw notFound();
    return state;
  }

  /** Whoever sits before another's open session guesses here under the same lock as at the door. */
  private async requireCurrent(own: Account, currentPassword: string, caller: Caller): Promise<void> {
    const { accountId, lockedUntil } = own;
    if (isLocked(own, caller.request.at)) throw new Problem(429, 'account-locked', { lockedUntil });
    if (await isPassword(own.passwordHash, currentPassword)) return;
    await this.streams.handle(account, accountId, { type: 'RecordFailedSignIn', data: { accountId } }, caller.ownContext());
    throw new Problem(403, 'current-password-wrong');
  }
}

@ApiTags('accounts')
@Controller('accounts/me/change-password')
export class ChangePasswordController {
  constructor(private readonly bus: CommandBus) {}

  /** Replaces the caller's own password. Every session of the account ends, this one too. */
  @Post()
  @SignedIn(true)
  @HttpCode(200)
  @ApiOkResponse({ type: ReceiptAnswer })
  change(@Body() body: ChangePasswordBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ChangePassword(body, caller));
  }
}
