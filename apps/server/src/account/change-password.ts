import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength, MinLength } from 'class-validator';
import { account } from '#domain/account/account';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { hashPassword, isPassword } from '../platform/passwords.js';
import { SignedIn } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';

const PASSWORD_LENGTH_MIN = 12;

export class ChangePasswordBody {
  @IsString() @IsNotEmpty() @MaxLength(256) readonly currentPassword!: string;
  @IsString() @MinLength(PASSWORD_LENGTH_MIN) @MaxLength(256) readonly newPassword!: string;
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
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  async execute({ body, caller }: ChangePassword): Promise<Receipt> {
    const { accountId } = caller;
    const { currentPassword, newPassword } = body;
    const passwordHash = this.directory.account(accountId)?.passwordHash ?? '';
    if (!(await isPassword(passwordHash, currentPassword))) throw new Problem(403, 'current-password-wrong');
    if (currentPassword === newPassword) throw new Problem(400, 'password-unchanged');
    const data = { accountId, passwordHash: await hashPassword(newPassword) };
    const receipt = await this.streams.handle(account, accountId, { type: 'ChangePassword', data }, caller.ownContext());
    await this.directory.reached(receipt.position);
    return receipt;
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
