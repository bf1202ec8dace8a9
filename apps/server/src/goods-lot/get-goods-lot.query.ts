import { Get, Query as QueryOf, Res } from '@nestjs/common';
import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { fund } from '#domain/fund/fund';
import { booksOf } from '#domain/goods-lot/books';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import { Streams } from '#event-store/streams';
import { goodsLots } from '#read-models/goods-lots/goods-lots';
import { From, type Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { useForLot } from '../platform/money/purchases.js';
import { AfterQuery } from '../platform/page.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { Views } from '../platform/views.js';
import { GoodsLotAnswer } from './goods-lot.answers.js';
import { GoodsRoute, LotId } from './goods-route.js';

export class GetGoodsLot extends Query<GoodsLotAnswer> {
  constructor(
    readonly lotId: string,
    readonly after: string | undefined,
    readonly caller: Caller,
  ) {
    super();
  }
}

@QueryHandler(GetGoodsLot)
export class GetGoodsLotHandler implements IQueryHandler<GetGoodsLot> {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** The row as the list shows it; books, bank and goods from the streams themselves. */
  async execute({ lotId, after, caller }: GetGoodsLot): Promise<GoodsLotAnswer> {
    const row = (await (await this.views.of(goodsLots.collection, after)).get(lotId))?.row;
    const { state, receipt } = await this.streams.load(goodsLot, lotId);
    if (!row || state.status === 'absent' || !caller.roleIn('goods:read', row.unitId)) throw notFound();
    const use = useForLot((await this.streams.load(fund, row.fundId)).state, lotId);
    const unitName = this.directory.unit(row.unitId)?.name ?? row.unitId;
    return { ...row, unitName, books: booksOf(state, use), revision: receipt.revision };
  }
}

@GoodsRoute('')
export class GetGoodsLotController {
  constructor(private readonly bus: QueryBus) {}

  /** One lot, with its books held against the bank and the goods. The ETag is the revision to send as If-Match with the next command on it. */
  @Get()
  @Can('goods:read')
  @ApiOkResponse({
    type: GoodsLotAnswer,
    headers: { ETag: { description: 'the revision', schema: { type: 'string', example: '"7"' } } },
  })
  async get(
    @LotId() lotId: string,
    @QueryOf() { after }: AfterQuery,
    @From() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<GoodsLotAnswer> {
    const answer = await this.bus.execute(new GetGoodsLot(lotId, after, caller));
    void reply.header('etag', `"${answer.revision}"`);
    return answer;
  }
}
