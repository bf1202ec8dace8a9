import type { GoodsLotEvent, Stock } from '#domain/goods-lot/goods-lot.events';
import type { LotStatus } from '#domain/goods-lot/goods-lot.state';
import type { ProcurementKind } from '#domain/policy/aid-rules';
import type { Seen, View } from '../view.js';

/** A lot of goods as it stands: pieces, and what they cost. */
export type GoodsLotRow = Readonly<{
  lotId: string;
  unitId: string;
  fundId: string;
  status: LotStatus;
  category: string;
  description: string;
  supplierName: string;
  creditCode: string;
  procurementKind: ProcurementKind;
  document: string;
  nationalFilesOnly: boolean;
  unitPriceFen: number;
  /** Pieces ordered, and their price. */
  ordered: number;
  totalFen: number;
  delivered: number;
  /** Not promised to anybody. */
  onHand: number;
  /** Set aside for aids that are granted, or being granted. */
  reserved: number;
  issued: number;
  writtenOff: number;
  /** What the pieces in the store cost: at hand and set aside. */
  stockFen: number;
  paidFen: number;
  voucher: string | null;
  /** Accounts that bought, counted in and paid. */
  procuredBy: string;
  deliveredBy: string | null;
  paidBy: string | null;
  procuredOn: string;
  deliveredOn: string | null;
  paidOn: string | null;
  cancelledOn: string | null;
  lastChangedAt: string;
}>;

export type GoodsSeen = Seen<GoodsLotEvent>;

/** What goods lots may be sorted by. */
export const goodsSorts = [
  'lastChangedAt',
  'procuredOn',
  'onHand',
  'stockFen',
  'totalFen',
] as const satisfies readonly (keyof GoodsLotRow)[];

const lotIdOf = (stream: string): string => stream.slice('goodsLot-'.length);

const bought = ({ data, meta }: Extract<GoodsSeen, { type: 'GoodsProcured' }>): GoodsLotRow => ({
  lotId: data.lotId,
  unitId: data.unitId,
  fundId: data.fundId,
  status: 'ordered',
  category: data.category,
  description: data.description,
  supplierName: data.supplier.name,
  creditCode: data.supplier.creditCode,
  procurementKind: data.procurementKind,
  document: data.document,
  nationalFilesOnly: data.nationalFilesOnly,
  unitPriceFen: data.unitPriceFen,
  ordered: data.quantity,
  totalFen: data.totalFen,
  delivered: 0,
  onHand: 0,
  reserved: 0,
  issued: 0,
  writtenOff: 0,
  stockFen: 0,
  paidFen: 0,
  voucher: null,
  procuredBy: meta.by,
  deliveredBy: null,
  paidBy: null,
  procuredOn: data.procuredOn,
  deliveredOn: null,
  paidOn: null,
  cancelledOn: null,
  lastChangedAt: meta.at,
});

const stocked = (row: GoodsLotRow, stock: Stock): GoodsLotRow => ({
  ...row,
  ...stock,
  stockFen: (stock.onHand + stock.reserved) * row.unitPriceFen,
});

const changed = (row: GoodsLotRow, { type, data, meta }: Exclude<GoodsSeen, { type: 'GoodsProcured' }>): GoodsLotRow => {
  switch (type) {
    case 'GoodsDelivered': {
      const { quantity: delivered, deliveredOn, stock } = data;
      return { ...stocked(row, stock), status: 'delivered', delivered, deliveredOn, deliveredBy: meta.by };
    }
    case 'SupplierPaid':
      return { ...row, status: 'paid', paidFen: data.amountFen, paidOn: data.paidOn, voucher: data.voucher, paidBy: meta.by };
    case 'StockReserved':
    case 'StockReleased':
    case 'GoodsIssued':
    case 'StockWrittenOff':
      return stocked(row, data.stock);
    case 'ProcurementCancelled':
      return { ...row, status: 'cancelled', cancelledOn: data.cancelledOn };
  }
};

const fold = (row: GoodsLotRow | null, event: GoodsSeen): GoodsLotRow | null => {
  if (event.type === 'GoodsProcured') return bought(event);
  return row && { ...changed(row, event), lastChangedAt: event.meta.at };
};

/** 慰问品台账: a row for each lot of goods, with what came, what is left, and what was paid. */
export const goodsLots: View<GoodsLotRow, GoodsSeen> = {
  collection: {
    name: 'goods-lots',
    key: ({ lotId }) => lotId,
    fields: {
      lotId: 'string',
      unitId: 'string',
      fundId: 'string',
      status: 'string',
      category: 'string',
      onHand: 'number',
      stockFen: 'number',
      totalFen: 'number',
      procuredOn: 'string',
      lastChangedAt: 'string',
    },
    indexes: [
      ['lastChangedAt'],
      ['procuredOn'],
      ['onHand'],
      ['stockFen'],
      ['totalFen'],
      ['unitId', 'lastChangedAt'],
      ['unitId', 'status', 'lastChangedAt'],
      ['status', 'lastChangedAt'],
      ['fundId', 'lastChangedAt'],
    ],
  },
  version: 1,
  categories: ['goodsLot'],
  keysOf: ({ stream }) => [lotIdOf(stream)],
  fold,
};
