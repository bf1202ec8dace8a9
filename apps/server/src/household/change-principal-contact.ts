import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { ContactBody } from './person.bodies.js';

export class ChangePrincipalContact extends FileCommand<ContactBody> {}

@CommandHandler(ChangePrincipalContact)
export class ChangePrincipalContactHandler implements ICommandHandler<ChangePrincipalContact> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ChangePrincipalContact): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'ChangePrincipalContact', data: wish.body }));
  }
}

@FileRoute('change-principal-contact')
export class ChangePrincipalContactController {
  constructor(private readonly bus: CommandBus) {}

  /** Records how the worker can be reached now. */
  @PostCommand('household:enter')
  change(@HouseholdId() householdId: string, @Body() body: ContactBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ChangePrincipalContact(householdId, body, caller));
  }
}
