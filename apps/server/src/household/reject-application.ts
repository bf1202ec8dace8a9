import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { rejectionReasons, type RejectionReason } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RejectApplicationBody {
  @IsCalendarDate() readonly rejectedOn!: string;
  @IsIn(rejectionReasons) readonly reasonKind!: RejectionReason;
  /** Needed for the reason `other`. */
  @IsOptional() @IsText(4000) readonly explanation?: string;
}

export class RejectApplication extends FileCommand<RejectApplicationBody> {}

@CommandHandler(RejectApplication)
export class RejectApplicationHandler implements ICommandHandler<RejectApplication> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RejectApplication): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', () => ({ type: 'RejectApplication', data: wish.body }));
  }
}

@FileRoute('reject-application')
export class RejectApplicationController {
  constructor(private readonly bus: CommandBus) {}

  /** Rejects the application; the file is closed. */
  @PostCommand('household:decide')
  reject(@HouseholdId() householdId: string, @Body() body: RejectApplicationBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RejectApplication(householdId, body, caller));
  }
}
