import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsString, Matches } from 'class-validator';
import { addMonths } from '#domain/kernel/calendar';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { FILE_NUMBER } from './file-number.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';
import { stepsToApprove } from './required-steps.js';

export class ApproveHouseholdBody {
  @IsCalendarDate() readonly approvedOn!: string;
  /** Needed where the application came without one. */
  @IsOptional() @IsString() @Matches(FILE_NUMBER) readonly fileNumber?: string;
  /** The meeting that decided. */
  @IsOptional() @IsText(100) readonly meeting?: string;
}

export class ApproveHousehold extends FileCommand<ApproveHouseholdBody> {}

@CommandHandler(ApproveHousehold)
export class ApproveHouseholdHandler implements ICommandHandler<ApproveHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ApproveHousehold): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:decide', ({ file, rulesOn }) => {
      const { rules } = rulesOn(body.approvedOn);
      const reverifyDueOn = addMonths(body.approvedOn, rules.reverifyMonths);
      return { type: 'ApproveHousehold', data: { ...body, requiredSteps: stepsToApprove(file, rules), reverifyDueOn } };
    });
  }
}

@FileRoute('approve-household')
export class ApproveHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 审批:approves the application; the file is registered with it. */
  @PostCommand('household:decide')
  approve(@HouseholdId() householdId: string, @Body() body: ApproveHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ApproveHousehold(householdId, body, caller));
  }
}
