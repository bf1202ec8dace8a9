import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { beganOn } from '#domain/household/household.state';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { classificationOn } from './classification.js';
import { EmptyBody } from './empty.body.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ClassifyHousehold extends FileCommand<EmptyBody> {}

@CommandHandler(ClassifyHousehold)
export class ClassifyHouseholdHandler implements ICommandHandler<ClassifyHousehold> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: ClassifyHousehold): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', (desk) => ({
      type: 'ClassifyHousehold',
      data: { classification: classificationOn(desk, beganOn(desk.file)) },
    }));
  }
}

@FileRoute('classify-household')
export class ClassifyHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** Classifies the application by the policy in force on the day it was made (after a relapse, of the relapse), from the facts of the file. */
  @PostCommand('household:decide')
  classify(@HouseholdId() householdId: string, @Body() body: EmptyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ClassifyHousehold(householdId, body, caller));
  }
}
