import { ok, officeOf, registeredHousehold, applicationOf, CaseWork, type Office } from '../support/case-work.js';
import { aidOfficeOf, AidWork, type Asking } from '../support/aid-work.js';
import { City, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const now = `${TODAY}T02:00:00.000Z`;
const clock = new SetClock(now);
let server: TestServer;
let city: City;
let office: Office;
let legacy: LegacyFiles;
let work: AidWork;
let fundId: string;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  work = new AidWork(server, await aidOfficeOf(city), TODAY);
  office = await officeOf(city);
  legacy = new LegacyFiles(server);
  fundId = await work.fund(10_000_000);
});
afterAll(() => server.discard());

/** A registered household of its own, taken over from the system before. */
const household = async (): Promise<Asking> => {
  const { householdId, row } = await legacy.take();
  return { householdId, payeePersonId: row.principal.personId, fundId };
};

const onTheBoard = async (aidId: string, position: string) => {
  const { rows } = (await ok(work.office.auditor.get(`/aids?after=${position}&limit=200`))).body;
  return rows.find((row: { aidId: string }) => row.aidId === aidId);
};

describe('an aid', () => {
  it('goes from the proposal over the payment to the receipt, for a household registered step by step', async () => {
    const file = await registeredHousehold(server, office, clock);
    clock.set(now);
    const asking = { householdId: file.householdId, payeePersonId: (await file.file()).facts.principal.personId, fundId };
    const aidId = await work.proposed(asking);
    await ok(work.review(aidId));
    const { body } = await ok(work.approve(aidId));
    expect(body).toMatchObject({ stream: `aid-${aidId}`, revision: 3 });
    expect((await work.fundNow(fundId)).uses.get(aidId)).toMatchObject({ stage: 'reserved', amountFen: 30_000 });
    expect(await onTheBoard(aidId, body.position)).toMatchObject({ status: 'granted', payeeName: '高娟', unitName: '演示机械厂工会' });
    await work.pay(aidId, TODAY);
    await ok(work.command(work.office.proposer, aidId, 'sign-receipt', { signedOn: TODAY, proof: 'signature' }));
    expect(await work.aid(aidId)).toMatchObject({ status: 'received', paidOn: TODAY, paidFen: 30_000 });
  });

  it('is proposed once however often its request is sent, and no other under the same key', async () => {
    const asking = await household();
    const headers = { 'idempotency-key': 'propose-once' };
    const first = await ok(work.propose(asking, {}, headers));
    expect((await ok(work.propose(asking, {}, headers))).body).toEqual(first.body);
    for (const change of [{ amountFen: 40_000 }, { householdId: (await household()).householdId }]) {
      expect(await work.propose(asking, change, headers)).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    }
    expect((await work.entitlement(asking.householdId)).claims.size).toBe(1);
  });

  it('is granted once however often the approval is sent', async () => {
    const aidId = await work.reviewed(await household());
    const headers = { 'idempotency-key': 'approve-once', 'if-match': '"1"' };
    const approve = () => work.command(work.office.approver, aidId, 'approve', { approvedOn: TODAY }, headers);
    const first = await ok(approve());
    expect((await ok(approve())).body).toEqual(first.body);
    const again = await work.command(work.office.approver, aidId, 'approve', { approvedOn: TODAY }, { 'if-match': '"1"' });
    expect(again).toMatchObject({ status: 412, body: { code: 'stale-revision' } });
    expect((await work.events(`fund-${fundId}`)).filter(({ data }) => data['useId'] === aidId)).toHaveLength(1);
  });

  it('is returned, revised within the caps, reviewed and granted in its second round', async () => {
    const asking = await household();
    const aidId = await work.reviewed(asking, { amountFen: 700_000 });
    await ok(work.command(work.office.reviewer, aidId, 'return', { returnedOn: TODAY, explanation: '金额偏高' }));
    const { householdId: _, ...request } = { ...asking, item: 'living_aid', form: 'cash', basis: '2022-03', amountFen: 720_000 };
    await ok(work.command(work.office.proposer, aidId, 'revise', request));
    expect(await work.aid(aidId)).toMatchObject({ status: 'proposed', round: 2, request: { amountFen: 720_000 } });
    expect((await work.entitlement(asking.householdId)).claims.get(aidId)).toMatchObject({ round: 2, amountFen: 720_000 });
    await ok(work.review(aidId));
    await ok(work.approve(aidId));
    expect((await work.fundNow(fundId)).uses.get(aidId)).toMatchObject({ stage: 'reserved', amountFen: 720_000 });
  });

  it.each([
    ['rejected', 'reject', { rejectedOn: TODAY, reasonKind: 'not_needed' }],
    ['cancelled', 'cancel', { cancelledOn: TODAY, reasonKind: 'asked_by_worker' }],
  ])('that was %s frees what it used of the caps', async (_, action, body) => {
    const asking = await household();
    const aidId = await work.reviewed(asking, { amountFen: 756_000 });
    const clerk = action === 'reject' ? work.office.approver : work.office.proposer;
    expect(await work.propose(asking, { basis: '2022-04', amountFen: 1 })).toMatchObject({ status: 409, body: { code: 'over-cap' } });
    await ok(work.command(clerk, aidId, action, body));
    await eventually(async () => void (await ok(work.propose(asking, { basis: '2022-04', amountFen: 756_000 }))));
  });

  it('that was cancelled after its grant gives its money back to the fund', async () => {
    const aidId = await work.granted(await household());
    const { availableFen } = await work.fundNow(fundId);
    await ok(work.command(work.office.proposer, aidId, 'cancel', { cancelledOn: TODAY, reasonKind: 'entered_in_error' }));
    await eventually(async () => expect((await work.fundNow(fundId)).availableFen).toBe(availableFen + 30_000));
    expect((await work.fundNow(fundId)).uses.get(aidId)).toMatchObject({ stage: 'released' });
  });

  it('that was clawed back is the fund’s money again', async () => {
    const asking = await household();
    const aidId = await work.granted(asking);
    await work.pay(aidId, TODAY);
    const order = { orderedOn: TODAY, amountFen: 30_000, reasonKind: 'false_statement' };
    await ok(work.command(work.office.approver, aidId, 'order-claw-back', order));
    const { availableFen } = await work.fundNow(fundId);
    const recovery = { recoveryId: '00000000-0000-4000-8000-000000000001', receivedOn: TODAY, amountFen: 30_000, voucher: '收-1' };
    await ok(work.command(work.office.keeper, aidId, 'record-claw-back', recovery));
    await eventually(async () => expect((await work.fundNow(fundId)).availableFen).toBe(availableFen + 30_000));
    await eventually(async () => expect((await work.entitlement(asking.householdId)).claims.get(aidId)?.amountFen).toBe(0));
    expect((await work.aid(aidId)).status).toBe('clawed_back');
  });

  it('above 10,000 yuan needs the city after the county', async () => {
    const medical = { item: 'medical_aid', amountFen: 1_500_000, costFen: 1_500_000, basis: '住院票据001' };
    const aidId = await work.reviewed(await household(), medical);
    expect((await work.approve(aidId, work.office.cityOfficer)).body).toMatchObject({
      code: 'level-not-yours',
      details: { level: 'county' },
    });
    await ok(work.approve(aidId));
    expect(await work.aid(aidId)).toMatchObject({ status: 'reviewed', approvals: [{ level: 'county' }] });
    expect((await work.fundNow(fundId)).uses.get(aidId)).toBeUndefined();
    await ok(work.approve(aidId, work.office.cityOfficer));
    expect(await work.aid(aidId)).toMatchObject({ status: 'granted', approvals: [{ level: 'county' }, { level: 'city' }] });
  });
});

describe('urgent aid', () => {
  const applicant = async (sequence: number): Promise<CaseWork> => {
    clock.set('2022-01-20T02:00:00.000Z');
    const application = applicationOf(idNumberOf('1976-03-16', sequence), { fileNumber: `U-${sequence}` });
    return CaseWork.apply(server, office, application);
  };

  it('comes before the papers, which are complete once the household is registered', async () => {
    const file = await applicant(2);
    const asking = { householdId: file.householdId, payeePersonId: (await file.file()).facts.principal.personId, fundId };
    const early = new AidWork(server, work.office, '2022-01-20');
    const temporary = { item: 'temporary_aid', amountFen: 200_000 };
    expect((await early.propose(asking, temporary)).body).toMatchObject({
      code: 'household-not-registered',
      details: { status: 'applied' },
    });
    const aidId = await early.granted(asking, { ...temporary, urgent: true });
    // 30 working days after 20 January: the Spring Festival off, the weekend before it worked.
    expect(await early.aid(aidId)).toMatchObject({ status: 'granted', papersDueOn: '2022-03-08' });
    expect((await early.aid(aidId)).papersCompletedOn).toBeUndefined();
    await file.register(clock);
    await eventually(async () => expect((await early.aid(aidId)).papersCompletedOn).toBe('2022-02-10'));
    clock.set(now);
  });
});

describe('four eyes on an aid', () => {
  const both = async (...roles: Parameters<City['hireFor']>[0][number]['role'][]): Promise<Clerk> =>
    city.hireFor(roles.map((role) => ({ role, unit: '410481' })));

  it('keep who proposed from reviewing and approving, and who reviewed from approving', async () => {
    const asking = await household();
    const one = await both('base_caseworker', 'township_reviewer', 'county_approver');
    const { body } = await ok(one.post('/aids', { item: 'living_aid', form: 'cash', amountFen: 30_000, basis: '2022-03', ...asking }));
    const aidId = String(body.stream).slice('aid-'.length);
    const proposed = { code: 'self-approval', details: { part: 'proposed' } };
    expect(await work.review(aidId, one)).toMatchObject({ status: 409, body: proposed });
    const reviewer = await both('township_reviewer', 'county_approver');
    await ok(work.review(aidId, reviewer));
    expect(await work.approve(aidId, one)).toMatchObject({ status: 409, body: proposed });
    expect(await work.approve(aidId, reviewer)).toMatchObject({ body: { code: 'self-approval', details: { part: 'reviewed' } } });
    await ok(work.approve(aidId));
  });
});
