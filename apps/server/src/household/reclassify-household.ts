import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { requireDayOfFile } from '#domain/household/guards';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { classificationOn } from './classification.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ReclassifyHouseholdBody {
  /** The day whose policy and line count. */
  @IsCalendarDate() readonly onDate!: string;
}

export class ReclassifyHousehold extends FileCommand<ReclassifyHouseholdBody> {}

@CommandHandler(ReclassifyHousehold)
export class ReclassifyHouseholdHandler implements ICommandHandler<ReclassifyHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ReclassifyHousehold): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:decide', (desk) => {
      requireDayOfFile(body.onDate, desk.file, desk.context);
      return { type: 'ReclassifyHousehold', data: { classification: classificationOn(desk, body.onDate) } };
    });
  }
}

@FileRoute('reclassify-household')
export class ReclassifyHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** Classifies a registered file anew by the policy and the line of a day. */
  @PostCommand('household:decide')
  reclassify(@HouseholdId() householdId: string, @Body() body: ReclassifyHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReclassifyHousehold(householdId, body, caller));
  }
}
