import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { aidRejectionReasons, type AidRejectionReason } from '#domain/aid/aid.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class RejectAidBody {
  @IsCalendarDate() readonly rejectedOn!: string;
  @IsIn(aidRejectionReasons) readonly reasonKind!: AidRejectionReason;
  /** Needed for `other`. */
  @IsOptional() @IsText(500) readonly explanation?: string;
}

export class RejectAid extends AidWish<RejectAidBody> {}

@CommandHandler(RejectAid)
export class RejectAidHandler implements ICommandHandler<RejectAid> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: RejectAid): Promise<Receipt> {
    return this.desk.act(wish, 'aid:approve', { type: 'RejectAid', data: wish.body });
  }
}

@AidRoute('reject')
export class RejectAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 不予帮扶:the aid ends here, and what it counted against the caps is free again. */
  @PostCommand('aid:approve')
  reject(@AidId() aidId: string, @Body() body: RejectAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RejectAid(aidId, body, caller));
  }
}
