import { keepsTheLaws } from '../testing/laws.js';
import { riceDelivered as delivered, riceProcured as procured, ricePurchase } from '../testing/sample-goods.js';
import { scenario } from '../testing/scenario.js';
import { goodsLot, payableFen } from './goods-lot.js';
import type { GoodsLotCommand, GoodsLotCommandData } from './goods-lot.commands.js';
import { goodsLotPersonal, type GoodsLotEvent, type Stock } from './goods-lot.events.js';
import type { KnownLot } from './goods-lot.state.js';

type Data = GoodsLotCommandData;

const given = scenario(goodsLot, { by: 'buyer' });
const keeper = { by: 'keeper' };

const command = <Name extends keyof Data>(type: Name, data: Data[Name]) => ({ type, data }) as Readonly<{ type: Name; data: Data[Name] }>;
const procure = (change: Partial<Data['ProcureGoods']> = {}) => command('ProcureGoods', { ...ricePurchase, ...change });
const deliver = (quantity = 9, deliveredOn = '2022-01-12') => command('RecordDelivery', { deliveredOn, quantity });
const pay = (change: Partial<Data['RecordSupplierPayment']> = {}) =>
  command('RecordSupplierPayment', { paidOn: '2022-01-20', voucher: 'V-1', ...change });
const reserve = (change: Partial<Data['ReserveStock']> = {}) =>
  command('ReserveStock', { aidId: 'A1', householdId: 'H1', quantity: 2, ...change });
const release = command('ReleaseStock', { aidId: 'A1', cause: 'cancelled' });
const issue = (issuedOn = '2022-01-25') => command('IssueGoods', { aidId: 'A1', issuedOn, decidedBy: ['proposer', 'approver'] });
const writeOff = (change: Partial<Data['WriteOffStock']> = {}) =>
  command('WriteOffStock', {
    ...{ writeOffId: 'W1', quantity: 3, reasonKind: 'damaged', writtenOffOn: '2022-02-01', document: '报损单 1' },
    ...change,
  });
const cancel = command('CancelProcurement', { cancelledOn: '2022-01-11', document: '解除合同 1' });

const stock = (change: Partial<Stock>): Stock => ({ onHand: 9, reserved: 0, issued: 0, writtenOff: 0, ...change });
const paid: GoodsLotEvent = {
  type: 'SupplierPaid',
  data: { paidOn: '2022-01-20', voucher: 'V-1', amountFen: 54_000, fundId: 'F1' },
  effectiveOn: '2022-01-20',
};
const reserved: GoodsLotEvent = {
  type: 'StockReserved',
  data: { aidId: 'A1', householdId: 'H1', quantity: 2, stock: stock({ onHand: 7, reserved: 2 }) },
};
const released: GoodsLotEvent = { type: 'StockReleased', data: { aidId: 'A1', cause: 'cancelled', quantity: 2, stock: stock({}) } };
const issued: GoodsLotEvent = {
  type: 'GoodsIssued',
  data: { aidId: 'A1', householdId: 'H1', issuedOn: '2022-01-25', quantity: 2, stock: stock({ onHand: 7, issued: 2 }) },
  effectiveOn: '2022-01-25',
};
const cancelled: GoodsLotEvent = { type: 'ProcurementCancelled', data: { ...cancel.data, fundId: 'F1' }, effectiveOn: '2022-01-11' };

keepsTheLaws(goodsLot, goodsLotPersonal, {
  ProcureGoods: { after: [], command: procure() },
  RecordDelivery: { after: [procured], command: deliver(), context: keeper },
  RecordSupplierPayment: { after: [procured, delivered], command: pay(), context: keeper },
  ReserveStock: { after: [procured, delivered], command: reserve() },
  ReleaseStock: { after: [procured, delivered, reserved], command: release },
  IssueGoods: { after: [procured, delivered, reserved], command: issue() },
  WriteOffStock: { after: [procured, delivered], command: writeOff(), context: keeper },
  CancelProcurement: { after: [procured], command: cancel },
});

describe('buying goods', () => {
  it('costs pieces times price', () => given().when(procure()).then(procured));
  it('is no news the second time, but another purchase under its id is refused', () => {
    given(procured).when(procure()).then();
    given(procured)
      .when(procure({ quantity: 9 }))
      .thenRefused('lot-exists', { status: 'ordered' });
  });

  it.each<[string, Partial<Data['ProcureGoods']>, Record<string, unknown>]>([
    ['invalid-date', { procuredOn: '2022-01-32' }, {}],
    ['date-in-future', { procuredOn: '2022-03-02' }, { today: '2022-03-01' }],
    ['invalid-quantity', { quantity: 0 }, { quantity: 0 }],
    ['invalid-quantity', { quantity: 1.5 }, { quantity: 1.5 }],
    ['invalid-amount', { unitPriceFen: 0 }, { fields: ['unitPriceFen'] }],
    ['total-too-large', { quantity: 2, unitPriceFen: Number.MAX_SAFE_INTEGER }, { quantity: 2 }],
    ['explanation-missing', { category: ' ' }, { field: 'category' }],
    ['explanation-missing', { description: '' }, { field: 'description' }],
    ['explanation-missing', { document: '' }, { field: 'document' }],
    ['explanation-missing', { supplier: { name: '', creditCode: '91350100M000100Y43' } }, { field: 'supplier.name' }],
    ['commercial-sponsor', { commercialSponsor: true, category: '烟' }, {}],
    [
      'banned-goods',
      { category: ' 烟 ', procurementKind: 'direct_purchase' },
      { category: '烟', procuredOn: '2022-01-10', source: 'test' },
    ],
    [
      'procurement-kind-not-allowed',
      { procurementKind: 'direct_purchase', supplier: { name: '某公司', creditCode: 'x' } },
      { procurementKind: 'direct_purchase', totalFen: 60_000, allowed: ['inquiry', 'open_tender'] },
    ],
    ['procurement-kind-not-allowed', { procurementKind: 'framework_agreement' }, { allowed: ['inquiry', 'open_tender'] }],
    ['invalid-credit-code', { supplier: { name: '某公司', creditCode: '91350100M000100Y44' } }, {}],
  ])('is refused: %s', (code, change, details) => given().when(procure(change)).thenRefused(code, details));

  it.each([
    ['2020-12-31', true],
    ['2021-01-01', false],
    ['2022-06-30', false],
    ['2022-07-01', true],
  ])('of goods that are banned for a while is judged by the day: %s', (procuredOn, allowed) => {
    const trying = given().when(procure({ category: '烟', procuredOn }), { today: '2022-12-31' });
    if (allowed) expect(trying.events()).toHaveLength(1);
    else trying.thenRefused('banned-goods');
  });

  it('of goods that are banned for good is refused on any later day', () =>
    given()
      .when(procure({ category: '酒', bannedGoods: [{ category: '酒', from: '2012-12-04', source: 'test' }] }))
      .thenRefused('banned-goods'));

  it.each([
    [60_000, true],
    [60_001, false],
  ])('on inquiry ends at its sum: %d fen', (unitPriceFen, allowed) => {
    const trying = given().when(procure({ quantity: 1, unitPriceFen }));
    if (allowed) expect(trying.events()).toHaveLength(1);
    else trying.thenRefused('procurement-kind-not-allowed', { totalFen: 60_001, allowed: ['open_tender'] });
  });

  it('by open tender ends at no sum', () =>
    expect(
      given()
        .when(procure({ unitPriceFen: 9_000_000_000, procurementKind: 'open_tender' }))
        .events(),
    ).toHaveLength(1));
});

describe('a delivery', () => {
  it('is counted in by somebody who did not buy', () => {
    given(procured).when(deliver(), keeper).then(delivered);
    given(procured).when(deliver()).thenRefused('four-eyes');
  });
  it('may be all that was ordered, not one more', () => {
    expect(given(procured).when(deliver(10), keeper).events()).toHaveLength(1);
    given(procured).when(deliver(11), keeper).thenRefused('delivered-exceeds-ordered', { quantity: 11, ordered: 10 });
  });
  it.each<[string, GoodsLotCommand]>([
    ['invalid-quantity', deliver(0)],
    ['date-before-purchase', deliver(9, '2022-01-09')],
    ['date-in-future', deliver(9, '2022-03-02')],
  ])('is refused: %s', (code, wish) => given(procured).when(wish, keeper).thenRefused(code));
  it('comes once, and not after the order was cancelled', () => {
    given(procured, delivered).when(deliver(1), keeper).thenRefused('lot-not-ordered', { status: 'delivered' });
    given(procured, cancelled).when(deliver(), keeper).thenRefused('lot-not-ordered', { status: 'cancelled' });
  });
});

describe('paying the supplier', () => {
  it('is for what was delivered, not for what was ordered', () => {
    given(procured, delivered).when(pay(), keeper).then(paid);
    expect(payableFen(given(procured, delivered).state() as KnownLot)).toBe(54_000);
  });
  it('is done once, by somebody who did not buy', () => {
    given(procured, delivered).when(pay()).thenRefused('four-eyes');
    given(procured, delivered, paid).when(pay(), keeper).thenRefused('supplier-already-paid', { paidFen: 54_000 });
  });
  it.each<[string, readonly GoodsLotEvent[], GoodsLotCommand]>([
    ['goods-not-delivered', [procured], pay()],
    ['date-before-delivery', [procured, delivered], pay({ paidOn: '2022-01-11' })],
    ['explanation-missing', [procured, delivered], pay({ voucher: ' ' })],
  ])('is refused: %s', (code, history, wish) =>
    given(...history)
      .when(wish, keeper)
      .thenRefused(code),
  );
});

describe('setting goods aside for an aid', () => {
  it('takes them from the stock at hand', () => given(procured, delivered).when(reserve()).then(reserved));
  it('does not wait for the supplier’s money', () => expect(given(procured, delivered, paid).when(reserve()).events()).toHaveLength(1));
  it('carries the approval that it stands for', () =>
    expect(
      given(procured, delivered)
        .when(reserve({ grant: { round: 1 } }))
        .events(),
    ).toMatchObject([{ data: { grant: { round: 1 } } }]));
  it('happens once for each aid, again after a release', () => {
    given(procured, delivered, reserved).when(reserve()).then();
    given(procured, delivered, reserved, issued).when(reserve()).then();
    given(procured, delivered, reserved, released).when(reserve()).then(reserved);
  });
  it('may take the last piece, not one more', () => {
    expect(
      given(procured, delivered)
        .when(reserve({ quantity: 9 }))
        .events(),
    ).toHaveLength(1);
    given(procured, delivered)
      .when(reserve({ quantity: 10 }))
      .thenRefused('stock-insufficient', { quantity: 10, onHand: 9 });
    given(procured, delivered, reserved)
      .when(reserve({ aidId: 'A2', quantity: 8 }))
      .thenRefused('stock-insufficient', { onHand: 7 });
  });
  it.each<[string, readonly GoodsLotEvent[], GoodsLotCommand]>([
    ['goods-not-delivered', [procured], reserve()],
    ['goods-not-delivered', [procured, cancelled], reserve()],
    ['invalid-quantity', [procured, delivered], reserve({ quantity: -1 })],
  ])('is refused: %s', (code, history, wish) =>
    given(...history)
      .when(wish)
      .thenRefused(code),
  );

  const national = { ...procured, data: { ...procured.data, nationalFilesOnly: true } } as GoodsLotEvent;
  it.each(['province', 'county'] as const)('of money that is bound to national files is refused to a %s file', (archiveLevel) =>
    given(national, delivered).when(reserve({ archiveLevel })).thenRefused('national-file-required', { archiveLevel }),
  );
  it('of such money is for files of the national level', () =>
    expect(
      given(national, delivered)
        .when(reserve({ archiveLevel: 'national' }))
        .events(),
    ).toHaveLength(1));
});

describe('what was set aside', () => {
  it('goes back to the stock', () => given(procured, delivered, reserved).when(release).then(released));
  it('goes back once; where nothing is set aside nothing goes back', () => {
    given(procured, delivered, reserved, released).when(release).then();
    given(procured, delivered).when(release).then();
  });
  it('does not go back once it was handed over', () =>
    given(procured, delivered, reserved, issued).when(release).thenRefused('goods-already-issued', { aidId: 'A1' }));
  it('is handed to the household', () => given(procured, delivered, reserved).when(issue()).then(issued));
  it('is handed over once', () => given(procured, delivered, reserved, issued).when(issue()).then());
  it('alone is handed over', () => {
    given(procured, delivered).when(issue()).thenRefused('goods-not-reserved', { aidId: 'A1' });
    given(procured, delivered, reserved, released).when(issue()).thenRefused('goods-not-reserved');
    given(procured).when(issue()).thenRefused('goods-not-delivered', { status: 'ordered' });
  });
  it.each(['proposer', 'approver'])('is not handed over by the %s of the aid', (by) =>
    given(procured, delivered, reserved).when(issue(), { by }).thenRefused('payer-decided-aid', { decidedBy: 2 }),
  );
  it('is not handed over before it came', () =>
    given(procured, delivered, reserved).when(issue('2022-01-11')).thenRefused('date-before-delivery', { deliveredOn: '2022-01-12' }));
});

describe('writing off', () => {
  it('takes pieces off the stock at hand, on paper, by somebody who did not buy them', () =>
    given(procured, delivered)
      .when(writeOff(), keeper)
      .then({
        type: 'StockWrittenOff',
        data: { ...writeOff().data, stock: stock({ onHand: 6, writtenOff: 3 }) },
        effectiveOn: '2022-02-01',
      }));
  it.each<[string, readonly GoodsLotEvent[], GoodsLotCommand, string]>([
    ['goods-not-delivered', [procured], writeOff(), 'keeper'],
    ['four-eyes', [procured, delivered], writeOff({ document: '' }), 'buyer'],
    ['date-before-delivery', [procured, delivered], writeOff({ writtenOffOn: '2022-01-11' }), 'keeper'],
    ['explanation-missing', [procured, delivered], writeOff({ document: ' ' }), 'keeper'],
    ['invalid-quantity', [procured, delivered], writeOff({ quantity: 0 }), 'keeper'],
    ['stock-insufficient', [procured, delivered, reserved], writeOff({ quantity: 8 }), 'keeper'],
  ])('is refused: %s', (code, history, wish, by) =>
    given(...history)
      .when(wish, { by })
      .thenRefused(code),
  );
});

describe('cancelling an order', () => {
  it('is possible until goods came', () => {
    given(procured).when(cancel).then(cancelled);
    given(procured, cancelled).when(cancel).then();
    given(procured, delivered).when(cancel).thenRefused('lot-not-ordered', { status: 'delivered' });
  });
  it.each<[string, Partial<Data['CancelProcurement']>]>([
    ['date-before-purchase', { cancelledOn: '2022-01-09' }],
    ['explanation-missing', { document: '' }],
  ])('is refused: %s', (code, change) =>
    given(procured)
      .when(command('CancelProcurement', { ...cancel.data, ...change }))
      .thenRefused(code),
  );
});

it.each<GoodsLotCommand>([deliver(), pay(), reserve(), release, issue(), writeOff(), cancel])(
  'there is nothing to do with goods that nobody bought: $type',
  (wish) => given().when(wish, keeper).thenRefused('lot-absent'),
);
