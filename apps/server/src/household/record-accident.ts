import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Nested } from '../platform/nested.js';
import { AccidentBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RecordAccidentBody {
  @Nested(() => AccidentBody) readonly accident!: AccidentBody;
  @IsOptional() @IsCalendarDate() readonly happenedOn?: string;
}

export class RecordAccident extends FileCommand<RecordAccidentBody> {}

@CommandHandler(RecordAccident)
export class RecordAccidentHandler implements ICommandHandler<RecordAccident> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RecordAccident): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'RecordAccident', data: wish.body }));
  }
}

@FileRoute('record-accident')
export class RecordAccidentController {
  constructor(private readonly bus: CommandBus) {}

  /** Records an accident or illness and what was made good of its cost. */
  @PostCommand('household:enter')
  record(@HouseholdId() householdId: string, @Body() body: RecordAccidentBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordAccident(householdId, body, caller));
  }
}
