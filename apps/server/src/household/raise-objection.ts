import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RaiseObjectionBody {
  /** Chosen by the client; the resolution names it. */
  @IsUUID('all') readonly objectionId!: string;
  @IsCalendarDate() readonly raisedOn!: string;
  @IsText(4000) readonly text!: string;
}

export class RaiseObjection extends FileCommand<RaiseObjectionBody> {}

@CommandHandler(RaiseObjection)
export class RaiseObjectionHandler implements ICommandHandler<RaiseObjection> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RaiseObjection): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'RaiseObjection', data: wish.body }));
  }
}

@FileRoute('raise-objection')
export class RaiseObjectionController {
  constructor(private readonly bus: CommandBus) {}

  /** 异议:records what somebody says against the notice. */
  @PostCommand('household:enter')
  raise(@HouseholdId() householdId: string, @Body() body: RaiseObjectionBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RaiseObjection(householdId, body, caller));
  }
}
