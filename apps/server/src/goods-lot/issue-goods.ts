import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsUUID } from 'class-validator';
import { aid } from '#domain/aid/aid';
import type { GoodsLotCommandData } from '#domain/goods-lot/goods-lot.commands';
import type { Context } from '#domain/kernel/decider';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { completeHandOver } from '../platform/money/purchases.js';
import { GoodsDesk } from './goods-desk.js';
import { GoodsRoute, GoodsWish, LotId, PostCommand } from './goods-route.js';

export class IssueGoodsBody {
  /** The granted aid whose pieces are set aside. */
  @IsUUID('all') readonly aidId!: string;
  @IsCalendarDate() readonly issuedOn!: string;
}

export class IssueGoods extends GoodsWish<IssueGoodsBody> {}

@CommandHandler(IssueGoods)
export class IssueGoodsHandler implements ICommandHandler<IssueGoods> {
  constructor(
    private readonly desk: GoodsDesk,
    private readonly streams: Streams,
  ) {}

  execute(wish: IssueGoods): Promise<Receipt> {
    const { lotId, body } = wish;
    return this.desk.act(wish, {
      permission: 'goods:keep',
      type: 'IssueGoods',
      dataOf: ({ context }) => this.dataOf(wish, context),
      settle: (following) => completeHandOver(following, lotId, body.aidId),
    });
  }

  /** What the aid would not take is not handed over. @throws {Refusal} of the aid. */
  private async dataOf({ lotId, body: { aidId, issuedOn } }: IssueGoods, context: Context): Promise<GoodsLotCommandData['IssueGoods']> {
    const { state } = await this.streams.load(aid, aidId);
    aid.decide({ type: 'RecordHandOver', data: { lotId, handedOverOn: issuedOn } }, state, context);
    if (state.status === 'absent') return { aidId, issuedOn, decidedBy: [] };
    return { aidId, issuedOn, decidedBy: [...state.proposedBy, ...state.reviewedBy, ...state.approvedBy] };
  }
}

@GoodsRoute('issue')
export class IssueGoodsController {
  constructor(private readonly bus: CommandBus) {}

  /** 发放:hands an aid's pieces to the household. Nobody does who had a part in deciding the aid. */
  @PostCommand('goods:keep')
  issue(@LotId() lotId: string, @Body() body: IssueGoodsBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new IssueGoods(lotId, body, caller));
  }
}
