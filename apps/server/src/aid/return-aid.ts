import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { AidDesk } from './aid-desk.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class ReturnAidBody {
  @IsCalendarDate() readonly returnedOn!: string;
  /** What has to be changed. */
  @IsText(500) readonly explanation!: string;
}

export class ReturnAid extends AidWish<ReturnAidBody> {}

@CommandHandler(ReturnAid)
export class ReturnAidHandler implements ICommandHandler<ReturnAid> {
  constructor(private readonly desk: AidDesk) {}

  execute(wish: ReturnAid): Promise<Receipt> {
    return this.desk.act(wish, 'aid:review', { type: 'ReturnAid', data: wish.body });
  }
}

@AidRoute('return')
export class ReturnAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 退回:sends a proposal back to be changed; what it counted against the caps stays. */
  @PostCommand('aid:review')
  giveBack(@AidId() aidId: string, @Body() body: ReturnAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReturnAid(aidId, body, caller));
  }
}
