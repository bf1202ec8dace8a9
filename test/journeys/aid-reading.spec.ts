import { aidOfficeOf, AidWork, proposalOf, type Asking } from '../support/aid-work.js';
import { ok } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { LegacyFiles, type TakenOver } from '../support/legacy-files.js';
import { EventStore } from '#event-store/event-store';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const STATEMENT = '本人患病，无力承担生活费用';
let server: TestServer;
let city: City;
let work: AidWork;
let file: TakenOver;
let asking: Asking;
let paid: string;
let granted: string;
let after: string;

beforeAll(async () => {
  server = await TestServer.start({ clock: new SetClock(`${TODAY}T02:00:00.000Z`) });
  city = await City.found(server);
  work = new AidWork(server, await aidOfficeOf(city), TODAY);
  file = await new LegacyFiles(server).take({ name: '欧阳小明' });
  const { householdId, row } = file;
  asking = { householdId, payeePersonId: row.principal.personId, fundId: await work.fund(10_000_000) };
  paid = await work.granted(asking, { statement: STATEMENT });
  await work.pay(paid, TODAY);
  granted = await work.granted(asking, { item: 'warmth', basis: '春节', fundId: await work.fund(1_000_000, { purpose: 'warmth' }) });
  await work.proposed(asking, { basis: '2022-04' });
  after = await server.app.get(EventStore).head();
});
afterAll(() => server.discard());

const read = async (path: string, clerk = work.office.auditor) =>
  (await ok(clerk.get(`${path}${path.includes('?') ? '&' : '?'}after=${after}`))).body;

describe('reading aid', () => {
  it('shows one aid with the receipt of its decision, for a clerk in words', async () => {
    const { body, headers } = await ok(work.office.approver.get(`/aids/${paid}`));
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
    expect(body).toMatchObject({ status: 'paid', statement: STATEMENT, caps: [{ limitFen: 756_000, usedFen: 0, leftFen: 756_000 }] });
    expect(body.decision).toMatchObject({ policyVersion: 'pingdingshan@1', lineMonthlyFen: 63_000, household: { status: 'registered' } });
    const { proposer, reviewer, approver } = work.office;
    expect(body.people).toEqual(Object.fromEntries([proposer, reviewer, approver].map(({ accountId, username }) => [accountId, username])));
    const texts = body.receipt.map(({ title, text }: Record<string, string>) => `${title}：${text}`);
    expect(texts).toContain('帮扶项目：生活救助（慰问金）');
    expect(texts).toContain('金额：300.00元');
    expect(texts).toContain(`县级工会审批：${approver.username}，${TODAY}`);
    expect(texts.find((text: string) => text.startsWith('限额'))).toContain('上限7,560.00元，已用0.00元，余7,560.00元');
  });

  it('keeps the proposer’s words from those who do not decide by them', async () => {
    expect((await ok(work.office.auditor.get(`/aids/${paid}`))).body.statement).toBe('•••');
  });

  it('shows no aid of another county', async () => {
    const stranger = await city.hire('base_caseworker', units.otherBase);
    expect((await stranger.get(`/aids/${paid}`)).status).toBe(404);
    expect((await stranger.get(`/households/${asking.householdId}/entitlement`)).status).toBe(404);
    expect((await read('/aids', stranger)).rows).toEqual([]);
  });

  it.each([
    ['status=paid', 1],
    ['item=living_aid', 2],
    ['item=living_aid&status=proposed&status=granted', 1],
    ['form=goods', 0],
    ['year=2022&urgent=false', 3],
    ['unit=410481-101-002', 0],
    ['paidFrom=2022-03-01&paidTo=2022-03-01', 1],
    ['paidFrom=2022-03-02', 0],
  ])('filters the board by %s', async (query, rows) => {
    expect((await read(`/aids?${query}`)).rows).toHaveLength(rows);
    expect((await read(`/aids/counts?${query}`)).total).toBe(rows);
  });

  it('finds aid by the payee’s name, which stands in no address', async () => {
    const { body } = await ok(work.office.proposer.post('/aids/search', { name: '阳小' }));
    expect(body.rows).toHaveLength(3);
    expect((await ok(work.office.proposer.post('/aids/search', { name: '高' }))).body.rows).toEqual([]);
  });

  it('tells the household’s history and what is left of its caps', async () => {
    expect((await read(`/households/${asking.householdId}/aids`)).rows).toHaveLength(3);
    const { caps, claims, year } = (await ok(work.office.proposer.get(`/households/${asking.householdId}/entitlement`))).body;
    const of = (capId: string) => caps.filter((cap: { capId: string }) => cap.capId === capId);
    expect(year).toBe(2022);
    expect(claims.find(({ aidId }: { aidId: string }) => aidId === paid)).toMatchObject({ amountFen: 30_000, paidOn: TODAY });
    expect(of('living-household-year')).toMatchObject([{ usedFen: 60_000, leftFen: 696_000 }]);
    expect(of('warmth-person-year')).toMatchObject([
      { personId: asking.payeePersonId, usedFen: 30_000 },
      { usedFen: 0, leftFen: 600_000 },
    ]);
    expect(of('medical-own-paid')).toEqual([]);
  });

  it('tells before proposing all that stands in the way, in order, and records nothing of it', async () => {
    const head = await server.app.get(EventStore).head();
    const { body } = await ok(work.office.proposer.post('/aids/preview', proposalOf(asking, { amountFen: 20_000_000 })));
    expect(body.refusals.map(({ code }: { code: string }) => code)).toEqual(['double-aid', 'over-cap', 'fund-overdrawn']);
    expect(body.decision.levels).toEqual(['county', 'city', 'province', 'national']);
    expect(body.caps).toMatchObject([{ capId: 'living-household-year', usedFen: 60_000, leftFen: 696_000 }]);
    expect((await ok(work.office.proposer.post('/aids/preview', proposalOf(asking, { basis: '2022-05' })))).body.refusals).toEqual([]);
    expect(await server.app.get(EventStore).head()).toBe(head);
  });

  it('publishes what was paid, names masked and nothing personal beside', async () => {
    const { rows } = await read('/publicity/aids?paidFrom=2022-03-01');
    expect(rows).toEqual([
      {
        ...{ name: '欧***', unitId: units.base, unitName: '演示机械厂工会', category: 'deeply_difficult', categoryText: '深度困难' },
        ...{ item: 'living_aid', itemText: '生活救助', form: 'cash', amountFen: 30_000, paidOn: TODAY },
      },
    ]);
    for (const secret of [...file.secrets, '欧阳小明', STATEMENT]) expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it('exports the board with amounts in yuan and nothing personal but the name', async () => {
    const text = String(await read('/aids/export.csv?status=granted'));
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain('欧阳小明');
    expect(text).toContain('300.00');
    expect(text).toContain(granted);
    for (const secret of [...file.secrets, STATEMENT]) expect(text).not.toContain(secret);
  });
});
