import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { account, isLocked, type Account, type AccountCommand } from '#domain/account/account';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory, systemContext } from '../platform/directory.js';
import { isPassword, wasteTime } from '../platform/passwords.js';
import { Open } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { Tokens } from '../platform/tokens.js';

export class SignInBody {
  @IsString() @IsNotEmpty() @MaxLength(64) readonly username!: string;
  @IsString() @IsNotEmpty() @MaxLength(256) readonly password!: string;
}

export class SessionAnswer {
  @ApiProperty() readonly accessToken!: string;
  @ApiProperty({ description: 'until the password is changed, nothing else can be done' }) readonly mustChangePassword!: boolean;
}

export class SignIn extends Command<SessionAnswer> {
  constructor(
    readonly body: SignInBody,
    readonly requestId: string,
  ) {
    super();
  }
}

@CommandHandler(SignIn)
export class SignInHandler implements ICommandHandler<SignIn> {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  async execute({ body, requestId }: SignIn): Promise<SessionAnswer> {
    const known = this.directory.accountByUsername(body.username);
    const account = known && (await this.currentAccount(known.accountId));
    if (account && isLocked(account, this.clock.at())) throw new Problem(429, 'account-locked', { lockedUntil: account.lockedUntil });
    const matches = account ? await isPassword(account.passwordHash, body.password) : await wasteTime(body.password);
    if (!account || !matches || account.status === 'disabled') {
      if (account) await this.record('RecordFailedSignIn', account.accountId, requestId);
      throw new Problem(401, 'sign-in-failed');
    }
    await this.record('RecordSignIn', account.accountId, requestId);
    return { accessToken: await this.tokens.issue(account), mustChangePassword: account.mustChangePassword };
  }

  /** From its stream, so that a lock or a new password counts from the moment it is written. */
  private async currentAccount(accountId: string): Promise<Account | undefined> {
    const { state } = await this.streams.load(account, accountId);
    return state.status === 'absent' ? undefined : state;
  }

  private record(type: 'RecordFailedSignIn' | 'RecordSignIn', accountId: string, requestId: string) {
    const command: AccountCommand = { type, data: { accountId } };
    return this.streams.handle(account, accountId, command, systemContext('sign-in', this.clock, requestId));
  }
}

@ApiTags('sessions')
@Controller('sessions')
export class SignInController {
  constructor(private readonly bus: CommandBus) {}

  /** Opens a session; the token goes into `Authorization: Bearer`. */
  @Post()
  @Open()
  @HttpCode(200)
  @ApiOkResponse({ type: SessionAnswer })
  signIn(@Body() body: SignInBody, @Req() request: FastifyRequest): Promise<SessionAnswer> {
    return this.bus.execute(new SignIn(body, String(request.id)));
  }
}
