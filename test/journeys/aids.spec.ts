import { City, units } from '../support/city.js';
import { officeOf, ok, registeredHousehold } from '../support/case-work.js';
import { aidOfficeOf, AidWork, type Asking } from '../support/aid-work.js';
import { eventually } from '../support/eventually.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const clock = new SetClock('2022-02-10T02:00:00.000Z');
let server: TestServer;
let city: City;
let work: AidWork;
let asking: Asking;
let fundId: string;

beforeAll(async () => {
  server = await TestServer.start({ clock, environment: { LOG_LEVEL: 'error' } });
  city = await City.found(server);
  work = new AidWork(server, await aidOfficeOf(city), TODAY);
  const file = await registeredHousehold(server, await officeOf(city), clock);
  clock.set(`${TODAY}T02:00:00.000Z`);
  fundId = await work.fund(10_000_000);
  asking = { householdId: file.householdId, payeePersonId: (await file.file()).facts.principal.personId, fundId };
});
afterAll(() => server.discard());

describe('an aid', () => {
  it('goes from the proposal to the receipt', async () => {
    const { office } = work;
    const aidId = await work.proposed(asking);
    await ok(work.review(aidId));
    const { body } = await ok(work.approve(aidId));
    expect(body).toMatchObject({ stream: `aid-${aidId}`, revision: 3 });
    expect((await work.fundNow(fundId)).uses.get(aidId)).toMatchObject({ stage: 'reserved', amountFen: 30_000 });
    const { rows } = (await ok(office.proposer.get(`/aids?after=${body.position}&fundId=${fundId}`))).body;
    expect(rows).toMatchObject([{ aidId, status: 'granted', payeeName: '高娟', amountFen: 30_000, unitName: '演示机械厂工会' }]);
    await work.pay(aidId, TODAY);
    await ok(work.command(office.proposer, aidId, 'sign-receipt', { signedOn: TODAY, proof: 'signature' }));
    expect(await work.aid(aidId)).toMatchObject({ status: 'received', paidOn: TODAY, paidFen: 30_000 });
  });
});
