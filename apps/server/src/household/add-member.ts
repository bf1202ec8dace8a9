import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { MemberBody } from './person.bodies.js';
import { Persons, claimsOf } from './persons.js';

export class AddMember extends FileCommand<MemberBody> {}

@CommandHandler(AddMember)
export class AddMemberHandler implements ICommandHandler<AddMember> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly persons: Persons,
  ) {}

  execute(wish: AddMember): Promise<Receipt> {
    return this.desk.bringIn(wish, 'household:enter', ({ context: { by, requestId } }) => {
      const member = this.persons.member(wish.body, uuidFrom('member', wish.householdId, by, requestId));
      return { command: { type: 'AddMember', data: { member } }, claims: claimsOf(member) };
    });
  }
}

@FileRoute('add-member')
export class AddMemberController {
  constructor(private readonly bus: CommandBus) {}

  /** Lists somebody who lives in the household. */
  @PostCommand('household:enter')
  add(@HouseholdId() householdId: string, @Body() body: MemberBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AddMember(householdId, body, caller));
  }
}
