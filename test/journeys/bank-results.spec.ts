import iconv from 'iconv-lite';
import { EventStore } from '#event-store/event-store';
import { AidWork, aidOfficeOf } from '../support/aid-work.js';
import { BatchWork, resultCsv, resultXlsx, type Payable, type ResultRow } from '../support/batch-work.js';
import { officeOf, ok, type Office } from '../support/case-work.js';
import { City } from '../support/city.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const clock = new SetClock('2022-02-10T02:00:00.000Z');
let server: TestServer;
let city: City;
let office: Office;
let work: BatchWork;
let fundId: string;
const homes: Awaited<ReturnType<BatchWork['household']>>[] = [];

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await officeOf(city);
  const aidOffice = await aidOfficeOf(city);
  const aids = new AidWork(server, aidOffice, TODAY);
  work = new BatchWork(server, aids, await city.hire('service_centre_officer'), await city.hire('finance_officer'));
  for (let count = 0; count < 3; count += 1) homes.push(await work.household(office, clock));
  fundId = await aids.fund(100_000_000);
});
afterAll(() => server.discard());

let months = 0;
/** A granted aid of 300 yuan for one of the households, each for a month of its own. */
const payable = (home: number): Promise<Payable> => {
  months += 1;
  return work.payable(homes[home]!, fundId, { basis: `month-${months}`, amountFen: 30_000 });
};

const head = (): Promise<string> => server.app.get(EventStore).head();
const paidRow = (line: number, { card }: Payable, yuan = '300.00'): ResultRow => [String(line), card, yuan, '成功', '', TODAY];
const bouncedRow = (line: number, { card }: Payable, reason = '户名不符', yuan = '300.00'): ResultRow => [
  String(line),
  card,
  yuan,
  '失败',
  reason,
  TODAY,
];

describe('the bank’s answer', () => {
  it('changes nothing when the same file comes twice, in whatever clothes', async () => {
    const [first, second] = [await payable(0), await payable(1)];
    const batchId = await work.sent([first.aidId, second.aidId]);
    const rows = [paidRow(1, first), bouncedRow(2, second)];
    const { body } = await ok(work.send(batchId, resultCsv(...rows)));
    await work.settled(batchId, body.position);
    const before = await head();
    for (const file of [resultCsv(...rows), iconv.encode(resultCsv(...rows), 'gbk'), await resultXlsx(...rows)]) {
      const { body: again } = await ok(work.send(batchId, file, 'again'));
      expect(again).toMatchObject({ resultId: body.resultId, revision: body.revision, paidFen: 30_000, bouncedFen: 30_000, unmatched: 0 });
    }
    expect(await head()).toBe(before);
  });

  it('is read from GBK, and the file for the bank is written in it', async () => {
    const one = await payable(0);
    const batchId = await work.sent([one.aidId]);
    expect(await work.exported(batchId, 'csv_gbk')).toEqual(await work.exported(batchId, 'csv_utf8'));
    const { body } = await ok(work.send(batchId, iconv.encode(resultCsv(bouncedRow(1, one, '账户已销户')), 'gbk')));
    await work.settled(batchId, body.position);
    expect(await work.lines(batchId, body.position)).toMatchObject([{ outcome: 'bounced', reason: 'account_closed', bouncedOn: TODAY }]);
  });

  it('waits for a person where a row answers no line by itself', async () => {
    const [first, second, third] = [await payable(0), await payable(1), await payable(2)];
    const batchId = await work.sent([first.aidId, second.aidId, third.aidId]);
    const file = resultCsv(
      paidRow(1, first, '300.01'),
      paidRow(9, second),
      paidRow(3, second),
      ['?', '?', '一百', '处理中', '', ''],
      paidRow(2, second),
    );
    const { body } = await ok(work.send(batchId, file));
    expect(body).toMatchObject({ unanswered: 2, unmatched: 4, paidFen: 30_000 });
    const waiting = await work.unmatched(batchId, body.position);
    expect(waiting).toMatchObject([
      { row: 2, cause: 'amount_differs', lineNumber: 1, amountFen: 30_001 },
      { row: 3, cause: 'line_unknown', lineNumber: 9, amountFen: 30_000 },
      { row: 4, cause: 'card_differs', lineNumber: 3, amountFen: 30_000 },
      { row: 5, cause: 'row_unreadable', lineNumber: null, amountFen: null },
    ]);
    const [differing, unknown, otherCard, garbled] = waiting.map(({ unmatchedId }: { unmatchedId: string }) => unmatchedId);
    const resolve = (unmatchedId: string, meaning?: object) =>
      work.command(batchId, 'resolve-unmatched-row', { unmatchedId, explanation: '与银行核对', ...(meaning && { meaning }) });
    const paid = (lineNumber: number) => ({ lineNumber, outcome: 'paid', on: TODAY });

    expect(await resolve(differing, paid(1))).toMatchObject({ status: 409, body: { code: 'row-amount-differs' } });
    expect(await resolve(unknown, paid(2))).toMatchObject({ status: 409, body: { code: 'batch-line-answered' } });
    expect(await resolve(unknown, paid(7))).toMatchObject({ status: 409, body: { code: 'batch-line-unknown' } });
    await ok(resolve(differing));
    await ok(resolve(unknown));
    await ok(resolve(otherCard, paid(3)));
    expect(await resolve(otherCard)).toMatchObject({ status: 409, body: { code: 'unmatched-row-resolved' } });
    expect(await work.reconcile(batchId, 60_000)).toMatchObject({ status: 409, body: { code: 'lines-unanswered' } });
    const { body: last } = await ok(resolve(garbled, { lineNumber: 1, outcome: 'bounced', on: TODAY, reason: 'account_frozen' }));
    await work.settled(batchId, last.position);
    expect(await work.unmatched(batchId, last.position)).toEqual([]);
    expect(await work.aids.aid(third.aidId)).toMatchObject({ status: 'paid' });
    expect(await work.aids.aid(first.aidId)).toMatchObject({ status: 'granted', bounced: true });
    await ok(work.reconcile(batchId, 60_000));
  });

  it('is refused where it is no table, and before the bank had the list', async () => {
    const one = await payable(0);
    const batchId = await work.drafted([one.aidId]);
    const early = await work.send(batchId, resultCsv(paidRow(1, one)));
    expect(early).toMatchObject({ status: 409, body: { code: 'result-without-export', details: { status: 'drafted' } } });
    expect(await work.send(batchId, 'a,b\n1,2')).toMatchObject({ status: 400, body: { code: 'column-missing' } });
    expect(await work.send(batchId, '')).toMatchObject({ status: 400, body: { code: 'file-empty' } });
    const json = await work.command(batchId, 'import-bank-result', {});
    expect(json).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    await ok(work.command(batchId, 'cancel', { cancelledOn: TODAY, explanation: '名单有误' }, work.preparer));
  });

  it('is not taken for another one that came with the same key', async () => {
    const [first, second] = [await payable(0), await payable(1)];
    const batchId = await work.sent([first.aidId, second.aidId]);
    const headers = { 'idempotency-key': 'result-1' };
    await ok(work.send(batchId, resultCsv(paidRow(1, first)), 'result.csv', headers));
    await ok(work.send(batchId, resultCsv(paidRow(1, first)), 'result.csv', headers));
    expect(await work.send(batchId, resultCsv(paidRow(2, second)), 'result.csv', headers)).toMatchObject({
      body: { code: 'idempotency-key-reused' },
    });
    expect((await ok(work.send(batchId, resultCsv(paidRow(2, second))))).body).toMatchObject({ unanswered: 0 });
  });
});
