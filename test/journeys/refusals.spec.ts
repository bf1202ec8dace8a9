import { EventStore } from '#event-store/event-store';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { openFund, receive, treasuryOf, type Treasury } from '../support/fund-work.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-12-20T02:00:00.000Z');
let server: TestServer;
let city: City;
let staff: Treasury;
let cityFund: string;
let countyFund: string;

const allocation = (toUnitId: string, amountFen: number) => ({ toUnitId, amountFen, allocatedOn: '2022-02-01', document: '拨付通知1号' });
const refusalsOf = async (clerk: Clerk, query = '') => {
  const latest = await server.app.get(EventStore).head();
  return (await ok(clerk.get(`/refusals?after=${latest}&${query}`))).body;
};

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  staff = await treasuryOf(city);
  cityFund = await openFund(staff.cityKeeper, {});
  await ok(receive(staff.cityKeeper, cityFund, 1_000));
  countyFund = await openFund(staff.countyKeeper, { unitId: units.county });
  await staff.cityAllocator.post(`/funds/${cityFund}/allocate`, allocation(units.county, 1_001));
  clock.set('2022-12-21T02:00:00.000Z');
  await staff.countyAllocator.post(`/funds/${countyFund}/allocate`, allocation(units.base, 5));
});
afterAll(() => server.discard());

describe('what was wished for with money and refused', () => {
  it('is shown to the auditor with who wished for it, how much, and the figures that decided, the latest first', async () => {
    const { rows } = await refusalsOf(await city.hire('auditor'));
    expect(rows).toEqual([
      expect.objectContaining({ subject: 'fund', subjectId: countyFund, unitId: units.county, amountFen: 5 }),
      {
        refusalId: `${cityFund}:0`,
        subject: 'fund',
        subjectId: cityFund,
        unitId: units.city,
        unitName: '演示市总工会',
        command: 'SendTransfer',
        code: 'fund-overdrawn',
        details: expect.objectContaining({ availableFen: 1_000 }),
        householdId: null,
        amountFen: 1_001,
        by: staff.cityAllocator.accountId,
        byName: staff.cityAllocator.username,
        role: 'rights_dept_officer',
        at: '2022-12-20T02:00:00.000Z',
      },
    ]);
  });

  it.each([
    [`unit=${units.county}`, 1],
    [`unit=${units.city}`, 2],
    ['subject=fund', 2],
    ['subject=aid', 0],
    ['code=fund-overdrawn', 2],
    ['code=fund-closed', 0],
  ])('is filtered by %s', async (query, count) => expect((await refusalsOf(await city.hire('auditor'), query)).rows).toHaveLength(count));

  it('is shown as far as the auditor’s units go', async () => {
    const auditor = await city.hire('auditor', units.county);
    expect((await refusalsOf(auditor)).rows.map(({ subjectId }: { subjectId: string }) => subjectId)).toEqual([countyFund]);
    expect((await auditor.get(`/refusals?unit=${units.city}`)).status).toBe(404);
  });

  it('is not for those whose work it was', async () => expect((await staff.cityKeeper.get('/refusals')).status).toBe(403));

  it.each(['code=Not-a-code', 'subject=household', 'limit=0'])('refuses %s', async (query) =>
    expect((await (await city.hire('auditor')).get(`/refusals?${query}`)).status).toBe(400),
  );
});
