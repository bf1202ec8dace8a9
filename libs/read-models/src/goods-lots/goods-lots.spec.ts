import type { GoodsLotEvent } from '#domain/goods-lot/goods-lot.events';
import { riceDelivered, riceProcured } from '#domain/testing/sample-goods';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { goodsLots, type GoodsLotRow, type GoodsSeen } from './goods-lots.js';

const stock = (onHand: number, reserved: number, issued: number, writtenOff: number) => ({ onHand, reserved, issued, writtenOff });
const delivered = { ...riceDelivered, meta: { by: 'keeper', at: '2022-01-12T03:00:00.000Z' } };
const reserved: GoodsLotEvent = {
  type: 'StockReserved',
  data: { aidId: 'A1', householdId: 'H1', quantity: 2, stock: stock(7, 2, 0, 0) },
};
const released: GoodsLotEvent = { type: 'StockReleased', data: { aidId: 'A1', cause: 'cancelled', quantity: 2, stock: stock(9, 0, 0, 0) } };
const issued: GoodsLotEvent = {
  type: 'GoodsIssued',
  data: { aidId: 'A1', householdId: 'H1', issuedOn: '2022-01-25', quantity: 2, stock: stock(7, 0, 2, 0) },
};
const writtenOff: GoodsLotEvent = {
  type: 'StockWrittenOff',
  data: { writeOffId: 'W1', quantity: 3, reasonKind: 'lost', writtenOffOn: '2022-02-01', document: '盘点表', stock: stock(4, 0, 2, 3) },
};
const paid = {
  type: 'SupplierPaid',
  data: { paidOn: '2022-01-20', voucher: 'V-1', amountFen: 54_000, fundId: 'F1' },
  meta: { by: 'payer' },
};
const cancelled = { type: 'ProcurementCancelled', data: { cancelledOn: '2022-01-11', document: '解除合同', fundId: 'F1' } };

const rowAfter = (...events: Parameters<typeof seenIn>[1]): GoodsLotRow | undefined =>
  foldView(goodsLots, seenIn<GoodsSeen>('goodsLot-L1', events)).get('L1');

describe('the list of goods', () => {
  it('shows an order with what it costs and who placed it', () =>
    expect(rowAfter(riceProcured)).toEqual({
      lotId: 'L1',
      unitId: 'U1',
      fundId: 'F1',
      status: 'ordered',
      category: '粮油',
      description: '大米 10 公斤装',
      supplierName: '鹰城粮油有限公司',
      creditCode: '91350100M000100Y43',
      procurementKind: 'inquiry',
      document: '询价记录 2022-01',
      nationalFilesOnly: false,
      unitPriceFen: 6_000,
      ordered: 10,
      totalFen: 60_000,
      delivered: 0,
      onHand: 0,
      reserved: 0,
      issued: 0,
      writtenOff: 0,
      stockFen: 0,
      paidFen: 0,
      voucher: null,
      procuredBy: 'caseworker-1',
      deliveredBy: null,
      paidBy: null,
      procuredOn: '2022-01-10',
      deliveredOn: null,
      paidOn: null,
      cancelledOn: null,
      lastChangedAt: '2022-03-01T02:00:00.000Z',
    }));

  it.each<[string, Parameters<typeof seenIn>[1], Partial<GoodsLotRow>]>([
    [
      'what came',
      [delivered],
      {
        status: 'delivered',
        delivered: 9,
        onHand: 9,
        stockFen: 54_000,
        deliveredBy: 'keeper',
        deliveredOn: '2022-01-12',
        lastChangedAt: '2022-01-12T03:00:00.000Z',
      },
    ],
    ['what is set aside, which is in the store still', [delivered, reserved], { onHand: 7, reserved: 2, stockFen: 54_000 }],
    ['what is at hand again', [delivered, reserved, released], { onHand: 9, reserved: 0, stockFen: 54_000 }],
    ['what was handed over', [delivered, reserved, issued], { onHand: 7, reserved: 0, issued: 2, stockFen: 42_000 }],
    ['what was lost', [delivered, reserved, issued, writtenOff], { onHand: 4, writtenOff: 3, stockFen: 24_000 }],
    [
      'what the supplier has',
      [delivered, paid],
      { status: 'paid', paidFen: 54_000, voucher: 'V-1', paidOn: '2022-01-20', paidBy: 'payer', onHand: 9 },
    ],
    ['that nothing will come', [cancelled], { status: 'cancelled', cancelledOn: '2022-01-11', stockFen: 0 }],
  ])('shows %s', (_, events, row) => expect(rowAfter(riceProcured, ...events)).toMatchObject(row));
});
