import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { LinkedAids } from './linked-aids.js';
import { WatchDesk } from './watch-desk.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class DeliverMeasureBody {
  @IsUUID('all') readonly measureId!: string;
  @IsCalendarDate() readonly deliveredOn!: string;
  /** The aid it came to be, of this very household. */
  @IsOptional() @IsUUID('all') readonly aidId?: string;
  /** What came of it. */
  @IsOptional() @IsText(1000) readonly outcome?: string;
}

export class DeliverMeasure extends WatchWish<DeliverMeasureBody> {}

@CommandHandler(DeliverMeasure)
export class DeliverMeasureHandler implements ICommandHandler<DeliverMeasure> {
  constructor(
    private readonly desk: WatchDesk,
    private readonly aids: LinkedAids,
  ) {}

  execute(wish: DeliverMeasure): Promise<Receipt> {
    const { householdId, body } = wish;
    return this.desk.act(wish, 'watch:enter', async () => {
      if (body.aidId !== undefined) await this.aids.requireOf(householdId, body.aidId);
      return { type: 'DeliverMeasure', data: body };
    });
  }
}

@WatchRoute('deliver-measure')
export class DeliverMeasureController {
  constructor(private readonly bus: CommandBus) {}

  /** 落实措施:records that a planned measure was done. One that is an aid is delivered by its payment as well. */
  @PostCommand('watch:enter')
  deliver(@HouseholdId() householdId: string, @Body() body: DeliverMeasureBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DeliverMeasure(householdId, body, caller));
  }
}
