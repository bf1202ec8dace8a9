import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import { memberRemovalReasons, type MemberRemovalReason } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

/** Imports have a reason of their own. */
const byHand = memberRemovalReasons.filter((reason) => reason !== 'not_in_import');

export class RemoveMemberBody {
  @IsUUID('all') readonly personId!: string;
  @IsCalendarDate() readonly removedOn!: string;
  @IsIn(byHand) readonly reasonKind!: MemberRemovalReason;
}

export class RemoveMember extends FileCommand<RemoveMemberBody> {}

@CommandHandler(RemoveMember)
export class RemoveMemberHandler implements ICommandHandler<RemoveMember> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RemoveMember): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'RemoveMember', data: wish.body }));
  }
}

@FileRoute('remove-member')
export class RemoveMemberController {
  constructor(private readonly bus: CommandBus) {}

  /** Takes somebody off the list of those who live in the household. */
  @PostCommand('household:enter')
  remove(@HouseholdId() householdId: string, @Body() body: RemoveMemberBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RemoveMember(householdId, body, caller));
  }
}
