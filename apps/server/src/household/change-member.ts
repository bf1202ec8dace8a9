import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { MemberBody } from './person.bodies.js';
import { Persons, claimsOf } from './persons.js';

/** All that is known of the member from now on; only an ID number stays known where it is left out. */
export class ChangeMemberBody extends MemberBody {
  @IsUUID('all') readonly personId!: string;
}

export class ChangeMember extends FileCommand<ChangeMemberBody> {}

@CommandHandler(ChangeMember)
export class ChangeMemberHandler implements ICommandHandler<ChangeMember> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly persons: Persons,
  ) {}

  execute(wish: ChangeMember): Promise<Receipt> {
    const { personId } = wish.body;
    return this.desk.bringIn(wish, 'household:enter', ({ file }) => {
      const known = file.facts.members.find((member) => member.personId === personId);
      const member = this.persons.member(wish.body, personId, known);
      return { command: { type: 'ChangeMember', data: { member } }, claims: claimsOf(member) };
    });
  }
}

@FileRoute('change-member')
export class ChangeMemberController {
  constructor(private readonly bus: CommandBus) {}

  /** Records what is known of a member now. */
  @PostCommand('household:enter')
  change(@HouseholdId() householdId: string, @Body() body: ChangeMemberBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ChangeMember(householdId, body, caller));
  }
}
