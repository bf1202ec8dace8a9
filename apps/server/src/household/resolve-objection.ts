import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ResolveObjectionBody {
  @IsUUID('all') readonly objectionId!: string;
  @IsCalendarDate() readonly resolvedOn!: string;
  @IsIn(['dismissed', 'upheld']) readonly outcome!: 'dismissed' | 'upheld';
  @IsText(4000) readonly findings!: string;
}

export class ResolveObjection extends FileCommand<ResolveObjectionBody> {}

@CommandHandler(ResolveObjection)
export class ResolveObjectionHandler implements ICommandHandler<ResolveObjection> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ResolveObjection): Promise<Receipt> {
    return this.desk.act(wish, 'household:review', () => ({ type: 'ResolveObjection', data: wish.body }));
  }
}

@FileRoute('resolve-objection')
export class ResolveObjectionController {
  constructor(private readonly bus: CommandBus) {}

  /** Answers an objection after it was looked into, by somebody who reviews. */
  @PostCommand('household:review')
  resolve(@HouseholdId() householdId: string, @Body() body: ResolveObjectionBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ResolveObjection(householdId, body, caller));
  }
}
