import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import { cancellationReasons, type CancellationReason } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class CancelHouseholdBody {
  @IsCalendarDate() readonly cancelledOn!: string;
  @IsIn(cancellationReasons) readonly reasonKind!: CancellationReason;
  /** The file that stays; needed for a duplicate. */
  @IsOptional() @IsUUID('all') readonly otherHouseholdId?: string;
  /** Needed for the reason `other`. */
  @IsOptional() @IsText(4000) readonly explanation?: string;
}

export class CancelHousehold extends FileCommand<CancelHouseholdBody> {}

@CommandHandler(CancelHousehold)
export class CancelHouseholdHandler implements ICommandHandler<CancelHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: CancelHousehold): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', () => ({ type: 'CancelHousehold', data: wish.body }));
  }
}

@FileRoute('cancel-household')
export class CancelHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 注销:closes the file for a reason other than its difficulty being over. */
  @PostCommand('household:decide')
  cancel(@HouseholdId() householdId: string, @Body() body: CancelHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CancelHousehold(householdId, body, caller));
  }
}
