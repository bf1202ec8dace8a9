import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayNotEmpty, ArrayUnique, IsArray, IsUUID } from 'class-validator';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { WatchDesk } from './watch-desk.js';
import { WatchPeople } from './watch-people.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class AssignWatchBody {
  /** Account ids. */
  @IsArray() @ArrayNotEmpty() @ArrayMaxSize(10) @ArrayUnique() @IsUUID('all', { each: true }) readonly assignees!: string[];
  @IsCalendarDate() readonly assignedOn!: string;
}

export class AssignWatch extends WatchWish<AssignWatchBody> {}

@CommandHandler(AssignWatch)
export class AssignWatchHandler implements ICommandHandler<AssignWatch> {
  constructor(
    private readonly desk: WatchDesk,
    private readonly people: WatchPeople,
  ) {}

  execute(wish: AssignWatch): Promise<Receipt> {
    return this.desk.act(wish, 'watch:assign', ({ file }) => {
      this.people.requireAble(wish.body.assignees, file.facts.unitId);
      return { type: 'AssignWatch', data: wish.body };
    });
  }
}

@WatchRoute('assign')
export class AssignWatchController {
  constructor(private readonly bus: CommandBus) {}

  /** Names the accounts that are to look into the open case; they take the place of those named before. */
  @PostCommand('watch:assign')
  assign(@HouseholdId() householdId: string, @Body() body: AssignWatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new AssignWatch(householdId, body, caller));
  }
}
