import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { verificationOutcomes, type VerificationOutcome } from '#domain/household/household.terms';
import { addMonths } from '#domain/kernel/calendar';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ReVerifyBody {
  @IsCalendarDate() readonly verifiedOn!: string;
  @IsIn(verificationOutcomes) readonly outcome!: VerificationOutcome;
  @IsOptional() @IsText(4000) readonly findings?: string;
}

export class ReVerify extends FileCommand<ReVerifyBody> {}

@CommandHandler(ReVerify)
export class ReVerifyHandler implements ICommandHandler<ReVerify> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ReVerify): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:enter', ({ rulesOn }) => {
      const { reverifyMonths } = rulesOn(body.verifiedOn).rules;
      return { type: 'ReVerify', data: { ...body, nextDueOn: addMonths(body.verifiedOn, reverifyMonths) } };
    });
  }
}

@FileRoute('re-verify')
export class ReVerifyController {
  constructor(private readonly bus: CommandBus) {}

  /** 年度复核:records the yearly check and when the next one is due. */
  @PostCommand('household:enter')
  verify(@HouseholdId() householdId: string, @Body() body: ReVerifyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReVerify(householdId, body, caller));
  }
}
