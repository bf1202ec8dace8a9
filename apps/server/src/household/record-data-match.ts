import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { dataSources, type DataSource } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RecordDataMatchBody {
  /** Chosen by the client; the explanation of hits names it. */
  @IsUUID('all') readonly matchId!: string;
  @IsIn(dataSources) readonly source!: DataSource;
  @IsIn(['clean', 'hits']) readonly result!: 'clean' | 'hits';
  @IsCalendarDate() readonly matchedOn!: string;
  /** What was found; needed for hits. */
  @IsOptional() @IsText(4000) readonly hits?: string;
}

export class RecordDataMatch extends FileCommand<RecordDataMatchBody> {}

@CommandHandler(RecordDataMatch)
export class RecordDataMatchHandler implements ICommandHandler<RecordDataMatch> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RecordDataMatch): Promise<Receipt> {
    return this.desk.act(wish, 'household:match', () => ({ type: 'RecordDataMatch', data: wish.body }));
  }
}

@FileRoute('record-data-match')
export class RecordDataMatchController {
  constructor(private readonly bus: CommandBus) {}

  /** 信息比对:records what a department answered. */
  @PostCommand('household:match')
  record(@HouseholdId() householdId: string, @Body() body: RecordDataMatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordDataMatch(householdId, body, caller));
  }
}
