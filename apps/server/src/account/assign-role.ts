import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { AccountDesk } from './account-desk.js';
import { HeldRoleBody } from './account.fields.js';

export class AssignRole extends Command<Receipt> {
  constructor(
    readonly accountId: string,
    readonly body: HeldRoleBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(AssignRole)
export class AssignRoleHandler implements ICommandHandler<AssignRole> {
  constructor(private readonly desk: AccountDesk) {}

  async execute(wish: AssignRole): Promise<Receipt> {
    const { accountId, body, caller } = wish;
    this.desk.contextOfGiving(caller, [body.unit]);
    return this.desk.actIn(wish, body.unit, { type: 'AssignRole', data: { accountId, ...body } });
  }
}

@ApiTags('accounts')
@Controller('accounts/:accountId/assign-role')
export class AssignRoleController {
  constructor(private readonly bus: CommandBus) {}

  /** Gives the account a role in a unit. Its sessions end. */
  @Post()
  @HttpCode(200)
  @Can('account:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  assign(@Param('accountId') accountId: string, @Body() body: HeldRoleBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AssignRole(accountId, body, caller));
  }
}
