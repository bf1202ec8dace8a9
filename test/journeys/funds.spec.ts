import { fund } from '#domain/fund/fund';
import type { KnownFund } from '#domain/fund/fund.state';
import { refusedRequest } from '#domain/refused-request/refused-request';
import { Streams } from '#event-store/streams';
import { fundIdOf } from '../../apps/server/src/platform/money/fund-id.js';
import { ok } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { openFund, openingOf, receive, treasuryOf, type Treasury } from '../support/fund-work.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-12-20T02:00:00.000Z');
let server: TestServer;
let city: City;
let staff: Treasury;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  staff = await treasuryOf(city);
});
afterAll(() => server.discard());

/** A fund as decisions know it. */
const known = async (fundId: string): Promise<KnownFund> => {
  const { state } = await server.app.get(Streams).load(fund, fundId);
  if (state.status === 'absent') throw new Error('there is no such fund');
  return state;
};

const idAt = (unitId: string, change: object = {}): string => fundIdOf({ ...openingOf({ unitId, ...change }) } as KnownFund);

const allocation = (toUnitId: string, amountFen: number) => ({ toUnitId, amountFen, allocatedOn: '2022-02-01', document: '拨付通知1号' });
const takingBack = (toUnitId: string, amountFen: number) => ({ toUnitId, amountFen, takenBackOn: '2022-12-01', document: '收回通知1号' });
const carrying = (amountFen: number) => ({ amountFen, carriedOverOn: '2022-12-20', document: '结转批复1号' });
const returning = (amountFen: number) => ({ amountFen, returnedOn: '2022-12-20', voucher: '退-1', payee: '演示市总工会' });

describe('opening a fund', () => {
  it('takes from the policy whether it goes on and for whom it is', async () => {
    const own = await known(await openFund(staff.cityKeeper, { purpose: 'warmth' }));
    expect(own).toMatchObject({ carriesOver: true, nationalFilesOnly: false, validFrom: '2022-01-01', validUntil: '2022-12-31' });
    const central = await known(await openFund(staff.cityKeeper, { source: 'central_finance', sourceLevel: 'central' }));
    expect(central).toMatchObject({ carriesOver: false, nationalFilesOnly: true });
  });

  it('happens once for each source, level, purpose, unit and year', async () => {
    const same = await staff.cityKeeper.post('/funds', openingOf({ purpose: 'warmth', conditions: { perAidMaxFen: 100_000 } }));
    expect(same).toMatchObject({ status: 409, body: { code: 'fund-already-open' } });
    expect(await openFund(staff.cityKeeper, { purpose: 'warmth', year: 2023 })).toBe(idAt(units.city, { purpose: 'warmth', year: 2023 }));
  });

  it('is not for who keeps no books there', async () => {
    const foreign = openingOf({ unitId: units.otherCounty });
    expect((await staff.countyKeeper.post('/funds', foreign)).status).toBe(404);
    expect((await staff.countyAllocator.post('/funds', openingOf({ unitId: units.county }))).status).toBe(403);
  });
});

describe('money between units', () => {
  it('goes down two levels, back up again and nowhere else', async () => {
    const key = { purpose: 'living_aid' };
    const top = await openFund(staff.cityKeeper, key);
    await ok(receive(staff.cityKeeper, top, 1_000_000));
    await ok(staff.cityAllocator.post(`/funds/${top}/allocate`, allocation(units.county, 600_000)));
    const county = idAt(units.county, key);
    await ok(staff.countyAllocator.post(`/funds/${county}/allocate`, allocation(units.base, 250_000)));
    const lowest = idAt(units.base, key);
    expect(await known(lowest)).toMatchObject({ availableFen: 250_000, transferredInFen: 250_000, unitId: units.base, year: 2022 });
    await ok(staff.countyAllocator.post(`/funds/${lowest}/take-back`, takingBack(units.county, 50_000)));
    expect(await known(lowest)).toMatchObject({ availableFen: 200_000, transferredOutFen: 50_000 });
    expect(await known(county)).toMatchObject({
      availableFen: 400_000,
      transferredInFen: 650_000,
      transferredOutFen: 250_000,
      onTheirWayFen: 0,
    });
    expect(await known(top)).toMatchObject({ availableFen: 400_000, transferredOutFen: 600_000 });

    const refused = (path: string, clerk: keyof Treasury, body: object) => staff[clerk].post(`/funds/${path}`, body);
    expect(await refused(`${lowest}/take-back`, 'countyAllocator', takingBack(units.county, 200_001))).toMatchObject({
      status: 409,
      body: { code: 'above-allocated', details: { leftFen: 200_000, amountFen: 200_001 } },
    });
    expect(await refused(`${county}/allocate`, 'countyAllocator', allocation(units.county, 1))).toMatchObject({
      body: { code: 'unit-not-below' },
    });
    expect(await refused(`${county}/allocate`, 'countyAllocator', allocation(units.otherCounty, 1))).toMatchObject({
      body: { code: 'unit-not-below' },
    });
    expect(await refused(`${county}/allocate`, 'countyAllocator', allocation(units.base, 400_001))).toMatchObject({
      body: { code: 'fund-overdrawn', details: { availableFen: 400_000, amountFen: 400_001 } },
    });
    // The county may not take the city's money back to the city: that is the city's to do.
    expect(await refused(`${county}/take-back`, 'countyAllocator', takingBack(units.city, 1))).toMatchObject({ status: 403 });
  });

  it('moves once, however often the same request comes', async () => {
    const top = await openFund(staff.cityKeeper, { purpose: 'study_aid' });
    await ok(receive(staff.cityKeeper, top, 10_000));
    const again = () =>
      staff.cityAllocator.post(`/funds/${top}/allocate`, allocation(units.county, 4_000), { 'idempotency-key': 'allocate-once' });
    const [first, second] = [await ok(again()), await ok(again())];
    expect(second.body.stream).toBe(first.body.stream);
    await Promise.all([again(), again(), again()].map(ok));
    expect(await known(top)).toMatchObject({ availableFen: 6_000, transferredOutFen: 4_000 });
    expect(await known(idAt(units.county, { purpose: 'study_aid' }))).toMatchObject({ availableFen: 4_000 });
  });

  it('is not sent to a fund that is closed', async () => {
    const key = { purpose: 'legal_aid' };
    const top = await openFund(staff.cityKeeper, key);
    await ok(receive(staff.cityKeeper, top, 10_000));
    const county = await openFund(staff.countyKeeper, { ...key, unitId: units.county });
    await ok(staff.countyKeeper.post(`/funds/${county}/close`, { closedOn: '2022-12-20' }));
    expect(await staff.cityAllocator.post(`/funds/${top}/allocate`, allocation(units.county, 1))).toMatchObject({
      status: 409,
      body: { code: 'fund-closed' },
    });
    expect(await known(top)).toMatchObject({ availableFen: 10_000, transferredOutFen: 0 });
  });
});

describe('the end of a year', () => {
  it('takes money on into the next one where its source allows it, and nowhere else', async () => {
    const key = { purpose: 'medical_aid' };
    const own = await openFund(staff.cityKeeper, key);
    await ok(receive(staff.cityKeeper, own, 90_000));
    await ok(staff.cityKeeper.post(`/funds/${own}/carry-over`, carrying(60_000)));
    expect(await known(idAt(units.city, { ...key, year: 2023 }))).toMatchObject({
      availableFen: 60_000,
      validFrom: '2023-01-01',
      validUntil: '2023-12-31',
    });

    const central = await openFund(staff.cityKeeper, { ...key, source: 'central_finance', sourceLevel: 'central' });
    await ok(receive(staff.cityKeeper, central, 90_000, { fundType: 'fiscal' }));
    expect(await staff.cityKeeper.post(`/funds/${central}/carry-over`, carrying(1))).toMatchObject({
      status: 409,
      body: { code: 'carry-over-forbidden', details: { source: 'central_finance', year: 2022 } },
    });
    expect(await staff.cityKeeper.post(`/funds/${central}/close`, { closedOn: '2022-12-20' })).toMatchObject({
      body: { code: 'fund-not-empty' },
    });
    await ok(staff.cityKeeper.post(`/funds/${central}/return-amount`, returning(90_000)));
    await ok(staff.cityKeeper.post(`/funds/${central}/close`, { closedOn: '2022-12-20' }));
    expect(await known(central)).toMatchObject({ status: 'closed', returnedFen: 90_000, availableFen: 0 });
  });
});

describe('what a fund refuses', () => {
  it('is recorded with its figures, and nothing else is', async () => {
    const top = await openFund(staff.cityKeeper, { purpose: 'temporary_aid' });
    const before = await known(top);
    expect((await staff.cityKeeper.post(`/funds/${top}/return-amount`, returning(5))).body).toMatchObject({ code: 'fund-overdrawn' });
    expect(await known(top)).toEqual(before);
    const { state } = await server.app.get(Streams).load(refusedRequest, top);
    expect(state).toEqual({ refused: 1 });
  });
});
