import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { require } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { IsText } from '../platform/text.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { inUnit } from './destinations.js';
import { FundDesk } from './fund-desk.js';
import { FundId, FundRoute, FundWish, PostCommand } from './fund-route.js';

export class AllocateBody {
  /** A unit below the fund's own. */
  @IsUnitCode() readonly toUnitId!: string;
  @IsFen() readonly amountFen!: number;
  @IsCalendarDate() readonly allocatedOn!: string;
  /** The paper that orders it. */
  @IsText(200) readonly document!: string;
}

export class Allocate extends FundWish<AllocateBody> {}

@CommandHandler(Allocate)
export class AllocateHandler implements ICommandHandler<Allocate> {
  constructor(
    private readonly desk: FundDesk,
    private readonly directory: Directory,
  ) {}

  execute(wish: Allocate): Promise<Receipt> {
    const { toUnitId, amountFen, allocatedOn, document } = wish.body;
    return this.desk.send(wish, 'fund:allocate', ({ state }) => {
      this.requireBelow(toUnitId, state.unitId);
      return { kind: 'allocation', amountFen, document, sentOn: allocatedOn, to: inUnit(state, toUnitId) };
    });
  }

  /** Money goes down the tree. @throws {Refusal} `unit-not-below`, `unit-closed` */
  private requireBelow(code: string, unitId: string): void {
    const isBelow = code !== unitId && this.directory.unitTree().isWithin(code, unitId);
    require(isBelow, 'unit-not-below', { code, unitId });
    require(this.directory.unit(code)?.status === 'open', 'unit-closed', { code });
  }
}

@FundRoute('allocate')
export class AllocateController {
  constructor(private readonly bus: CommandBus) {}

  /** 拨付:gives money to a lower unit, whose fund of the same source, purpose and year is opened where there is none. */
  @PostCommand('fund:allocate')
  allocate(@FundId() fundId: string, @Body() body: AllocateBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new Allocate(fundId, body, caller));
  }
}
