import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { aidCancellationReasons, type AidCancellationReason } from '#domain/aid/aid.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class CancelAidBody {
  @IsCalendarDate() readonly cancelledOn!: string;
  @IsIn(aidCancellationReasons) readonly reasonKind!: AidCancellationReason;
  /** Needed for `other`. */
  @IsOptional() @IsText(500) readonly explanation?: string;
}

export class CancelAid extends AidWish<CancelAidBody> {}

@CommandHandler(CancelAid)
export class CancelAidHandler implements ICommandHandler<CancelAid> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: CancelAid): Promise<Receipt> {
    return this.desk.act(wish, 'aid:propose', { type: 'CancelAid', data: wish.body });
  }
}

@AidRoute('cancel')
export class CancelAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 撤销:takes the aid back before money or goods are on their way. */
  @PostCommand('aid:propose')
  cancel(@AidId() aidId: string, @Body() body: CancelAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new CancelAid(aidId, body, caller));
  }
}
