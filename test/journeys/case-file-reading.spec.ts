import { EventStore } from '#event-store/event-store';
import { aidEvent } from '../support/aid-history.js';
import { applicationOf, CaseWork, officeOf, ok, type Office } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { LegacyFiles, type TakenOver } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';
import { tell } from '../support/told.js';

const clock = new SetClock('2022-02-10T02:00:00.000Z');
const WORKER = idNumberOf('1974-03-16', 14);
const SPOUSE = idNumberOf('1972-07-26', 73);

let server: TestServer;
let city: City;
let office: Office;
let work: CaseWork;
let latest: string;
let legacy: TakenOver;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await officeOf(city);
  work = await CaseWork.apply(server, office, applicationOf(WORKER));
  await ok(work.command(office.caseworker, 'add-member', { name: '董勇', relation: 'spouse', idNumber: SPOUSE, disability: '肢体二级' }));
  await work.register(clock);
  const card = { holderName: '高娟', bankName: '演示银行', cardNumber: '9999999236834510221' };
  await ok(work.command(office.caseworker, 'bind-bank-card', card));
  const move = { toUnitId: units.siblingBase, transferredOn: '2022-02-10', reasonKind: 'moved' };
  await ok(work.command(office.approver, 'transfer-household', move));
  legacy = await new LegacyFiles(server).take({ unitId: units.otherBase });
  latest = legacy.receipt.position;
});
afterAll(() => server.discard());

/** What must not be seen without a reason. */
const secrets = [
  WORKER,
  SPOUSE,
  '1974-03-16',
  '1972-07-26',
  '19900005400',
  '演示路1号',
  '一般疾病',
  '肢体二级',
  '9999999236834510221',
  '家中有病人',
];
const path = (action = ''): string => `/households/${work.householdId}${action}`;
const looks = async () => {
  const found = [];
  for await (const page of server.app.get(EventStore).readStream(`access-${work.householdId}`)) found.push(...page);
  return found;
};

describe('opening a case file', () => {
  it('shows all of it but personal values, and says which kinds are masked', async () => {
    const { status, body } = await office.approver.get(`${path()}?after=${latest}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      householdId: work.householdId,
      unitId: units.siblingBase,
      unitName: '演示纺织厂工会',
      status: 'registered',
      masked: ['idNumbers', 'contacts', 'bankCard', 'health', 'narratives'],
      file: {
        facts: {
          principal: {
            name: '高娟',
            idNumber: `410424********${WORKER.slice(-4)}`,
            birthDate: '1974-**-**',
            phone: '199****5400',
            health: '•••',
          },
          members: [{ name: '董勇', idNumber: `410424********${SPOUSE.slice(-4)}`, disability: '•••' }],
          bankCard: { bankName: '演示银行', cardNumber: '****0221' },
          classification: { category: 'deeply_difficult' },
        },
      },
      surveys: [{ surveyors: [office.caseworker.accountId, office.colleague.accountId], findings: '•••' }],
      notices: [{ postedOn: '2022-01-26', endsOn: '2022-02-07', closed: { closedOn: '2022-02-07' } }],
      transfers: [{ fromUnitId: units.base, toUnitId: units.siblingBase }],
      people: { [office.caseworker.accountId]: office.caseworker.username, [office.approver.accountId]: office.approver.username },
    });
    for (const secret of secrets) expect(JSON.stringify(body)).not.toContain(secret);
    expect(JSON.stringify(body)).not.toContain('idHash');
  });

  it('answers with the revision to send back as If-Match', async () => {
    const { headers, body } = await office.approver.get(`${path()}?after=${latest}`);
    const etag = headers.get('etag')!;
    expect(etag).toBe(`"${body.file.revision}"`);
    const level = (archiveLevel: string) => work.command(office.approver, 'set-archive-level', { archiveLevel }, { 'if-match': etag });
    const changed = await ok(level('county'));
    expect(await level('base')).toMatchObject({ status: 412, body: { code: 'stale-revision' } });
    latest = changed.body.position;
    expect((await office.approver.get(`${path()}?after=${latest}`)).headers.get('etag')).toBe(`"${changed.body.revision}"`);
  });

  it('is a matter of the units that reach it, and follows it to another one', async () => {
    const newHome = await city.hire('base_caseworker', units.siblingBase);
    const neighbour = await city.hire('township_reviewer', units.otherTownship);
    expect((await newHome.get(path())).status).toBe(200);
    for (const clerk of [office.caseworker, neighbour]) {
      for (const action of ['', '/timeline'])
        expect(await clerk.get(path(action))).toMatchObject({ status: 404, body: { code: 'not-found' } });
      expect(await clerk.post(path('/reveal'), { reason: '核对' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
    expect(await looks()).toEqual([]);
  });

  it.each(['00000000-0000-4000-8000-000000000000', 'nobody', '..%2fcounts'])('of nobody (%s) is not found', async (id) =>
    expect((await office.approver.get(`/households/${id}`)).status).toBe(404),
  );

  it.each(['dashboard_viewer', 'administrator'] as const)('is not for a %s', async (role) =>
    expect((await (await city.hire(role)).get(path())).status).toBe(403),
  );
});

describe('looking behind the mask', () => {
  it('shows what was asked for, with the look on record before', async () => {
    const answer = await ok(office.approver.post(path('/reveal'), { reason: '电话核实', fields: ['contacts'] }));
    expect(answer.body.file.facts.principal).toMatchObject({ phone: '19900005400', idNumber: `410424********${WORKER.slice(-4)}` });
    expect(answer.body.masked).toEqual(['idNumbers', 'bankCard', 'health', 'narratives']);
    expect(await looks()).toMatchObject([
      {
        type: 'PersonalValuesRevealed',
        data: { householdId: work.householdId, fields: ['contacts'] },
        meta: { by: office.approver.accountId, role: 'county_approver', reason: '电话核实' },
      },
    ]);
  });

  it('shows everything where no kind is named, but never the hash of a person', async () => {
    const { body } = await ok(office.approver.post(path('/reveal'), { reason: '年度审计' }));
    for (const secret of secrets) expect(JSON.stringify(body)).toContain(secret);
    expect(body.masked).toEqual([]);
    expect(JSON.stringify(body)).not.toContain('idHash');
    expect(await looks()).toHaveLength(2);
  });

  it('is on record each time, whatever key the request carries', async () => {
    const look = () => ok(office.approver.post(path('/reveal'), { reason: '电话核实' }, { 'idempotency-key': 'look-1' }));
    expect((await look()).body).toEqual((await look()).body);
    expect(await looks()).toHaveLength(4);
  });

  it('writes no value down', async () => {
    for (const secret of secrets) expect(JSON.stringify(await looks())).not.toContain(secret);
  });

  it.each([
    {},
    { reason: '' },
    { reason: '   ' },
    { reason: 'x', fields: [] },
    { reason: 'x', fields: ['name'] },
    { reason: 'x'.repeat(201) },
  ])('needs a reason and known kinds: %j', async (body) => expect((await office.approver.post(path('/reveal'), body)).status).toBe(400));

  it.each(['finance_officer', 'rights_dept_officer'] as const)('is not for a %s, who sees the file masked', async (role) => {
    const clerk = await city.hire(role);
    expect((await clerk.get(path())).status).toBe(200);
    expect(await clerk.post(path('/reveal'), { reason: '核对' })).toMatchObject({ status: 403, body: { code: 'permission-denied' } });
    expect(await looks()).toHaveLength(4);
  });
});

describe('the timeline of a file', () => {
  const told = async (query = '', language = 'zh-CN') =>
    office.approver.get(`${path('/timeline')}?after=${latest}&${query}`, { 'accept-language': language });

  it('tells everything that happened, the latest first', async () => {
    const { body, headers } = await told('limit=200');
    expect(headers.get('content-language')).toBe('zh');
    expect(body.rows.map(({ revision }: { revision: number }) => revision)).toEqual(
      body.rows.map((_: unknown, index: number) => body.rows.length - 1 - index),
    );
    expect(body.rows.at(-1)).toMatchObject({
      type: 'HouseholdApplied',
      byName: office.caseworker.username,
      role: 'base_caseworker',
      unitName: '演示机械厂工会',
      effectiveOn: '2022-01-17',
      text: expect.stringContaining('高娟于2022-01-17提出建档申请'),
    });
    const texts = body.rows.map(({ text }: { text: string }) => text);
    expect(texts).toContain('2022-02-10由演示机械厂工会移交演示纺织厂工会：迁居');
  });

  it('speaks English to who prefers it', async () => {
    const { body, headers } = await told('order=asc&limit=1', 'en-GB,en;q=0.9,zh;q=0.5');
    expect(headers.get('content-language')).toBe('en');
    expect(body.rows[0].text).toBe('高娟 applied on 2022-01-17 for a city file');
  });

  it('comes in pages that leave nothing out', async () => {
    const whole = (await told('limit=200')).body.rows;
    const paged = [];
    let cursor = '';
    do {
      const { body } = await told(`limit=4${cursor}`);
      paged.push(...body.rows);
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(paged).toEqual(whole);
  });

  it('says nothing that is masked in the file', async () => {
    const texts = JSON.stringify((await told('limit=200')).body);
    for (const secret of secrets) expect(texts).not.toContain(secret);
  });

  it('tells what was done with aid for the household, in its place between the steps of the file', async () => {
    const { householdId } = legacy;
    const aidId = '7d7a3c1e-52a7-4d0b-9a1d-3f6e8c2b5a44';
    const about = { aidId, householdId, unitId: units.base };
    const at = '2022-03-02T02:00:00.000Z';
    const { position } = await tell(server, 'aid', aidId, [aidEvent('AidProposed', about), aidEvent('AidReviewed', about)], at);
    const auditor = await city.hire('auditor');
    const { body } = await auditor.get(`/households/${householdId}/timeline?after=${position}&limit=3`);
    expect(body.rows).toMatchObject([
      { aidId, revision: 1, type: 'AidReviewed', text: '2024-03-02帮扶申请审核通过' },
      { aidId, revision: 0, type: 'AidProposed', text: expect.stringContaining('申请医疗救助（慰问金，一般程序）3,000.00元') },
      { aidId: null, type: expect.stringMatching(/^Household/) },
    ]);
  });

  it('tells what the system did in its name', async () => {
    const auditor = await city.hire('auditor');
    const { body } = await auditor.get(`/households/${legacy.householdId}/timeline?after=${latest}&order=asc`);
    expect(body.rows[0]).toMatchObject({ by: 'system:import', byName: 'system:import', unit: '', unitName: '' });
  });
});
