import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Nested } from '../platform/nested.js';
import { AssetsBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class RecordAssetsBody {
  @Nested(() => AssetsBody) readonly assets!: AssetsBody;
}

export class RecordAssets extends FileCommand<RecordAssetsBody> {}

@CommandHandler(RecordAssets)
export class RecordAssetsHandler implements ICommandHandler<RecordAssets> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: RecordAssets): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'RecordAssets', data: wish.body }));
  }
}

@FileRoute('record-assets')
export class RecordAssetsController {
  constructor(private readonly bus: CommandBus) {}

  /** Records homes, vehicles, shares and schooling as they were found. */
  @PostCommand('household:enter')
  record(@HouseholdId() householdId: string, @Body() body: RecordAssetsBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new RecordAssets(householdId, body, caller));
  }
}
