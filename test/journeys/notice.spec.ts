import { applicationOf, CaseWork, officeOf, ok, type Office } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

const clock = new SetClock('2022-01-26T02:00:00.000Z');
const WORKER = idNumberOf('1974-03-16', 14);

let server: TestServer;
let city: City;
let office: Office;
let work: CaseWork;
let latest: string;

beforeAll(async () => {
  server = await TestServer.start({ clock, environment: { NOTICE_TELEPHONE: '0375-1234567' } });
  city = await City.found(server);
  office = await officeOf(city);
  work = await CaseWork.apply(server, office, applicationOf(WORKER));
  latest = (await ok(work.authorise('2022-01-26'))).body.position;
});
afterAll(() => server.discard());

const notice = (headers: Record<string, string> = {}): Promise<Answer> =>
  office.caseworker.get(`/households/${work.householdId}/public-notice?after=${latest}`, headers);

describe('the document of a public notice', () => {
  it('can be printed before it is posted, with the days it would hang over the Spring Festival', async () => {
    expect(await notice()).toMatchObject({
      status: 200,
      body: {
        title: '困难职工家庭建档公示',
        name: '高娟',
        unit: '演示机械厂工会',
        category: null,
        item: '困难职工家庭建档',
        reportTelephone: '0375-1234567',
        from: '2022-01-26',
        to: '2022-02-07',
        standing: 'draft',
      },
    });
  });

  it('has the days of its posting once it hangs', async () => {
    await work.declareFigures();
    await ok(work.classify());
    latest = (await ok(work.post('2022-01-26'))).body.position;
    clock.set('2022-02-08T02:00:00.000Z');
    expect((await notice()).body).toMatchObject({ from: '2022-01-26', to: '2022-02-07', standing: 'posted', categoryText: '相对困难' });
  });

  it.each(['text/html', 'text/html,application/xhtml+xml,*/*;q=0.8'])('is a page to print where %s is accepted', async (accept) => {
    const { status, headers, body } = await notice({ accept });
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    for (const told of ['高娟', '演示机械厂工会', '相对困难', '0375-1234567', '2022-01-26至2022-02-07']) expect(body).toContain(told);
  });

  it.each(['application/json', '*/*', 'application/json, text/html'])('is data where %s is accepted', async (accept) =>
    expect((await notice({ accept })).headers.get('content-type')).toContain('application/json'),
  );

  it('tells no ID number, telephone, address or health value in either form', async () => {
    const told = JSON.stringify((await notice()).body) + (await notice({ accept: 'text/html' })).body;
    for (const secret of [WORKER, '410424', '1974', '19900005400', '演示路1号', '一般疾病']) expect(told).not.toContain(secret);
  });

  it('is not there for a neighbour', async () => {
    const neighbour = await city.hire('base_caseworker', units.siblingBase);
    expect((await neighbour.get(`/households/${work.householdId}/public-notice`)).status).toBe(404);
  });

  it('is not made up for a file that never had one', async () => {
    const { householdId, receipt } = await new LegacyFiles(server).take();
    const answer = await office.caseworker.get(`/households/${householdId}/public-notice?after=${receipt.position}`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'notice-not-posted' } });
  });
});

describe('the telephone on the notice', () => {
  it('is a setting, and must be a telephone number', async () =>
    expect(TestServer.start({ environment: { NOTICE_TELEPHONE: 'call me' } })).rejects.toThrow('setting NOTICE_TELEPHONE'));
});
