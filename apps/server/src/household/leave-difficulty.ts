import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class LeaveDifficultyBody {
  @IsCalendarDate() readonly leftOn!: string;
  /** When the result was explained to the worker. */
  @IsCalendarDate() readonly explainedOn!: string;
  @IsText(4000) readonly causeRemoved!: string;
}

export class LeaveDifficulty extends FileCommand<LeaveDifficultyBody> {}

@CommandHandler(LeaveDifficulty)
export class LeaveDifficultyHandler implements ICommandHandler<LeaveDifficulty> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: LeaveDifficulty): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:decide', ({ rulesOn }) => {
      const { rules, policyVersion } = rulesOn(body.leftOn);
      const { exit, exitStableMonths } = rules;
      return { type: 'LeaveDifficulty', data: { ...body, exit, exitStableMonths, policyVersion } };
    });
  }
}

@FileRoute('leave-difficulty')
export class LeaveDifficultyController {
  constructor(private readonly bus: CommandBus) {}

  /** 脱困:closes the file of a household whose income has stayed above the line for as long as the policy asks. */
  @PostCommand('household:decide')
  leave(@HouseholdId() householdId: string, @Body() body: LeaveDifficultyBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new LeaveDifficulty(householdId, body, caller));
  }
}
