import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { CausesBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class SetCauses extends FileCommand<CausesBody> {}

@CommandHandler(SetCauses)
export class SetCausesHandler implements ICommandHandler<SetCauses> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: SetCauses): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'SetCauses', data: wish.body }));
  }
}

@FileRoute('set-causes')
export class SetCausesController {
  constructor(private readonly bus: CommandBus) {}

  /** 致困原因:sets the main cause and up to three more. */
  @PostCommand('household:enter')
  set(@HouseholdId() householdId: string, @Body() body: CausesBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new SetCauses(householdId, body, caller));
  }
}
