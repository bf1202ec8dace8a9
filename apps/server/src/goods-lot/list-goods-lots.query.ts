import { Controller, Get, Query as QueryOf } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { IsOptional, IsUUID } from 'class-validator';
import { lotStatuses } from '#domain/goods-lot/goods-lot.state';
import { goodsLots, goodsSorts } from '#read-models/goods-lots/goods-lots';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { PageQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { Flag, OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';
import { unitsReached } from '../platform/reach.js';
import { Views } from '../platform/views.js';
import { GoodsLotPageAnswer } from './goods-lot.answers.js';

export class GoodsLotsQuery extends PageQuery {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(lotStatuses) readonly status?: readonly string[];
  @IsOptional() @IsUUID('all') readonly fundId?: string;
  /** Something is left that nobody is promised. */
  @Flag() readonly onHand?: boolean;
  @OneOf(goodsSorts) readonly sort: (typeof goodsSorts)[number] = 'lastChangedAt';
  @OneOf(['asc', 'desc']) readonly order: 'asc' | 'desc' = 'desc';
}

export class ListGoodsLots extends Query<GoodsLotPageAnswer> {
  constructor(
    readonly query: GoodsLotsQuery,
    readonly caller: Caller,
  ) {
    super();
  }
}

const conditions = ({ status, fundId, onHand }: GoodsLotsQuery, units: readonly string[] | undefined) => ({
  ...(units && { unitId: { in: units } }),
  ...(status && { status: { in: status } }),
  ...(fundId !== undefined && { fundId: { eq: fundId } }),
  ...(onHand !== undefined && { onHand: onHand ? { gte: 1 } : { eq: 0 } }),
});

@QueryHandler(ListGoodsLots)
export class ListGoodsLotsHandler implements IQueryHandler<ListGoodsLots> {
  constructor(
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  async execute({ query, caller }: ListGoodsLots): Promise<GoodsLotPageAnswer> {
    const units = unitsReached(this.directory, { caller, permission: 'goods:read', unit: query.unit });
    const lots = await this.views.of(goodsLots.collection, query.after);
    const { sort: field, order: direction, limit } = query;
    const page = await lots.find({ where: conditions(query, units), sort: { field, direction }, limit, ...query.cursorPart() });
    return { ...page, rows: page.rows.map((row) => ({ ...row, unitName: this.directory.unit(row.unitId)?.name ?? row.unitId })) };
  }
}

@ApiTags('goods-lots')
@Controller('goods-lots')
export class ListGoodsLotsController {
  constructor(private readonly bus: QueryBus) {}

  /** 慰问品台账: the goods within the caller's reach: filtered, sorted, a page at a time. */
  @Get()
  @Can('goods:read')
  @ApiOkResponse({ type: GoodsLotPageAnswer })
  list(@QueryOf() query: GoodsLotsQuery, @From() caller: Caller): Promise<GoodsLotPageAnswer> {
    return this.bus.execute(new ListGoodsLots(query, caller));
  }
}
