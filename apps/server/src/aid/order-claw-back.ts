import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { clawBackReasons, type ClawBackReason } from '#domain/aid/aid.terms';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class OrderClawBackBody {
  @IsCalendarDate() readonly orderedOn!: string;
  @IsFen() readonly amountFen!: number;
  @IsIn(clawBackReasons) readonly reasonKind!: ClawBackReason;
  /** Needed for `other`. */
  @IsOptional() @IsText(500) readonly explanation?: string;
}

export class OrderClawBack extends AidWish<OrderClawBackBody> {}

@CommandHandler(OrderClawBack)
export class OrderClawBackHandler implements ICommandHandler<OrderClawBack> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: OrderClawBack): Promise<Receipt> {
    return this.desk.act(wish, 'aid:approve', { type: 'OrderClawBack', data: wish.body });
  }
}

@AidRoute('order-claw-back')
export class OrderClawBackController {
  constructor(private readonly bus: CommandBus) {}

  /** 追回:orders that aid, or a part of it, is paid back. */
  @PostCommand('aid:approve')
  order(@AidId() aidId: string, @Body() body: OrderClawBackBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new OrderClawBack(aidId, body, caller));
  }
}
