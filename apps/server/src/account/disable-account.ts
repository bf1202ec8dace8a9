import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { AccountDesk } from './account-desk.js';

export class DisableAccount extends Command<Receipt> {
  constructor(
    readonly accountId: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(DisableAccount)
export class DisableAccountHandler implements ICommandHandler<DisableAccount> {
  constructor(private readonly desk: AccountDesk) {}

  execute(wish: DisableAccount): Promise<Receipt> {
    return this.desk.act(wish, () => ({ type: 'DisableAccount', data: { accountId: wish.accountId } }));
  }
}

@ApiTags('accounts')
@Controller('accounts/:accountId/disable-account')
export class DisableAccountController {
  constructor(private readonly bus: CommandBus) {}

  /** Lets nobody sign in with the account any more. Its sessions end. */
  @Post()
  @HttpCode(200)
  @Can('account:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  disable(@Param('accountId') accountId: string, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DisableAccount(accountId, caller));
  }
}
