import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class DropMeasureBody {
  @IsUUID('all') readonly measureId!: string;
  @IsCalendarDate() readonly droppedOn!: string;
  @IsText(4000) readonly explanation!: string;
}

export class DropMeasure extends WatchWish<DropMeasureBody> {}

@CommandHandler(DropMeasure)
export class DropMeasureHandler implements ICommandHandler<DropMeasure> {
  constructor(private readonly desk: WatchDesk) {}

  execute(wish: DropMeasure): Promise<Receipt> {
    return this.desk.act(wish, 'watch:enter', () => ({ type: 'DropMeasure', data: wish.body }));
  }
}

@WatchRoute('drop-measure')
export class DropMeasureController {
  constructor(private readonly bus: CommandBus) {}

  /** 取消措施:a measure that was planned is given up for a reason; it is due no more. */
  @PostCommand('watch:enter')
  drop(@HouseholdId() householdId: string, @Body() body: DropMeasureBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DropMeasure(householdId, body, caller));
  }
}
