import type { FundUseRecord } from '../fund/fund.state.js';
import { riceDelivered, riceProcured } from '../testing/sample-goods.js';
import { scenario } from '../testing/scenario.js';
import { booksOf } from './books.js';
import { goodsLot } from './goods-lot.js';
import type { GoodsLotEvent } from './goods-lot.events.js';
import type { KnownLot } from './goods-lot.state.js';

const lot = (...events: readonly GoodsLotEvent[]) => scenario(goodsLot)(riceProcured, ...events).state() as KnownLot;
const inFund = (stage: FundUseRecord['stage'], amountFen: number) => ({ stage, amountFen });

const paid: GoodsLotEvent = { type: 'SupplierPaid', data: { paidOn: '2022-01-20', voucher: 'V-1', amountFen: 54_000, fundId: 'F1' } };
const cancelled: GoodsLotEvent = { type: 'ProcurementCancelled', data: { cancelledOn: '2022-01-11', document: '解除合同', fundId: 'F1' } };

describe('books, bank and goods of a purchase', () => {
  it.each<[string, KnownLot, ReturnType<typeof inFund> | undefined, ReturnType<typeof booksOf>]>([
    ['ordered', lot(), inFund('reserved', 60_000), { booksFen: 60_000, bankFen: 0, goodsFen: 0, agree: true }],
    ['delivered', lot(riceDelivered), inFund('committed', 54_000), { booksFen: 54_000, bankFen: 0, goodsFen: 54_000, agree: true }],
    ['paid', lot(riceDelivered, paid), inFund('paid', 54_000), { booksFen: 54_000, bankFen: 54_000, goodsFen: 54_000, agree: true }],
    ['cancelled', lot(cancelled), inFund('released', 60_000), { booksFen: 0, bankFen: 0, goodsFen: 0, agree: true }],
    ['cancelled, never in the fund', lot(cancelled), undefined, { booksFen: 0, bankFen: 0, goodsFen: 0, agree: true }],
  ])('agree where it is %s', (_, state, use, books) => expect(booksOf(state, use)).toEqual(books));

  it.each<[string, KnownLot, ReturnType<typeof inFund> | undefined]>([
    ['the fund knows nothing of it', lot(), undefined],
    ['the fund keeps the price of what did not come', lot(riceDelivered), inFund('committed', 60_000)],
    ['the fund has not paid what the supplier has', lot(riceDelivered, paid), inFund('committed', 54_000)],
    ['the fund paid what the supplier does not have', lot(riceDelivered), inFund('paid', 54_000)],
    ['the fund keeps what was cancelled', lot(cancelled), inFund('reserved', 60_000)],
    ['a piece is missing', { ...lot(riceDelivered), delivered: 10 }, inFund('committed', 60_000)],
  ])('do not where %s', (_, state, use) => expect(booksOf(state, use).agree).toBe(false));
});
