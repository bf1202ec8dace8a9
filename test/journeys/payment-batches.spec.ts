import ExcelJS from 'exceljs';
import { EventStore } from '#event-store/event-store';
import { AidWork, aidOfficeOf } from '../support/aid-work.js';
import { BatchWork, resultCsv, type Payable, type ResultRow } from '../support/batch-work.js';
import { officeOf, ok, type Office } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const clock = new SetClock('2022-02-10T02:00:00.000Z');
let server: TestServer;
let city: City;
let office: Office;
let work: BatchWork;
let auditor: Clerk;
let fundId: string;
let otherFundId: string;
const homes: Awaited<ReturnType<BatchWork['household']>>[] = [];

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await officeOf(city);
  const aidOffice = await aidOfficeOf(city);
  auditor = aidOffice.auditor;
  const aids = new AidWork(server, aidOffice, TODAY);
  work = new BatchWork(server, aids, await city.hire('service_centre_officer'), await city.hire('finance_officer'));
  for (let count = 0; count < 3; count += 1) homes.push(await work.household(office, clock));
  fundId = await aids.fund(100_000_000);
  otherFundId = await aids.fund(100_000_000, { purpose: 'living_aid' });
});
afterAll(() => server.discard());

let months = 0;
/** A granted aid of 300 yuan, or another sum, for one of the households, each for a month of its own. */
const payable = (home: number, change: object = {}, fund = fundId): Promise<Payable> => {
  months += 1;
  return work.payable(homes[home]!, fund, { basis: `month-${months}`, amountFen: 30_000, ...change });
};

const head = (): Promise<string> => server.app.get(EventStore).head();
const paidRow = (line: number, { card }: Payable, yuan = '300.00'): ResultRow => [String(line), card, yuan, '成功', '', TODAY];
const bouncedRow = (line: number, { card }: Payable): ResultRow => [String(line), card, '300.00', '失败', '户名不符', TODAY];
const useOf = async (aidId: string, fund = fundId) => (await work.aids.fundNow(fund)).uses.get(aidId);

describe('a list of payments', () => {
  it('goes from choosing to reconciled; what bounced is paid by the next one', async () => {
    const [first, second, third] = [await payable(0), await payable(1), await payable(2, { amountFen: 45_050 }, otherFundId)];
    const { body } = await ok(work.draft([first.aidId, second.aidId, third.aidId]));
    expect(body).toMatchObject({ status: 'drafted', droppedAidIds: [] });
    const { batchId } = body;
    expect(await work.aids.aid(first.aidId)).toMatchObject({ status: 'in_batch', batchId });

    expect((await ok(work.freeze(batchId))).body).toMatchObject({ status: 'frozen' });
    expect((await ok(work.signOff(batchId))).body).toMatchObject({ status: 'signed_off', droppedAidIds: [] });
    expect(await useOf(first.aidId)).toMatchObject({ stage: 'committed', reference: batchId });
    expect(await useOf(third.aidId, otherFundId)).toMatchObject({ stage: 'committed', amountFen: 45_050 });

    const [, ...rows] = await work.exported(batchId);
    expect(rows).toEqual([
      ['1', '高娟', first.card, '演示银行 城关支行', '300.00', '生活救助', first.aidId],
      ['2', '高娟', second.card, '演示银行 城关支行', '300.00', '生活救助', second.aidId],
      ['3', '高娟', third.card, '演示银行 城关支行', '450.50', '生活救助', third.aidId],
    ]);

    const said = await ok(work.send(batchId, resultCsv(paidRow(1, first), bouncedRow(2, second), paidRow(3, third, '450.50'))));
    expect(said.body).toMatchObject({ rows: 3, unanswered: 0, unmatched: 0, paidFen: 75_050, bouncedFen: 30_000 });
    expect(await work.settled(batchId, said.body.position)).toMatchObject({
      ...{ status: 'exported', lines: 3, totalFen: 105_050, paidLines: 2, paidFen: 75_050, bouncedLines: 1, bouncedFen: 30_000 },
      ...{ unansweredLines: 0, unansweredFen: 0, unmatched: 0, unitName: '演示甲县总工会' },
    });
    expect(await work.aids.aid(first.aidId)).toMatchObject({ status: 'paid', paidOn: TODAY, paidFen: 30_000 });
    expect(await useOf(first.aidId)).toMatchObject({ stage: 'paid' });
    expect((await work.aids.entitlement(first.householdId)).claims.get(first.aidId)).toMatchObject({ paidOn: TODAY });
    expect(await work.aids.aid(second.aidId)).toMatchObject({ status: 'granted', bounced: true });
    expect(await useOf(second.aidId)).toMatchObject({ stage: 'reserved' });

    expect(await work.reconcile(batchId, 75_051)).toMatchObject({
      status: 409,
      body: { code: 'statement-differs', details: { statementFen: 75_051, paidFen: 75_050 } },
    });
    expect((await ok(work.reconcile(batchId, 75_050))).body).toMatchObject({ status: 'reconciled' });

    const next = await work.sent([second.aidId]);
    const { body: later } = await ok(work.send(next, resultCsv(paidRow(1, second))));
    await work.settled(next, later.position);
    expect(await work.aids.aid(second.aidId)).toMatchObject({ status: 'paid', bounced: false, batchId: next, paidFen: 30_000 });
    await ok(work.reconcile(next, 30_000));
  });

  it('is chosen by what waits to be paid from a fund', async () => {
    const waiting = [await payable(0, {}, otherFundId), await payable(1, {}, otherFundId)].map(({ aidId }) => aidId);
    await ok(work.preparer.get(`/aids?after=${await head()}`));
    const { body } = await ok(work.draft([], { aidIds: undefined, fundId: otherFundId }));
    const lines = await work.lines(body.batchId, body.position);
    expect(lines.map(({ aidId }: { aidId: string }) => aidId).toSorted()).toEqual(waiting.toSorted());
    expect(await work.draft(waiting, { fundId: otherFundId })).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    await ok(work.command(body.batchId, 'cancel', { cancelledOn: TODAY, explanation: '名单有误' }, work.preparer));
  });

  it('says the same when it is asked for twice with one key', async () => {
    const { aidId } = await payable(0);
    const headers = { 'idempotency-key': 'draft-once' };
    const { body } = await ok(work.draft([aidId], {}, work.preparer, headers));
    const before = await head();
    expect((await ok(work.draft([aidId], {}, work.preparer, headers))).body).toMatchObject({
      batchId: body.batchId,
      revision: body.revision,
    });
    expect(await head()).toBe(before);
  });
});

describe('what may stand on a list', () => {
  it('is judged line by line before anything is written, and what was refused is recorded', async () => {
    const { file } = homes[0]!;
    await ok(file.command(office.caseworker, 'add-member', { name: '董勇', relation: 'spouse' }));
    const member = (await file.file()).facts.members.at(-1)!;
    const forMember = await work.aids.granted(
      { householdId: file.householdId, payeePersonId: member.personId, fundId },
      { basis: 'member' },
    );
    const { file: cardless } = { file: (await work.household(office, clock)).file };
    const proposed = await work.aids.proposed({
      householdId: cardless.householdId,
      payeePersonId: (await cardless.file()).facts.principal.personId,
      fundId,
    });
    const [good, listed] = [await payable(1), await payable(2)];
    await work.drafted([listed.aidId]);
    const before = await head();
    const nobody = '00000000-0000-8000-8000-000000000000';
    const answer = await work.draft([good.aidId, forMember, proposed, listed.aidId, nobody]);
    expect(answer).toMatchObject({
      status: 409,
      body: {
        code: 'batch-lines-refused',
        details: {
          lines: [
            { aidId: forMember, code: 'card-not-of-payee' },
            { aidId: proposed, code: 'aid-not-granted' },
            { aidId: listed.aidId, code: 'aid-in-another-batch' },
            { aidId: nobody, code: 'aid-absent' },
          ],
        },
      },
    });
    const written: string[] = [];
    for await (const message of server.app.get(EventStore).subscribe({ after: before, signal: AbortSignal.timeout(200) }))
      if (message.kind === 'events') written.push(...message.events.map(({ type }) => type));
    expect(written).toEqual(['RequestRefused']);
  });

  it('is nothing where nothing waits', async () => {
    const fund = await work.aids.fund(100, { purpose: 'study_aid' });
    expect(await work.draft([], { aidIds: undefined, fundId: fund })).toMatchObject({ status: 409, body: { code: 'batch-empty' } });
  });
});

describe('four eyes', () => {
  it('see a list: who prepared it does not pay it', async () => {
    const both = await city.hireFor([
      { role: 'service_centre_officer', unit: units.county },
      { role: 'finance_officer', unit: units.county },
    ]);
    const { aidId } = await payable(0);
    const { batchId } = (await ok(work.draft([aidId], {}, both))).body;
    await ok(work.freeze(batchId));
    expect(await work.signOff(batchId, both)).toMatchObject({ status: 409, body: { code: 'four-eyes' } });
    await ok(work.signOff(batchId));
  });

  it('see each aid: who proposed, reviewed or approved it does not pay it', async () => {
    const { aidId } = await payable(0);
    const batchId = await work.drafted([aidId]);
    await ok(work.freeze(batchId));
    const { approver, reviewer, proposer } = work.aids.office;
    const administrator = await city.hire('administrator');
    for (const decider of [approver, reviewer, proposer]) {
      const role = { role: 'finance_officer', unit: units.county };
      await ok(administrator.post(`/accounts/${decider.accountId}/assign-role`, role));
      expect(await work.signOff(batchId, decider)).toMatchObject({ status: 409, body: { code: 'payer-decided-aid' } });
    }
    const refused = await work.aids.refusals(batchId);
    expect(refused).toHaveLength(3);
    expect(refused[0]).toMatchObject({ subject: 'paymentBatch', command: 'SignOffBatch', code: 'payer-decided-aid', unitId: units.county });
    await ok(work.signOff(batchId));
  });
});

describe('a list that is given up', () => {
  it('frees its aids and their money, and may not be given up once the bank has it', async () => {
    const { aidId } = await payable(0);
    const batchId = await work.drafted([aidId]);
    await ok(work.freeze(batchId));
    await ok(work.signOff(batchId));
    expect(await useOf(aidId)).toMatchObject({ stage: 'committed', reference: batchId });
    const cancel = (id: string) => work.command(id, 'cancel', { cancelledOn: TODAY, explanation: '名单有误' }, work.preparer);
    expect((await ok(cancel(batchId))).body).toMatchObject({ status: 'cancelled' });
    expect(await useOf(aidId)).toMatchObject({ stage: 'reserved' });
    expect(await work.aids.aid(aidId)).toMatchObject({ status: 'granted' });
    const next = await work.sent([aidId]);
    expect(await useOf(aidId)).toMatchObject({ stage: 'committed', reference: next });
    expect(await cancel(next)).toMatchObject({ status: 409, body: { code: 'batch-already-exported' } });
  });

  it('loses a line whose fund can pay no more, and tells so when it is signed off', async () => {
    const short = await work.aids.fund(1_000_000, { sourceLevel: 'city', validUntil: TODAY });
    const [late, good] = [await payable(0, {}, short), await payable(1)];
    const batchId = await work.drafted([late.aidId, good.aidId]);
    await ok(work.freeze(batchId));
    clock.set('2022-03-02T02:00:00.000Z');
    const { body } = await ok(work.command(batchId, 'sign-off', { signedOffOn: '2022-03-02' }));
    expect(body).toMatchObject({ status: 'signed_off', droppedAidIds: [late.aidId] });
    clock.set(`${TODAY}T02:00:00.000Z`);
    expect(await work.aids.aid(late.aidId)).toMatchObject({ status: 'granted' });
    expect(await useOf(late.aidId, short)).toMatchObject({ stage: 'reserved' });
    expect(await work.lines(batchId, body.position)).toMatchObject([
      { aidId: late.aidId, dropped: true, dropCode: 'fund-outside-period' },
      { aidId: good.aidId, dropped: false },
    ]);
    const [, ...rows] = await work.exported(batchId);
    expect(rows.map(([line]) => line)).toEqual(['2']);
  });
});

describe('what is shown of a list', () => {
  let batchId: string;
  let one: Payable;
  let position: string;
  beforeAll(async () => {
    one = await payable(0);
    batchId = await work.sent([one.aidId]);
    position = await head();
  });

  const workbookAt = async (path: string): Promise<ExcelJS.CellValue[][]> => {
    const response = await fetch(`${server.url}/api${path}`, { headers: { authorization: `Bearer ${await auditor.session()}` } });
    expect(response.status).toBe(200);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const rows: ExcelJS.CellValue[][] = [];
    book.worksheets[0]?.eachRow((row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1)));
    return rows;
  };

  it('masks the card and names the payee, the preparer and the payer', async () => {
    const masked = `****${one.card.slice(-4)}`;
    expect(await work.lines(batchId, position)).toMatchObject([{ lineNumber: 1, payeeName: '高娟', card: masked, item: 'living_aid' }]);
    const { body } = await ok(auditor.get(`/payment-batches/${batchId}?after=${position}`));
    expect(body).toMatchObject({ preparedBy: work.preparer.accountId, signedOffBy: work.payer.accountId });
    expect(body.people).toEqual({
      [work.preparer.accountId]: work.preparer.username,
      [work.payer.accountId]: work.payer.username,
    });
    const { rows } = (await ok(auditor.get(`/payment-batches?unit=${units.county}&status=exported&after=${position}`))).body;
    expect(rows).toContainEqual(expect.objectContaining({ batchId, totalFen: 30_000, lines: 1 }));
  });

  it('is a sheet to be signed, and a workbook', async () => {
    const sheet = await workbookAt(`/payment-batches/${batchId}/sheet`);
    expect(sheet).toContainEqual(['大写', '人民币叁佰元整']);
    expect(sheet).toContainEqual(['签发人', work.payer.username, '日期', new Date(`${TODAY}T00:00:00Z`)]);
    const lines = await workbookAt(`/payment-batches/${batchId}/export?after=${position}`);
    expect(lines[1]?.slice(0, 7)).toEqual([1, '高娟', `****${one.card.slice(-4)}`, '演示银行 城关支行', '生活救助', 300, '未回盘']);
  });

  it('leaves no card in the open: neither in the log, nor in what was refused', async () => {
    const stored = await eventually(() => work.aids.events(`paymentBatch-${batchId}`));
    expect(stored.map(({ type }) => type)).toEqual(['BatchDrafted', 'BatchFrozen', 'BatchSignedOff', 'BankFileExported']);
    expect(JSON.stringify(stored)).not.toContain(one.card);
    expect(JSON.stringify(stored)).not.toContain('高娟');
  });

  it('takes no words with a card in them', async () => {
    const answer = await work.command(batchId, 'cancel', { cancelledOn: TODAY, explanation: `卡号${one.card}有误` }, work.preparer);
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
  });
});
