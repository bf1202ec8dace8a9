import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { ArrayMinSize } from 'class-validator';
import { account } from '#domain/account/account';
import type { Context } from '#domain/kernel/decider';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { NestedList } from '../platform/nested.js';
import { OneTimePasswords, hashPassword } from '../platform/passwords.js';
import { Can } from '../platform/permissions.js';
import { IsText } from '../platform/text.js';
import { AccountDesk } from './account-desk.js';
import { HeldRoleBody, IsUsername, OneTimePasswordAnswer } from './account.fields.js';
import { UsernameClaims, accountIdOf } from './username-claims.js';

export class RegisterAccountBody {
  @IsUsername() readonly username!: string;
  @IsText(50) readonly displayName!: string;
  @NestedList(() => HeldRoleBody, 20) @ArrayMinSize(1) readonly roles!: HeldRoleBody[];
}

export class RegisterAccount extends Command<OneTimePasswordAnswer> {
  constructor(
    readonly body: RegisterAccountBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RegisterAccount)
export class RegisterAccountHandler implements ICommandHandler<RegisterAccount> {
  constructor(
    private readonly streams: DirectoryStreams,
    private readonly desk: AccountDesk,
    private readonly claims: UsernameClaims,
    private readonly passwords: OneTimePasswords,
  ) {}

  async execute({ body, caller }: RegisterAccount): Promise<OneTimePasswordAnswer> {
    const context = this.desk.contextOfGiving(
      caller,
      body.roles.map(({ unit }) => unit),
    );
    const accountId = accountIdOf(body.username);
    const oneTimePassword = this.passwords.for(accountId, context);
    const receipt = await this.claims.during(body.username, context, () => this.register(accountId, body, oneTimePassword, context));
    return { ...receipt, accountId, oneTimePassword };
  }

  private async register(
    accountId: string,
    { username, displayName, roles }: RegisterAccountBody,
    oneTimePassword: string,
    context: Context,
  ): Promise<Receipt> {
    const passwordHash = await hashPassword(oneTimePassword);
    const data = { accountId, username, displayName, roles, passwordHash, mustChangePassword: true };
    return this.streams.handle(account, accountId, { type: 'RegisterAccount', data }, context);
  }
}

@ApiTags('accounts')
@Controller('accounts')
export class RegisterAccountController {
  constructor(private readonly bus: CommandBus) {}

  /** Gives a person an account with a one-time password, which is told in the answer and nowhere else. */
  @Post()
  @Can('account:write')
  @ApiCreatedResponse({ type: OneTimePasswordAnswer })
  register(@Body() body: RegisterAccountBody, @From() caller: Caller): Promise<OneTimePasswordAnswer> {
    return this.bus.execute(new RegisterAccount(body, caller));
  }
}
