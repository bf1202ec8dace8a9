import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { UnitDesk } from './unit-desk.js';

export class MoveUnitBody {
  /** The union it will belong to. */
  @IsUnitCode() readonly parent!: string;
}

export class MoveUnit extends Command<Receipt> {
  constructor(
    readonly code: string,
    readonly body: MoveUnitBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(MoveUnit)
export class MoveUnitHandler implements ICommandHandler<MoveUnit> {
  constructor(
    private readonly desk: UnitDesk,
    private readonly directory: Directory,
  ) {}

  /** Who moves a unit must reach where it is and where it goes: nobody gives his units away or takes another's. */
  execute(wish: MoveUnit): Promise<Receipt> {
    const { code, body, caller } = wish;
    return this.desk.act(wish, async () => {
      caller.contextIn('unit:write', body.parent);
      const ancestorsOfNewParent = this.directory.unitTree().ancestors(body.parent);
      const parentStatus = await this.desk.statusOf(body.parent);
      return { type: 'MoveUnit', data: { code, parent: body.parent, parentStatus, ancestorsOfNewParent } };
    });
  }
}

@ApiTags('units')
@Controller('units/:code/move-unit')
export class MoveUnitController {
  constructor(private readonly bus: CommandBus) {}

  /** Puts a union, with all below it, under another one. */
  @Post()
  @HttpCode(200)
  @Can('unit:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  move(@Param('code') code: string, @Body() body: MoveUnitBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new MoveUnit(code, body, caller));
  }
}
