import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { From, type Caller } from '../platform/caller.js';
import { OneTimePasswords, hashPassword } from '../platform/passwords.js';
import { Can } from '../platform/permissions.js';
import { AccountDesk } from './account-desk.js';
import { OneTimePasswordAnswer } from './account.fields.js';

export class ResetPassword extends Command<OneTimePasswordAnswer> {
  constructor(
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ResetPassword)
export class ResetPasswordHandler implements ICommandHandler<ResetPassword> {
  constructor(
    private readonly desk: AccountDesk,
    private readonly passwords: OneTimePasswords,
  ) {}

  async execute(wish: ResetPassword): Promise<OneTimePasswordAnswer> {
    const { accountId } = wish;
    let oneTimePassword = '';
    const receipt = await this.desk.act(wish, async (context) => {
      oneTimePassword = this.passwords.for(accountId, context);
      return { type: 'ResetPassword', data: { accountId, passwordHash: await hashPassword(oneTimePassword) } };
    });
    return { ...receipt, accountId, oneTimePassword };
  }
}

@ApiTags('accounts')
@Controller('accounts/:accountId/reset-password')
export class ResetPasswordController {
  constructor(private readonly bus: CommandBus) {}

  /** Sets a one-time password, which is told in the answer and nowhere else. The account's sessions end. */
  @Post()
  @HttpCode(200)
  @Can('account:write')
  @ApiOkResponse({ type: OneTimePasswordAnswer })
  reset(@Param('accountId') accountId: string, @From() caller: Caller): Promise<OneTimePasswordAnswer> {
    return this.bus.execute(new ResetPassword(accountId, caller));
  }
}
