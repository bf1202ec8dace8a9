import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsString, Matches } from 'class-validator';
import { lineFor } from '#domain/policy/classification';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RecordMonthlyIncomeBody {
  /** YYYY-MM */
  @IsString() @Matches(/^\d{4}-(0[1-9]|1[0-2])$/) readonly month!: string;
  /** Of the whole household. */
  @IsFen() readonly incomeFen!: number;
}

export class RecordMonthlyIncome extends FileCommand<RecordMonthlyIncomeBody> {}

@CommandHandler(RecordMonthlyIncome)
export class RecordMonthlyIncomeHandler implements ICommandHandler<RecordMonthlyIncome> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RecordMonthlyIncome): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ rulesOn }) => {
      const firstDay = `${body.month}-01`;
      const { rules, area } = rulesOn(firstDay);
      return { type: 'RecordMonthlyIncome', data: { ...body, lineMonthlyFen: lineFor(rules, area, firstDay).monthlyFen } };
    });
  }
}

@FileRoute('record-monthly-income')
export class RecordMonthlyIncomeController {
  constructor(private readonly bus: CommandBus) {}

  /** Records a month's income of a registered household beside the line of that month. */
  @PostCommand('household:enter')
  record(@HouseholdId() householdId: string, @Body() body: RecordMonthlyIncomeBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordMonthlyIncome(householdId, body, caller));
  }
}
