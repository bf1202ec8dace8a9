import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { watchRejectionReasons, type WatchRejectionReason } from '#domain/watch/watch.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class RejectWatchBody {
  @IsCalendarDate() readonly rejectedOn!: string;
  @IsIn(watchRejectionReasons) readonly reasonKind!: WatchRejectionReason;
  @IsText(4000) readonly explanation!: string;
}

export class RejectWatch extends WatchWish<RejectWatchBody> {}

@CommandHandler(RejectWatch)
export class RejectWatchHandler implements ICommandHandler<RejectWatch> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: RejectWatch): Promise<Receipt> {
    return this.desk.act(wish, 'watch:decide', () => ({ type: 'RejectWatch', data: wish.body }));
  }
}

@WatchRoute('reject')
export class RejectWatchController {
  constructor(private readonly bus: CommandBus) {}

  /** 不予监测:ends the open case with a reason, by somebody who entered nothing of it. */
  @PostCommand('watch:decide')
  reject(@HouseholdId() householdId: string, @Body() body: RejectWatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RejectWatch(householdId, body, caller));
  }
}
