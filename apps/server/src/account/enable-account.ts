import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { AccountDesk } from './account-desk.js';

export class EnableAccount extends Command<Receipt> {
  constructor(
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(EnableAccount)
export class EnableAccountHandler implements ICommandHandler<EnableAccount> {
  constructor(private readonly desk: AccountDesk) {}

  execute(wish: EnableAccount): Promise<Receipt> {
    return this.desk.act(wish, () => ({ type: 'EnableAccount', data: { accountId: wish.accountId } }));
  }
}

@ApiTags('accounts')
@Controller('accounts/:accountId/enable-account')
export class EnableAccountController {
  constructor(private readonly bus: CommandBus) {}

  /** Lets the account be used again; failures and lock are forgotten. */
  @Post()
  @HttpCode(200)
  @Can('account:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  enable(@Param('accountId') accountId: string, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new EnableAccount(accountId, caller));
  }
}
