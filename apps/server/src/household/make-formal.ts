import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { addMonths } from '#domain/kernel/calendar';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class MakeFormalBody {
  @IsCalendarDate() readonly madeFormalOn!: string;
}

export class MakeFormal extends FileCommand<MakeFormalBody> {}

@CommandHandler(MakeFormal)
export class MakeFormalHandler implements ICommandHandler<MakeFormal> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: MakeFormal): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:decide', ({ rulesOn }) => {
      const { requiredSteps, reverifyMonths } = rulesOn(body.madeFormalOn).rules;
      return { type: 'MakeFormal', data: { ...body, requiredSteps, reverifyDueOn: addMonths(body.madeFormalOn, reverifyMonths) } };
    });
  }
}

@FileRoute('make-formal')
export class MakeFormalController {
  constructor(private readonly bus: CommandBus) {}

  /** 临时档案转正:makes a temporary file formal once all its papers are there. */
  @PostCommand('household:decide')
  make(@HouseholdId() householdId: string, @Body() body: MakeFormalBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new MakeFormal(householdId, body, caller));
  }
}
