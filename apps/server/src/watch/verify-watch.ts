import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsUUID } from 'class-validator';
import { hardshipCauses, type HardshipCause } from '#domain/household/household.terms';
import { severities, type Severity } from '#domain/watch/watch.terms';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { lastDayOf } from '../platform/monitoring/watch-terms.js';
import { IsText } from '../platform/text.js';
import { WatchDesk } from './watch-desk.js';
import { WatchPeople } from './watch-people.js';
import { HouseholdId, PostCommand, WatchRoute, WatchWish } from './watch-route.js';

export class VerifyWatchBody {
  @IsCalendarDate() readonly visitedOn!: string;
  /** Account ids of those who were there. */
  @IsArray() @ArrayMaxSize(10) @IsUUID('all', { each: true }) readonly visitors!: string[];
  @IsText(4000) readonly findings!: string;
  @IsIn(severities) readonly severity!: Severity;
  @IsIn(hardshipCauses) readonly cause!: HardshipCause;
  /** Whether anybody of the household can work. */
  @IsBoolean() readonly hasLabour!: boolean;
}

export class VerifyWatch extends WatchWish<VerifyWatchBody> {}

@CommandHandler(VerifyWatch)
export class VerifyWatchHandler implements ICommandHandler<VerifyWatch> {
  constructor(
    private readonly desk: WatchDesk,
    private readonly people: WatchPeople,
  ) {}

  execute(wish: VerifyWatch): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'watch:enter', ({ termsOn }) => {
      this.people.requireKnown(body.visitors);
      const { minimumVisitors, plan } = termsOn(body.visitedOn).rules;
      return { type: 'VerifyWatch', data: { ...body, minimumVisitors, planDueOn: lastDayOf(body.visitedOn, plan) } };
    });
  }
}

@WatchRoute('verify')
export class VerifyWatchController {
  constructor(private readonly bus: CommandBus) {}

  /** 入户核实:records the visit at home, by as many people as the policy asks for, with the risk as it was found. */
  @PostCommand('watch:enter')
  verify(@HouseholdId() householdId: string, @Body() body: VerifyWatchBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new VerifyWatch(householdId, body, caller));
  }
}
