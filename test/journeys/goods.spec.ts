import { fund } from '#domain/fund/fund';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import type { GoodsLotCommand } from '#domain/goods-lot/goods-lot.commands';
import type { Context } from '#domain/kernel/decider';
import { ricePurchase } from '#domain/testing/sample-goods';
import { testContext } from '#domain/testing/scenario';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { aidOfficeOf, AidWork, type Asking } from '../support/aid-work.js';
import { officeOf, ok, registeredHousehold } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { goodsOfficeOf, GoodsWork } from '../support/goods-work.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const clock = new SetClock('2022-02-10T02:00:00.000Z');
let server: TestServer;
let aids: AidWork;
let goods: GoodsWork;
let asking: Asking;
let fundId: string;

beforeAll(async () => {
  server = await TestServer.start({ clock, environment: { LOG_LEVEL: 'error' } });
  const city = await City.found(server);
  aids = new AidWork(server, await aidOfficeOf(city), TODAY);
  goods = new GoodsWork(server, await goodsOfficeOf(city));
  const file = await registeredHousehold(server, await officeOf(city), clock);
  clock.set(`${TODAY}T02:00:00.000Z`);
  fundId = await aids.fund(1_000_000, { purpose: 'warmth' });
  asking = { householdId: file.householdId, payeePersonId: (await file.file()).facts.principal.personId, fundId };
});
afterAll(() => server.discard());

const balances = async (): Promise<readonly [number, number, number, number]> => {
  const { availableFen, reservedFen, committedFen, paidFen } = await aids.fundNow(fundId);
  return [availableFen, reservedFen, committedFen, paidFen];
};

let bases = 0;

/** Two sacks for the household, asked for and agreed on like other aid. */
const askFor = (lotId: string) => {
  const { fundId: _, ...household } = asking;
  const wish = { item: 'warmth', form: 'goods', lotId, quantity: 2, amountFen: 12_000, basis: `春节慰问 ${++bases}` };
  return aids.granted(household as Asking, wish);
};

const shown = async (lotId: string) => (await ok(goods.office.keeper.get(`/goods-lots/${lotId}`))).body;

describe('goods for a household', () => {
  it('are bought, counted in, paid, handed over and signed for, and books, bank and goods agree at every step', async () => {
    const { keeper } = goods.office;
    const [before] = await balances();
    const lotId = await goods.ordered(fundId);
    expect(await balances()).toEqual([before - 60_000, 60_000, 0, 0]);
    expect(await aids.fundNow(fundId).then(({ uses }) => uses.get(lotId))).toMatchObject({ useKind: 'goods', item: 'warmth' });

    // Nine of ten came: the price of the tenth is free again.
    const { body: delivery } = await ok(goods.deliver(lotId, 9));
    expect(await balances()).toEqual([before - 54_000, 0, 54_000, 0]);
    expect((await ok(keeper.get(`/goods-lots/${lotId}?after=${delivery.position}`))).body).toMatchObject({
      ...{ status: 'delivered', delivered: 9, onHand: 9, stockFen: 54_000, unitName: '演示甲县总工会' },
      books: { booksFen: 54_000, bankFen: 0, goodsFen: 54_000, agree: true },
    });

    await ok(goods.pay(lotId));
    expect(await balances()).toEqual([before - 54_000, 0, 0, 54_000]);

    const aidId = await askFor(lotId);
    expect((await goods.lot(lotId)).stock).toEqual({ onHand: 7, reserved: 2, issued: 0, writtenOff: 0 });
    expect(await balances()).toEqual([before - 54_000, 0, 0, 54_000]);

    await ok(goods.issue(lotId, aidId, TODAY));
    expect(await aids.aid(aidId)).toMatchObject({ status: 'paid', paidOn: TODAY, paidFen: 12_000 });
    expect((await aids.entitlement(asking.householdId)).claims.get(aidId)).toMatchObject({ paidOn: TODAY, amountFen: 12_000 });
    await ok(aids.command(aids.office.proposer, aidId, 'sign-receipt', { signedOn: TODAY, proof: 'fingerprint' }));

    const loss = { quantity: 1, reasonKind: 'damaged', writtenOffOn: TODAY, document: '报损单 1' };
    const { body } = await ok(goods.command(keeper, lotId, 'write-off', loss));
    const { rows } = (await ok(keeper.get(`/goods-lots?fundId=${fundId}&onHand=true&after=${body.position}`))).body;
    expect(rows).toMatchObject([{ lotId, status: 'paid', onHand: 6, reserved: 0, issued: 2, writtenOff: 1, stockFen: 36_000 }]);
    expect((await shown(lotId)).books).toEqual({ booksFen: 54_000, bankFen: 54_000, goodsFen: 54_000, agree: true });
  });

  it('that were not delivered are not bought after all, and the fund has its money back', async () => {
    const [before] = await balances();
    const lotId = await goods.ordered(fundId, { quantity: 3 });
    const cancel = { cancelledOn: '2022-02-12', document: '解除合同 1' };
    const { body } = await ok(goods.command(goods.office.buyer, lotId, 'cancel-procurement', cancel));
    expect((await balances())[0]).toBe(before);
    expect((await ok(goods.office.keeper.get(`/goods-lots/${lotId}?after=${body.position}`))).body).toMatchObject({
      status: 'cancelled',
      books: { booksFen: 0, bankFen: 0, goodsFen: 0, agree: true },
    });
    expect(await goods.deliver(lotId, 3)).toMatchObject({ status: 409, body: { code: 'not-reserved' } });
  });

  it('are back in the stock when the aid is cancelled', async () => {
    const lotId = await goods.ordered(fundId, { quantity: 2 });
    await ok(goods.deliver(lotId, 2));
    const aidId = await askFor(lotId);
    await ok(aids.command(aids.office.proposer, aidId, 'cancel', { cancelledOn: TODAY, reasonKind: 'asked_by_worker' }));
    await eventually(async () => expect((await goods.lot(lotId)).stock.onHand).toBe(2));
    expect(await goods.issue(lotId, aidId, TODAY)).toMatchObject({ body: { code: 'aid-not-granted' } });
  });

  it('are handed over by nobody who decided on them', async () => {
    const lotId = await goods.ordered(fundId, { quantity: 2 });
    await ok(goods.deliver(lotId, 2));
    const { fundId: _, ...household } = asking;
    const wish = { item: 'warmth', form: 'goods', lotId, quantity: 2, amountFen: 12_000, basis: '端午慰问' };
    const { body } = await ok(goods.office.keeper.post('/aids', { ...household, ...wish }));
    const aidId = String(body.stream).slice('aid-'.length);
    await ok(aids.review(aidId));
    await ok(aids.approve(aidId));
    expect(await goods.issue(lotId, aidId, TODAY)).toMatchObject({ body: { code: 'payer-decided-aid' } });
    await ok(goods.issue(lotId, aidId, TODAY, goods.office.buyer));
  });

  it('sent twice with one key are bought once, and with other content not at all', async () => {
    const key = { 'idempotency-key': 'buy-once' };
    const before = await balances();
    const first = await ok(goods.procure(fundId, { quantity: 1 }, key));
    expect((await ok(goods.procure(fundId, { quantity: 1 }, key))).body).toEqual(first.body);
    expect((await balances())[1]).toBe(before[1] + 6_000);
    expect(await goods.procure(fundId, { quantity: 2 }, key)).toMatchObject({ body: { code: 'idempotency-key-reused' } });
    expect((await balances())[1]).toBe(before[1] + 6_000);
  });
});

describe('a purchase that a rule forbids', () => {
  it.each<[string, Record<string, unknown>, Record<string, unknown> | null]>([
    ['commercial-sponsor', { commercialSponsor: true }, null],
    ['banned-goods', { category: '购物卡' }, { category: '购物卡', procuredOn: '2022-02-11' }],
    [
      'procurement-kind-not-allowed',
      { quantity: 200 },
      { procurementKind: 'direct_purchase', totalFen: 1_200_000, allowed: expect.not.arrayContaining(['direct_purchase']) },
    ],
    ['invalid-credit-code', { supplier: { name: '某公司', creditCode: '91350100M000100Y44' } }, null],
    ['date-in-future', { procuredOn: '2022-03-02' }, { today: TODAY }],
    ['off-purpose', { item: 'study_aid' }, { purpose: 'warmth', item: 'study_aid' }],
    ['fund-overdrawn', { quantity: 200, procurementKind: 'inquiry' }, { amountFen: 1_200_000 }],
  ])('is refused with its figures, sets no money aside, and is remembered: %s', async (code, change, details) => {
    const before = await balances();
    const key = `refused-${++bases}`;
    const { status, body } = await goods.procure(fundId, change, { 'idempotency-key': key });
    expect({ status, body }).toMatchObject({ status: 409, body: { code, ...(details && { details }) } });
    expect(await balances()).toEqual(before);
    const lotId = uuidFrom('goodsLot', goods.office.buyer.accountId, key);
    expect(await aids.events(`goodsLot-${lotId}`)).toEqual([]);
    expect(await aids.refusals(lotId)).toMatchObject([
      { subject: 'goodsLot', subjectId: lotId, unitId: units.county, command: 'ProcureGoods', code, details: details ?? {} },
    ]);
  });

  it('is not counted in, written off or paid by its buyer, and a fund out of reach is not there', async () => {
    const { buyer } = goods.office;
    const lotId = await goods.ordered(fundId, { quantity: 1 });
    expect(await goods.deliver(lotId, 1, buyer)).toMatchObject({ status: 409, body: { code: 'four-eyes' } });
    await ok(goods.deliver(lotId, 1));
    const loss = { quantity: 1, reasonKind: 'lost', writtenOffOn: TODAY, document: '盘点表' };
    expect(await goods.command(buyer, lotId, 'write-off', loss)).toMatchObject({ body: { code: 'four-eyes' } });
    const foreign = await aids.fund(1, { unitId: units.county, purpose: 'study_aid' });
    expect(await goods.procure(foreign.replace(/^./, '0'))).toMatchObject({ status: 404 });
  });
});

describe('after a crash between two steps', () => {
  let requests = 0;
  const context = (by: string): Context => ({
    ...testContext,
    ...{ at: clock.at(), today: TODAY, by, role: 'service_centre_officer', unit: units.county, requestId: `crash-${++requests}` },
  });
  const onLot = (lotId: string, command: GoodsLotCommand, by = 'keeper') =>
    server.app.get(Streams).handle(goodsLot, lotId, command, context(by));

  it('the reactions bring a purchase, its delivery, its payment and a hand-over to their end', async () => {
    const lotId = '11111111-2222-4333-8444-555555555555';
    const purchase = { ...ricePurchase, lotId, fundId, unitId: units.county, quantity: 4, procuredOn: '2022-02-11' };
    const use = { useKind: 'goods', useId: lotId, item: 'warmth' } as const;
    const data = { ...use, amountFen: 24_000, reservedOn: '2022-02-11', grant: purchase };
    await server.app.get(Streams).handle(fund, fundId, { type: 'ReserveAmount', data }, context('buyer'));
    await eventually(async () => expect(await goods.lot(lotId)).toMatchObject({ status: 'ordered', procuredBy: 'buyer' }));

    await onLot(lotId, { type: 'RecordDelivery', data: { deliveredOn: '2022-02-14', quantity: 3 } });
    const inFund = async () => (await aids.fundNow(fundId)).uses.get(lotId);
    await eventually(async () => expect(await inFund()).toMatchObject({ stage: 'committed', amountFen: 18_000 }));

    await onLot(lotId, { type: 'RecordSupplierPayment', data: { paidOn: '2022-02-18', voucher: '付-8' } });
    await eventually(async () => expect(await inFund()).toMatchObject({ stage: 'paid', voucher: '付-8' }));

    const aidId = await askFor(lotId);
    await onLot(lotId, { type: 'IssueGoods', data: { aidId, issuedOn: TODAY, decidedBy: [] } });
    await eventually(async () => expect((await aids.entitlement(asking.householdId)).claims.get(aidId)?.paidOn).toBe(TODAY));
    expect(await aids.aid(aidId)).toMatchObject({ status: 'paid' });
  });

  it('money for goods that may not be bought, and for an order that was given up, is free again', async () => {
    const lotId = '11111111-2222-4333-8444-666666666666';
    const before = await balances();
    const purchase = { ...ricePurchase, lotId, fundId, unitId: units.county, commercialSponsor: true };
    const data = { useKind: 'goods', useId: lotId, item: 'warmth', amountFen: 60_000, reservedOn: '2022-02-11', grant: purchase } as const;
    await server.app.get(Streams).handle(fund, fundId, { type: 'ReserveAmount', data }, context('buyer'));
    await eventually(async () => expect(await balances()).toEqual(before));

    const other = await goods.ordered(fundId, { quantity: 1 });
    await onLot(other, { type: 'CancelProcurement', data: { cancelledOn: '2022-02-12', document: '解除合同 2' } });
    await eventually(async () => expect(await balances()).toEqual(before));
  });
});
