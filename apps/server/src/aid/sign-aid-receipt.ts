import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { receiptProofs, type ReceiptProof } from '#domain/aid/aid.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class SignAidReceiptBody {
  @IsCalendarDate() readonly signedOn!: string;
  @IsIn(receiptProofs) readonly proof!: ReceiptProof;
}

export class SignAidReceipt extends AidWish<SignAidReceiptBody> {}

@CommandHandler(SignAidReceipt)
export class SignAidReceiptHandler implements ICommandHandler<SignAidReceipt> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: SignAidReceipt): Promise<Receipt> {
    return this.desk.act(wish, 'aid:propose', { type: 'SignAidReceipt', data: wish.body });
  }
}

@AidRoute('sign-receipt')
export class SignAidReceiptController {
  constructor(private readonly bus: CommandBus) {}

  /** 签收:the household showed that it received the aid. */
  @PostCommand('aid:propose')
  sign(@AidId() aidId: string, @Body() body: SignAidReceiptBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new SignAidReceipt(aidId, body, caller));
  }
}
