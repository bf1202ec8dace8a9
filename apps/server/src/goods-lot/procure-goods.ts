import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { aidItems, type AidItem } from '#domain/aid/aid.terms';
import { fund } from '#domain/fund/fund';
import type { KnownFund } from '#domain/fund/fund.state';
import { itemsOf } from '#domain/fund/fund.terms';
import { normaliseCreditCode } from '#domain/goods-lot/credit-code';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { GoodsLotCommandData } from '#domain/goods-lot/goods-lot.commands';
import type { Context } from '#domain/kernel/decider';
import { require } from '#domain/kernel/refusal';
import { procurementKinds, type ProcurementKind } from '#domain/policy/aid-rules';
import type { Receipt } from '#event-store/folding';
import { eventId, uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { IsFen } from '../platform/amounts.js';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { completePurchase } from '../platform/money/purchases.js';
import { Nested } from '../platform/nested.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { recordingRefusals } from '../platform/refusals.js';
import { IsText } from '../platform/text.js';

class SupplierBody {
  @IsText(100) readonly name!: string;
  /** 统一社会信用代码:18 characters. */
  @IsText(40) readonly creditCode!: string;
}

export class ProcureGoodsBody {
  /** The fund that pays; the goods belong to its unit. */
  @IsUUID('all') readonly fundId!: string;
  /** What of the fund's purpose they are for; by itself 送温暖 where the fund is for that, else the first thing it is for. */
  @IsOptional() @IsIn(aidItems) readonly item?: AidItem;
  /** 物品类别:held against the policy's list of banned goods. */
  @IsText(50) readonly category!: string;
  @IsText(200) readonly description!: string;
  @IsInt() @Min(1) @Max(1_000_000) readonly quantity!: number;
  @IsFen() readonly unitPriceFen!: number;
  @Nested(() => SupplierBody) readonly supplier!: SupplierBody;
  @IsIn(procurementKinds) readonly procurementKind!: ProcurementKind;
  /** Contract, inquiry record or tender number. */
  @IsText(200) readonly document!: string;
  @IsCalendarDate() readonly procuredOn!: string;
  /** Whether somebody gives or pays for these goods in his commercial interest, which is refused. */
  @IsBoolean() readonly commercialSponsor!: boolean;
}

export class ProcureGoods extends Command<Receipt> {
  constructor(
    readonly body: ProcureGoodsBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

type Purchase = GoodsLotCommandData['ProcureGoods'];

/** Where the goods of a purchase are to stand in the fund's book. */
const itemFor = ({ purpose }: KnownFund, wanted: AidItem | undefined): AidItem => {
  const allowed = itemsOf(purpose);
  return wanted ?? (allowed.includes('warmth') ? 'warmth' : allowed[0]!);
};

@CommandHandler(ProcureGoods)
export class ProcureGoodsHandler implements ICommandHandler<ProcureGoods> {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
  ) {}

  async execute({ body, caller }: ProcureGoods): Promise<Receipt> {
    const { state, answered } = await this.streams.load(fund, body.fundId);
    if (state.status === 'absent') throw notFound();
    // There is nothing yet that If-Match could be about.
    const { expectedRevision: _, ...context } = caller.contextIn('goods:buy', state.unitId);
    // Ids follow from the request, so that a retry finds the lot it made.
    const lotId = uuidFrom('goodsLot', context.by, context.requestId);
    const about = { subject: 'goodsLot', subjectId: lotId, unitId: state.unitId, command: 'ProcureGoods', context } as const;
    return recordingRefusals(this.streams, { ...about, amountFen: body.quantity * body.unitPriceFen }, async () => {
      if (!answered(context)) await this.setMoneyAside(body, state, lotId, context);
      const cause = { id: eventId(`${fund.category}-${body.fundId}`, context, 0), meta: context };
      return completePurchase({ streams: this.streams, cause, now: context }, body.fundId, lotId);
    });
  }

  /** What the rules of goods refuse sets no money aside. @throws {Refusal} of the lot, then of the fund. */
  private async setMoneyAside(body: ProcureGoodsBody, from: KnownFund, lotId: string, context: Context): Promise<void> {
    const data = this.purchaseOf(body, from, lotId);
    const { state } = await this.streams.load(goodsLot, lotId);
    goodsLot.decide({ type: 'ProcureGoods', data }, state, context);
    const use = { useKind: 'goods', useId: lotId, item: itemFor(from, body.item) } as const;
    const reservation = { ...use, amountFen: data.quantity * data.unitPriceFen, reservedOn: body.procuredOn, grant: data };
    await this.streams.handle(fund, from.fundId, { type: 'ReserveAmount', data: reservation }, context);
  }

  /** @throws {Refusal} `no-policy-in-force`, `no-aid-rules` */
  private purchaseOf({ item: _, supplier, ...body }: ProcureGoodsBody, { unitId, nationalFilesOnly }: KnownFund, lotId: string): Purchase {
    const { rules, policyVersion } = this.directory.rulesFor(unitId, body.procuredOn);
    require(rules.aid !== undefined, 'no-aid-rules', { policyVersion });
    const { bannedGoods, procurement } = rules.aid;
    const { name, creditCode } = supplier;
    return {
      ...{ ...body, lotId, unitId, nationalFilesOnly, bannedGoods, procurement, policyVersion },
      supplier: { name: name.trim(), creditCode: normaliseCreditCode(creditCode) },
    };
  }
}

@ApiTags('goods-lots')
@Controller('goods-lots')
export class ProcureGoodsController {
  constructor(private readonly bus: CommandBus) {}

  /** 采购慰问品:orders goods and sets their price aside in the fund. */
  @Post()
  @Can('goods:buy')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  procure(@Body() body: ProcureGoodsBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ProcureGoods(body, caller));
  }
}
