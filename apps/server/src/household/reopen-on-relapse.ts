import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, IsUUID } from 'class-validator';
import { household } from '#domain/household/household';
import { addDays } from '#domain/kernel/calendar';
import type { Context } from '#domain/kernel/decider';
import { require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { claimsOfAll } from '../platform/identity-claims.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk, type OnTheDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class ReopenOnRelapseBody {
  @IsCalendarDate() readonly reopenedOn!: string;
  /** What brought the household back into difficulty. */
  @IsText(4000) readonly circumstances!: string;
  /** Person ids of members who have left the household since; they may be in a file of their own by now. */
  @IsOptional() @IsArray() @ArrayMaxSize(30) @ArrayUnique() @IsUUID('all', { each: true }) readonly formerMembers?: string[];
}

export class ReopenOnRelapse extends FileCommand<ReopenOnRelapseBody> {}

@CommandHandler(ReopenOnRelapse)
export class ReopenOnRelapseHandler implements ICommandHandler<ReopenOnRelapse> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly streams: Streams,
  ) {}

  async execute(wish: ReopenOnRelapse): Promise<Receipt> {
    const { formerMembers = [], ...reopening } = wish.body;
    const { context } = await this.desk.open(wish, 'household:decide');
    const receipt = await this.desk.bringIn(wish, 'household:decide', ({ file, rulesOn }) => {
      this.requireMembers(file, formerMembers);
      const surveyDueOn = addDays(reopening.reopenedOn, rulesOn(reopening.reopenedOn).rules.surveyWithinDays);
      return {
        command: { type: 'ReopenOnRelapse', data: { ...reopening, surveyDueOn } },
        claims: claimsOfAll(file.facts, formerMembers),
      };
    });
    return this.letGo(wish, formerMembers, context, receipt);
  }

  /** Asked before anything is written; a retry finds the file open and its members gone. */
  private requireMembers({ status, facts }: OnTheDesk['file'], formerMembers: readonly string[]): void {
    const listed = facts.members.map(({ personId }) => personId);
    require(status !== 'closed' || formerMembers.every((personId) => listed.includes(personId)), 'member-unknown');
  }

  /** Takes those off the list who do not live here any more. */
  private async letGo(
    { householdId, body }: ReopenOnRelapse,
    left: readonly string[],
    context: Context,
    reopened: Receipt,
  ): Promise<Receipt> {
    const { expectedRevision: _, ...later } = context;
    let receipt = reopened;
    for (const personId of left) {
      const data = { personId, removedOn: body.reopenedOn, reasonKind: 'moved_out' } as const;
      const removing = { ...later, requestId: `${context.requestId}:left-${personId}` };
      receipt = await this.streams.handle(household, householdId, { type: 'RemoveMember', data }, removing);
    }
    return receipt;
  }
}

@FileRoute('reopen-on-relapse')
export class ReopenOnRelapseController {
  constructor(private readonly bus: CommandBus) {}

  /** 返困:opens a file again that was closed as 脱困; its steps are taken anew. */
  @PostCommand('household:decide')
  reopen(@HouseholdId() householdId: string, @Body() body: ReopenOnRelapseBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReopenOnRelapse(householdId, body, caller));
  }
}
