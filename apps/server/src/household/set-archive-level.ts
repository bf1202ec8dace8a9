import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { archiveLevels, type ArchiveLevel } from '#domain/household/household.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class SetArchiveLevelBody {
  @IsIn(archiveLevels) readonly archiveLevel!: ArchiveLevel;
}

export class SetArchiveLevel extends FileCommand<SetArchiveLevelBody> {}

@CommandHandler(SetArchiveLevel)
export class SetArchiveLevelHandler implements ICommandHandler<SetArchiveLevel> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: SetArchiveLevel): Promise<Receipt> {
    return this.desk.act(wish, 'household:decide', () => ({ type: 'SetArchiveLevel', data: wish.body }));
  }
}

@FileRoute('set-archive-level')
export class SetArchiveLevelController {
  constructor(private readonly bus: CommandBus) {}

  /** 建档标准:sets which level the file belongs to, and with it whose money may be used. */
  @PostCommand('household:decide')
  set(@HouseholdId() householdId: string, @Body() body: SetArchiveLevelBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new SetArchiveLevel(householdId, body, caller));
  }
}
