import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { account, isLocked, type Account, type AccountCommand } from '#domain/account/account';
import { Refusal } from '#domain/kernel/refusal';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory, systemContext } from '../platform/directory.js';
import { isPassword, wasteTime } from '../platform/passwords.js';
import { Open } from '../platform/permissions.js';
import { Problem } from '../platform/problem.js';
import { Tokens } from '../platform/tokens.js';
import { SignInThrottle } from './sign-in-throttle.js';

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
    this.directory.requireSound();
    const known = this.directory.accountByUsername(body.username);
    const account = known && (await this.currentAccount(known.accountId));
    if (account) this.requireUnlocked(account);
    const matches = account ? await isPassword(account.passwordHash, body.password) : await wasteTime(body.password);
    if (!account || !matches || account.status === 'disabled') return this.refuse(account, requestId);
    await this.succeed(account, requestId);
    return { accessToken: await this.tokens.issue(account), mustChangePassword: account.mustChangePassword };
  }

  private requireUnlocked(account: Pick<Account, 'lockedUntil'>): void {
    if (isLocked(account, this.clock.at())) throw new Problem(429, 'account-locked', { lockedUntil: account.lockedUntil });
  }

  private async refuse(known: Account | undefined, requestId: string): Promise<never> {
    if (known) {
      await this.record('RecordFailedSignIn', known.accountId, requestId);
      await this.requireStillUnlocked(known);
    }
    throw new Problem(401, 'sign-in-failed');
  }

  /** Of many guesses at once, those that come after the lock get one and the same answer, whether right or wrong. */
  private async succeed(known: Account, requestId: string): Promise<void> {
    try {
      await this.record('RecordSignIn', known.accountId, requestId);
    } catch (error) {
      await this.requireStillUnlocked(known);
      throw error instanceof Refusal ? new Problem(401, 'sign-in-failed') : error;
    }
  }

  private async requireStillUnlocked({ accountId }: Account): Promise<void> {
    const now = await this.currentAccount(accountId);
    if (now) this.requireUnlocked(now);
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

  /** Opens a session; the token goes into `Authorization: Bearer`. So many attempts a minute from one address, and so many failures of one account. */
  @Post()
  @Open()
  @UseGuards(SignInThrottle)
  @HttpCode(200)
  @ApiOkResponse({ type: SessionAnswer })
  signIn(@Body() body: SignInBody, @Req() request: FastifyRequest): Promise<SessionAnswer> {
    return this.bus.execute(new SignIn(body, String(request.id)));
  }
}
