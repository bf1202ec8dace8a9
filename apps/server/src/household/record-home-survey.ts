import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsString, IsUUID, MaxLength, MinLength } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Can } from '../platform/permissions.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { HouseholdDesk } from './household-desk.js';

export class RecordHomeSurveyBody {
  @IsCalendarDate() readonly surveyedOn!: string;
  /** Account ids of those who were there. */
  @IsArray() @ArrayMaxSize(10) @IsUUID('all', { each: true }) readonly surveyors!: string[];
  @IsString() @MinLength(1) @MaxLength(4000) readonly findings!: string;
}

export class RecordHomeSurvey extends Command<Receipt> {
  constructor(
    readonly householdId: string,
    readonly body: RecordHomeSurveyBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RecordHomeSurvey)
export class RecordHomeSurveyHandler implements ICommandHandler<RecordHomeSurvey> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RecordHomeSurvey): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ rulesOn }) => {
      const { minimumSurveyors } = rulesOn(body.surveyedOn).rules;
      return { type: 'RecordHomeSurvey', data: { ...body, minimumSurveyors } };
    });
  }
}

@ApiTags('households')
@Controller('households/:householdId/record-home-survey')
export class RecordHomeSurveyController {
  constructor(private readonly bus: CommandBus) {}

  /** 入户调查:records a visit at the home by as many people as the policy asks for. */
  @Post()
  @HttpCode(200)
  @Can('household:enter')
  @ApiOkResponse({ type: ReceiptAnswer })
  record(@Param('householdId') householdId: string, @Body() body: RecordHomeSurveyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordHomeSurvey(householdId, body, caller));
  }
}
