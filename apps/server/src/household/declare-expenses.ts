import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { Nested } from '../platform/nested.js';
import { WindowBody, RigidCostsBody } from './fact.bodies.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

export class DeclareExpensesBody {
  @Nested(() => RigidCostsBody) readonly rigidCosts!: RigidCostsBody;
  @Nested(() => WindowBody) readonly window!: WindowBody;
}

export class DeclareExpenses extends FileCommand<DeclareExpensesBody> {}

@CommandHandler(DeclareExpenses)
export class DeclareExpensesHandler implements ICommandHandler<DeclareExpenses> {
  constructor(private readonly desk: HouseholdDesk) {}

  execute(wish: DeclareExpenses): Promise<Receipt> {
    return this.desk.act(wish, 'household:enter', () => ({ type: 'DeclareExpenses', data: wish.body }));
  }
}

@FileRoute('declare-expenses')
export class DeclareExpensesController {
  constructor(private readonly bus: CommandBus) {}

  /** Declares the household's rigid costs over a window. */
  @PostCommand('household:enter')
  declare(@HouseholdId() householdId: string, @Body() body: DeclareExpensesBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DeclareExpenses(householdId, body, caller));
  }
}
