import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsUUID } from 'class-validator';
import { require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RecordHomeSurveyBody {
  @IsCalendarDate() readonly surveyedOn!: string;
  /** Account ids of those who were there. */
  @IsArray() @ArrayMaxSize(10) @IsUUID('all', { each: true }) readonly surveyors!: string[];
  @IsText(4000) readonly findings!: string;
}

export class RecordHomeSurvey extends FileCommand<RecordHomeSurveyBody> {}

@CommandHandler(RecordHomeSurvey)
export class RecordHomeSurveyHandler implements ICommandHandler<RecordHomeSurvey> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly directory: Directory,
  ) {}

  execute(wish: RecordHomeSurvey): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ rulesOn }) => {
      const { minimumSurveyors } = rulesOn(body.surveyedOn).rules;
      const unknown = body.surveyors.filter((accountId) => !this.directory.account(accountId)).length;
      require(unknown === 0, 'surveyor-unknown', { unknown });
      return { type: 'RecordHomeSurvey', data: { ...body, minimumSurveyors } };
    });
  }
}

@FileRoute('record-home-survey')
export class RecordHomeSurveyController {
  constructor(private readonly bus: CommandBus) {}

  /** 入户调查:records a visit at the home by as many people as the policy asks for. */
  @PostCommand('household:enter')
  record(@HouseholdId() householdId: string, @Body() body: RecordHomeSurveyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordHomeSurvey(householdId, body, caller));
  }
}
