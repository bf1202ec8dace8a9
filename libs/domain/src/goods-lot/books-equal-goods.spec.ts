import fc from 'fast-check';
import { Refusal } from '../kernel/refusal.js';
import { riceProcured, ricePurchase } from '../testing/sample-goods.js';
import { scenario, testContext } from '../testing/scenario.js';
import { goodsLot, payableFen } from './goods-lot.js';
import type { GoodsLotCommand } from './goods-lot.commands.js';
import type { GoodsLotEvent } from './goods-lot.events.js';
import type { KnownLot } from './goods-lot.state.js';

const given = scenario(goodsLot, { by: 'buyer' });
const aidIds = fc.constantFrom('A1', 'A2', 'A3');
const pieces = fc.integer({ min: -1, max: 11 });

const wishes: fc.Arbitrary<GoodsLotCommand> = fc.oneof(
  pieces.map((quantity) => ({ type: 'RecordDelivery', data: { deliveredOn: '2022-01-12', quantity } }) as const),
  fc.constant({ type: 'RecordSupplierPayment', data: { paidOn: '2022-01-20', voucher: 'V-1' } } as const),
  {
    weight: 3,
    arbitrary: fc
      .tuple(aidIds, pieces)
      .map(([aidId, quantity]) => ({ type: 'ReserveStock', data: { aidId, householdId: `H-${aidId}`, quantity } }) as const),
  },
  aidIds.map((aidId) => ({ type: 'ReleaseStock', data: { aidId, cause: 'cancelled' } }) as const),
  aidIds.map((aidId) => ({ type: 'IssueGoods', data: { aidId, issuedOn: '2022-01-25', decidedBy: [] } }) as const),
  fc.tuple(fc.constantFrom('W1', 'W2'), pieces).map(
    ([writeOffId, quantity]) =>
      ({
        type: 'WriteOffStock',
        data: { writeOffId, quantity, reasonKind: 'lost', writtenOffOn: '2022-02-01', document: '盘点表' },
      }) as const,
  ),
  fc.constant({ type: 'CancelProcurement', data: { cancelledOn: '2022-01-11', document: '解除合同' } } as const),
);

const accepted = (wish: GoodsLotCommand, history: readonly GoodsLotEvent[], by: string): readonly GoodsLotEvent[] => {
  try {
    return goodsLot.decide(wish, given(...history).state(), { ...testContext, by });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

/** Pieces in events of a type, counted without the decider's own state. */
const counted = (history: readonly GoodsLotEvent[], type: GoodsLotEvent['type']): number =>
  history.reduce((sum, event) => (event.type === type && 'quantity' in event.data ? sum + event.data.quantity : sum), 0);

it('has every piece that came at hand, set aside, handed over or written off, and pays for no other, whatever is asked', () => {
  const reached = new Set<string>();
  const begun = fc.constantFrom<readonly GoodsLotCommand[]>(
    [],
    [{ type: 'RecordDelivery', data: { deliveredOn: '2022-01-12', quantity: 9 } }],
  );
  const asked = fc.array(fc.tuple(wishes, fc.constantFrom('buyer', 'keeper')), { maxLength: 25 });
  fc.assert(
    fc.property(begun, asked, (first, later) => {
      const history: GoodsLotEvent[] = [riceProcured];
      for (const [wish, by] of [...first.map((each) => [each, 'keeper'] as const), ...later]) {
        history.push(...accepted(wish, history, by));
        const state = given(...history).state() as KnownLot;
        const { stock, delivered } = state;
        expect(stock.onHand + stock.reserved + stock.issued + stock.writtenOff).toBe(delivered);
        expect(Math.min(stock.onHand, stock.reserved, stock.issued, stock.writtenOff)).toBeGreaterThanOrEqual(0);
      }
      const state = given(...history).state() as KnownLot;
      const { stock } = state;
      expect(state.delivered).toBe(counted(history, 'GoodsDelivered'));
      expect(stock.issued).toBe(counted(history, 'GoodsIssued'));
      expect(stock.writtenOff).toBe(counted(history, 'StockWrittenOff'));
      expect(stock.reserved).toBe(counted(history, 'StockReserved') - counted(history, 'StockReleased') - stock.issued);
      expect(history.filter(({ type }) => type === 'SupplierPaid').length).toBeLessThanOrEqual(1);
      if (state.status === 'paid') expect(state.paidFen).toBe(state.delivered * ricePurchase.unitPriceFen);
      expect(payableFen(state)).toBeLessThanOrEqual(state.totalFen);
      reached.add(state.status);
    }),
    { numRuns: 1000 },
  );
  expect([...reached].sort()).toEqual(['cancelled', 'delivered', 'ordered', 'paid']);
});
