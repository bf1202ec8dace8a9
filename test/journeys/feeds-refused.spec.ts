import { globSync } from 'node:fs';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { EventStore } from '#event-store/event-store';
import { City, type Clerk } from '../support/city.js';
import { feedOver, sampleFeed, sendFeed, type FeedFile } from '../support/feed-work.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';
import { storedEvents } from '../support/stored-events.js';

const HEADINGS = '姓名,身份证号,就诊月份,类型,自付金额(元)';
const BYTES_MAX = 4 * 1024 * 1024;
const WORKBOOK_BYTES_MAX = 20 * 1024;

let server: TestServer;
let officer: Clerk;
let auditor: Clerk;

beforeAll(async () => {
  const environment = { FEED_MAX_BYTES: String(BYTES_MAX), IMPORT_MAX_BYTES: String(WORKBOOK_BYTES_MAX) };
  server = await TestServer.start({ clock: new SetClock('2022-04-01T02:00:00.000Z'), environment });
  const city = await City.found(server);
  officer = await city.hire('rights_dept_officer');
  auditor = await city.hire('auditor');
});
afterAll(() => server.discard());

const as = async (clerk: Clerk) => ({ server, token: await clerk.session() });
const send = async (kind: string, file: FeedFile, query = '', clerk = officer): Promise<Answer> =>
  sendFeed(await as(clerk), kind, file, query);
const done = async (kind: string, file: FeedFile): Promise<Answer['body']> => {
  const { status, body } = await send(kind, file);
  expect({ status, code: body.code }).toEqual({ status: 202 });
  return feedOver(await as(officer), body.feedId);
};
const head = (): Promise<string> => server.app.get(EventStore).head();
const filesKept = (): string[] => globSync('feeds/*', { cwd: server.dataDir });
const csv = (...lines: readonly string[]): FeedFile => ({ name: 'medical.csv', bytes: [HEADINGS, ...lines].join('\n') });

const workbookOf = async (rows: number): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('医保');
  sheet.addRow(HEADINGS.split(','));
  for (let row = 0; row < rows; row++) sheet.addRow(['路人', idNumberOf('1979-01-01', row % 1000), '2022-03', '门诊', Math.sqrt(row)]);
  return Buffer.from(await book.xlsx.writeBuffer());
};

describe('a file that cannot be read', () => {
  it.each<[string, number, string, () => FeedFile | Promise<FeedFile>, object?]>([
    [
      'lacks columns',
      400,
      'column-missing',
      () => ({ name: 'a.csv', bytes: '姓名,身份证号\n高娟,1' }),
      { columns: ['就诊月份', '自付金额(元)', '类型'] },
    ],
    ['has a column twice', 400, 'column-repeated', () => ({ name: 'a.csv', bytes: `${HEADINGS},姓名\n1,2,3,4,5,6` })],
    ['has headings alone', 400, 'file-empty', () => csv()],
    ['is empty', 400, 'file-empty', () => ({ name: 'a.csv', bytes: '' })],
    ['is no text', 400, 'not-a-table', () => ({ name: 'a.csv', bytes: Buffer.alloc(100) })],
    ['is no workbook', 400, 'not-a-workbook', () => ({ name: 'a.xlsx', bytes: HEADINGS })],
    ['is half a workbook', 400, 'not-a-workbook', async () => ({ name: 'a.xlsx', bytes: (await workbookOf(10)).subarray(0, 2000) })],
    [
      'is a workbook over the limit of workbooks',
      413,
      'file-too-large',
      async () => ({ name: 'a.xlsx', bytes: await workbookOf(900) }),
      { bytesMax: WORKBOOK_BYTES_MAX },
    ],
    ['is too large', 413, 'file-too-large', () => ({ name: 'a.csv', bytes: Buffer.alloc(BYTES_MAX + 1, 'a') }), { bytesMax: BYTES_MAX }],
  ])('because it %s is refused before anything is written', async (_why, status, code, file, details: object | undefined = undefined) => {
    const before = await head();
    expect(await send('medical_cost', await file())).toMatchObject({ status, body: { code, ...(details && { details }) } });
    expect(await head()).toBe(before);
    expect(filesKept()).toEqual([]);
  });

  it('past a row fails there, says where, and may come again', async () => {
    const stranger = `路人,${idNumberOf('1981-01-01', 1)},2022-03,门诊,1\n`;
    const broken = { name: 'a.csv', bytes: `${HEADINGS}\n${stranger.repeat(1500)}"never closed` };
    const failed = await done('medical_cost', broken);
    expect(failed).toMatchObject({
      state: 'failed',
      counts: { rows: 1000, quiet: 1000 },
      failure: { code: 'csv-malformed', details: { line: 1502 } },
    });
    expect(filesKept()).toEqual([]);
    expect(await done('medical_cost', broken)).toMatchObject({ feedId: failed.feedId, state: 'failed', counts: { rows: 1000 } });
    const events = storedEvents(server.dataDir).filter(({ stream }) => stream === `feed-${failed.feedId}`);
    expect(events.map(({ type, data }) => [type, data['attempt']])).toEqual([
      ['FeedReceived', 1],
      ['FeedPageRead', 1],
      ['FeedFailed', undefined],
      ['FeedReceived', 2],
      ['FeedPageRead', 2],
      ['FeedFailed', undefined],
    ]);
  });

  it.each<[string, number, () => Promise<Answer>]>([
    ['of a kind that there is not', 404, () => send('gossip', sampleFeed('property'))],
    ['for a unit that there is not', 404, () => send('property', sampleFeed('property'), '?unit=999999')],
    ['from who may not', 403, () => send('property', sampleFeed('property'), '', auditor)],
    ['as JSON', 415, () => officer.post('/feeds/property', {})],
    ['as rows without a column', 400, () => officer.post('/feeds/property/rows', { rows: [{ 姓名: '高娟' }] })],
    ['as rows of other things than texts', 400, () => officer.post('/feeds/property/rows', { rows: [{ 姓名: 1 }] })],
    ['as no rows', 400, () => officer.post('/feeds/property/rows', { rows: [] })],
    ['as too many rows', 400, () => officer.post('/feeds/property/rows', { rows: Array.from({ length: 1001 }, () => ({})) })],
  ])('because it comes %s is refused', async (_why, status, sending) => {
    const before = await head();
    expect((await sending()).status).toBe(status);
    expect(await head()).toBe(before);
  });
});

describe('a feed that somebody stops', () => {
  it('keeps what was heard by then, and is read from its beginning when it comes again', async () => {
    const lines = Array.from({ length: 15_000 }, (_, index) => `路人,${idNumberOf('1982-01-01', index % 1000)},2022-03,门诊,${index}`);
    const long = { name: 'a.csv', bytes: iconv.encode(csv(...lines).bytes.toString(), 'gbk') };
    const { body } = await send('medical_cost', long);
    const stopped = await officer.post(`/feeds/${body.feedId}/cancel`);
    expect(stopped).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(stopped.body.counts.rows).toBeLessThan(15_000);
    expect(filesKept()).toEqual([]);
    expect(await officer.post(`/feeds/${body.feedId}/cancel`)).toMatchObject({ status: 200, body: { state: 'cancelled' } });
    expect(await done('medical_cost', long)).toMatchObject({
      feedId: body.feedId,
      state: 'completed',
      counts: { rows: 15_000, quiet: 15_000 },
    });
  });
});
