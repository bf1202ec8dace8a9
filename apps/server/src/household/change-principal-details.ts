import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { DetailsBody } from './person.bodies.js';

export class ChangePrincipalDetails extends FileCommand<DetailsBody> {}

@CommandHandler(ChangePrincipalDetails)
export class ChangePrincipalDetailsHandler implements ICommandHandler<ChangePrincipalDetails> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ChangePrincipalDetails): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'ChangePrincipalDetails', data: wish.body }));
  }
}

@FileRoute('change-principal-details')
export class ChangePrincipalDetailsController {
  constructor(private readonly bus: CommandBus) {}

  /** Records the worker's situation as it is now. */
  @PostCommand('household:enter')
  change(@HouseholdId() householdId: string, @Body() body: DetailsBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ChangePrincipalDetails(householdId, body, caller));
  }
}
