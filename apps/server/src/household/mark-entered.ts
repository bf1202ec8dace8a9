import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, Matches } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { FILE_NUMBER } from './file-number.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class MarkEnteredBody {
  @IsCalendarDate() readonly enteredOn!: string;
  /** Its number there. */
  @IsOptional() @IsString() @Matches(FILE_NUMBER) readonly nationalNumber?: string;
}

export class MarkEntered extends FileCommand<MarkEnteredBody> {}

@CommandHandler(MarkEntered)
export class MarkEnteredHandler implements ICommandHandler<MarkEntered> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: MarkEntered): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', () => ({ type: 'MarkEntered', data: wish.body }));
  }
}

@FileRoute('mark-entered')
export class MarkEnteredController {
  constructor(private readonly bus: CommandBus) {}

  /** 录入:notes that the file stands in the national system. */
  @PostCommand('household:decide')
  mark(@HouseholdId() householdId: string, @Body() body: MarkEnteredBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new MarkEntered(householdId, body, caller));
  }
}
