import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { AccountDesk } from './account-desk.js';
import { HeldRoleBody } from './account.fields.js';

export class RemoveRole extends Command<Receipt> {
  constructor(
    readonly accountId: string,
    readonly body: HeldRoleBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RemoveRole)
export class RemoveRoleHandler implements ICommandHandler<RemoveRole> {
  constructor(private readonly desk: AccountDesk) {}

  async execute(wish: RemoveRole): Promise<Receipt> {
    const { accountId, body } = wish;

    return this.desk.actIn(wish, body.unit, { type: 'RemoveRole', data: { accountId, ...body } });
  }
}

@ApiTags('accounts')
@Controller('accounts/:accountId/remove-role')
export class RemoveRoleController {
  constructor(private readonly bus: CommandBus) {}

  /** Takes a role in a unit from the account. Its sessions end. */
  @Post()
  @HttpCode(200)
  @Can('account:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  remove(@Param('accountId') accountId: string, @Body() body: HeldRoleBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RemoveRole(accountId, body, caller));
  }
}
