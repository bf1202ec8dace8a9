import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ExplainDataMatchBody {
  @IsUUID('all') readonly matchId!: string;
  @IsCalendarDate() readonly explainedOn!: string;
  @IsText(4000) readonly explanation!: string;
}

export class ExplainDataMatch extends FileCommand<ExplainDataMatchBody> {}

@CommandHandler(ExplainDataMatch)
export class ExplainDataMatchHandler implements ICommandHandler<ExplainDataMatch> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ExplainDataMatch): Promise<Receipt> {
    return this.desk.act(wish, 'household:match', () => ({ type: 'ExplainDataMatch', data: wish.body }));
  }
}

@FileRoute('explain-data-match')
export class ExplainDataMatchController {
  constructor(private readonly bus: CommandBus) {}

  /** Records why the hits of a data check do not stand against the file. */
  @PostCommand('household:match')
  explain(@HouseholdId() householdId: string, @Body() body: ExplainDataMatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ExplainDataMatch(householdId, body, caller));
  }
}
