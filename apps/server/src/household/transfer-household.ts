import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { transferReasons, type TransferReason } from '#domain/household/household.terms';
import { Refusal } from '#domain/kernel/refusal';
import { unit } from '#domain/unit/unit';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsUnitCode } from '../platform/unit-code.js';
import { HouseholdDesk } from './household-desk.js';
import { FileCommand, FileRoute, HouseholdId, PostCommand } from './household-route.js';

/** Imports have a reason of their own. */
const byHand = transferReasons.filter((reason) => reason !== 'imported');

export class TransferHouseholdBody {
  /** The union that keeps the file from now on. */
  @IsUnitCode() readonly toUnitId!: string;
  @IsCalendarDate() readonly transferredOn!: string;
  @IsIn(byHand) readonly reasonKind!: TransferReason;
}

export class TransferHousehold extends FileCommand<TransferHouseholdBody> {}

@CommandHandler(TransferHousehold)
export class TransferHouseholdHandler implements ICommandHandler<TransferHousehold> {
  constructor(
    private readonly desk: HouseholdDesk,
    private readonly streams: Streams,
  ) {}

  execute(wish: TransferHousehold): Promise<Receipt> {
    const { body } = wish;
    return this.desk.act(wish, 'household:decide', async () => {
      const toUnitOpen = await this.isOpen(body.toUnitId);
      return { type: 'TransferHousehold', data: { ...body, toUnitOpen } };
    });
  }

  /** From the unit's own stream, so that one closed a moment ago is not given a file. */
  private async isOpen(code: string): Promise<boolean> {
    const { state } = await this.streams.load(unit, code);
    if (state.status === 'absent') throw new Refusal('unit-unknown', { unitId: code });
    return state.status === 'open';
  }
}

@FileRoute('transfer-household')
export class TransferHouseholdController {
  constructor(private readonly bus: CommandBus) {}

  /** 转出:moves the whole file to another union, by who decides in the union that gives it. */
  @PostCommand('household:decide')
  transfer(@HouseholdId() householdId: string, @Body() body: TransferHouseholdBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new TransferHousehold(householdId, body, caller));
  }
}
