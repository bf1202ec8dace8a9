import { Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { caseBoard } from '#read-models/case-board/case-board';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { Views } from '../platform/views.js';
import { UnitDesk } from './unit-desk.js';

export class CloseUnit extends Command<Receipt> {
  constructor(
    readonly code: string,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(CloseUnit)
export class CloseUnitHandler implements ICommandHandler<CloseUnit> {
  constructor(
    private readonly desk: UnitDesk,
    private readonly directory: Directory,
    private readonly events: EventStore,
    private readonly views: Views,
  ) {}

  /** What hangs on the unit is counted as of everything written before the wish. */
  execute(wish: CloseUnit): Promise<Receipt> {
    const { code } = wish;
    return this.desk.act(wish, async () => {
      const head = await this.events.head();
      await this.directory.reached(head);
      const openChildren = this.directory.units().filter(({ parent, status }) => parent === code && status === 'open').length;
      return { type: 'CloseUnit', data: { code, openChildren, openHouseholds: await this.openHouseholds(code, head) } };
    });
  }

  private async openHouseholds(code: string, head: string): Promise<number> {
    const board = await this.views.of(caseBoard.collection, head);
    return board.count({ where: { unitId: { eq: code }, closedOn: { eq: null } } });
  }
}

@ApiTags('units')
@Controller('units/:code/close-unit')
export class CloseUnitController {
  constructor(private readonly bus: CommandBus) {}

  /** Dissolves a union on which nothing hangs any more. Its code is never used again. */
  @Post()
  @HttpCode(200)
  @Can('unit:write')
  @ApiOkResponse({ type: ReceiptAnswer })
  close(@Param('code') code: string, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CloseUnit(code, caller));
  }
}
