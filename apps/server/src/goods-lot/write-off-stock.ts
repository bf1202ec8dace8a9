import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsInt, Max, Min } from 'class-validator';
import { writeOffReasons, type WriteOffReason } from '#domain/goods-lot/goods-lot.events';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { GoodsDesk } from './goods-desk.js';
import { GoodsRoute, GoodsWish, LotId, PostCommand } from './goods-route.js';

export class WriteOffStockBody {
  @IsInt() @Min(1) @Max(1_000_000) readonly quantity!: number;
  @IsIn(writeOffReasons) readonly reasonKind!: WriteOffReason;
  @IsCalendarDate() readonly writtenOffOn!: string;
  /** The paper on which the loss was agreed. */
  @IsText(200) readonly document!: string;
}

export class WriteOffStock extends GoodsWish<WriteOffStockBody> {}

@CommandHandler(WriteOffStock)
export class WriteOffStockHandler implements ICommandHandler<WriteOffStock> {
  constructor(private readonly desk: GoodsDesk) {}

  execute(wish: WriteOffStock): Promise<Receipt> {
    return this.desk.act(wish, {
      permission: 'goods:keep',
      type: 'WriteOffStock',
      dataOf: ({ context: { by, requestId } }) => ({ ...wish.body, writeOffId: uuidFrom('write-off', by, requestId) }),
    });
  }
}

@GoodsRoute('write-off')
export class WriteOffStockController {
  constructor(private readonly bus: CommandBus) {}

  /** 核销:takes pieces off the stock that nobody is promised. */
  @PostCommand('goods:keep')
  writeOff(@LotId() lotId: string, @Body() body: WriteOffStockBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new WriteOffStock(lotId, body, caller));
  }
}
