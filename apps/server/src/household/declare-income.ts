import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Nested } from '../platform/nested.js';
import { WindowBody, IncomesBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class DeclareIncomeBody {
  @Nested(() => IncomesBody) readonly incomes!: IncomesBody;
  @Nested(() => WindowBody) readonly window!: WindowBody;
}

export class DeclareIncome extends FileCommand<DeclareIncomeBody> {}

@CommandHandler(DeclareIncome)
export class DeclareIncomeHandler implements ICommandHandler<DeclareIncome> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: DeclareIncome): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'DeclareIncome', data: wish.body }));
  }
}

@FileRoute('declare-income')
export class DeclareIncomeController {
  constructor(private readonly bus: CommandBus) {}

  /** Declares the household's incomes over a window. */
  @PostCommand('household:enter')
  declare(@HouseholdId() householdId: string, @Body() body: DeclareIncomeBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DeclareIncome(householdId, body, caller));
  }
}
