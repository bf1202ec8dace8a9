import { Module, type Type } from '@nestjs/common';
import type { ICommandHandler, IQueryHandler } from '@nestjs/cqrs';
import { CancelProcurementController, CancelProcurementHandler } from './cancel-procurement.js';
import { GetGoodsLotController, GetGoodsLotHandler } from './get-goods-lot.query.js';
import { GoodsDesk } from './goods-desk.js';
import { IssueGoodsController, IssueGoodsHandler } from './issue-goods.js';
import { ListGoodsLotsController, ListGoodsLotsHandler } from './list-goods-lots.query.js';
import { ProcureGoodsController, ProcureGoodsHandler } from './procure-goods.js';
import { RecordDeliveryController, RecordDeliveryHandler } from './record-delivery.js';
import { RecordSupplierPaymentController, RecordSupplierPaymentHandler } from './record-supplier-payment.js';
import { WriteOffStockController, WriteOffStockHandler } from './write-off-stock.js';

/** What people do with goods; setting pieces aside for an aid follows from its last approval. */
const useCases: readonly (readonly [Type<ICommandHandler>, Type])[] = [
  [CancelProcurementHandler, CancelProcurementController],
  [IssueGoodsHandler, IssueGoodsController],
  [ProcureGoodsHandler, ProcureGoodsController],
  [RecordDeliveryHandler, RecordDeliveryController],
  [RecordSupplierPaymentHandler, RecordSupplierPaymentController],
  [WriteOffStockHandler, WriteOffStockController],
];

const queries: readonly (readonly [Type<IQueryHandler>, Type])[] = [
  [ListGoodsLotsHandler, ListGoodsLotsController],
  [GetGoodsLotHandler, GetGoodsLotController],
];

@Module({
  controllers: [...useCases, ...queries].map(([, controller]) => controller),
  providers: [...[...useCases, ...queries].map(([handler]) => handler), GoodsDesk],
})
export class GoodsLotModule {}
