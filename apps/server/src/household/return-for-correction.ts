import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn } from 'class-validator';
import type { RequiredStep } from '#domain/policy/rules';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { requiredSteps } from './required-steps.js';

export class ReturnForCorrectionBody {
  @IsCalendarDate() readonly returnedOn!: string;
  @IsArray() @ArrayMaxSize(requiredSteps.length) @ArrayUnique() @IsIn(requiredSteps, { each: true }) readonly redo!: RequiredStep[];
  /** For the unit that entered the file; nothing personal belongs here. */
  @IsText(1000) readonly reason!: string;
}

export class ReturnForCorrection extends FileCommand<ReturnForCorrectionBody> {}

@CommandHandler(ReturnForCorrection)
export class ReturnForCorrectionHandler implements ICommandHandler<ReturnForCorrection> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ReturnForCorrection): Promise<Receipt> {
    return this.desk.act(wish, 'household:review', () => ({ type: 'ReturnForCorrection', data: wish.body }));
  }
}

@FileRoute('return-for-correction')
export class ReturnForCorrectionController {
  constructor(private readonly bus: CommandBus) {}

  /** 退回:sends the file back with the steps that have to be taken again. */
  @PostCommand('household:review')
  return(@HouseholdId() householdId: string, @Body() body: ReturnForCorrectionBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReturnForCorrection(householdId, body, caller));
  }
}
