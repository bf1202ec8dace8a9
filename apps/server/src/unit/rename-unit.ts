import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsUnitName } from './unit.fields.js';
import { UnitDesk } from './unit-desk.js';

export class RenameUnitBody {
  @IsUnitName() readonly name!: string;
}

export class RenameUnit extends Command<Receipt> {
  constructor(
    readonly code: string,
    readonly body: RenameUnitBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RenameUnit)
export class RenameUnitHandler implements ICommandHandler<RenameUnit> {
  constructor(private readonly desk: UnitDesk) {}

  execute(wish: RenameUnit): Promise<Receipt> {
    const { code, body } = wish;
    return this.desk.act(wish, () => ({ type: 'RenameUnit', data: { code, name: body.name } }));
  }
}

@ApiTags('units')
@Controller('units/:code/rename-unit')
export class RenameUnitController {
  constructor(private readonly bus: CommandBus) {}

  /** Gives a union another name; its code and its place stay. */
  @Post()
  @HttpCode(200)
  @Can('unit:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  rename(@Param('code') code: string, @Body() body: RenameUnitBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RenameUnit(code, body, caller));
  }
}
