import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class RecordClawBackBody {
  /** Chosen by the client: the same recovery is booked once. */
  @IsUUID('all') readonly recoveryId!: string;
  @IsCalendarDate() readonly receivedOn!: string;
  @IsFen() readonly amountFen!: number;
  @IsText(100) readonly voucher!: string;
}

export class RecordClawBack extends AidWish<RecordClawBackBody> {}

@CommandHandler(RecordClawBack)
export class RecordClawBackHandler implements ICommandHandler<RecordClawBack> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: RecordClawBack): Promise<Receipt> {
    return this.desk.act(wish, 'fund:keep', { type: 'RecordClawBack', data: wish.body });
  }
}

@AidRoute('record-claw-back')
export class RecordClawBackController {
  constructor(private readonly bus: CommandBus) {}

  /** Books money that came back: into the fund it was paid from, and off what counts against the caps. */
  @PostCommand('fund:keep')
  record(@AidId() aidId: string, @Body() body: RecordClawBackBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordClawBack(aidId, body, caller));
  }
}
