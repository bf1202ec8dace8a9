import { globSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { EventStore } from '#event-store/event-store';
import { officeOf, registeredHousehold, type CaseWork } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { feedOver, inGbk, rowsIn, sampleFeed, sendFeed, type FeedFile, type SampleFeedKind } from '../support/feed-work.js';
import { importOver, sendImport, unitTable, workbook } from '../support/import-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';
import { storedEvents } from '../support/stored-events.js';

const HEADINGS = '姓名,身份证号,就诊月份,类型,自付金额(元)';

let server: TestServer;
let officer: Clerk;
let countyOfficer: Clerk;
let auditor: Clerk;
let household: CaseWork;

beforeAll(async () => {
  const clock = new SetClock('2022-02-10T02:00:00.000Z');
  server = await TestServer.start({ clock });
  const city = await City.found(server);
  household = await registeredHousehold(server, await officeOf(city), clock);
  officer = await city.hire('rights_dept_officer');
  countyOfficer = await city.hire('service_centre_officer', '410482');
  auditor = await city.hire('auditor');
  const administrator = await as(await city.hire('administrator'));
  await importOver(administrator, (await sendImport(administrator, unitTable)).body.importId);
  // Some files of the sample are applied for later in the year.
  clock.set('2022-12-31T02:00:00.000Z');
  await importOver(await as(officer), (await sendImport(await as(officer), workbook)).body.importId);
  clock.set('2022-04-01T02:00:00.000Z');
}, 60_000);
afterAll(() => server.discard());

const as = async (clerk: Clerk) => ({ server, token: await clerk.session() });
const send = async (kind: string, file: FeedFile, query = '', clerk = officer): Promise<Answer> =>
  sendFeed(await as(clerk), kind, file, query);
const over = async ({ status, body }: Answer, clerk = officer): Promise<Answer['body']> => {
  expect({ status, code: body.code }).toEqual({ status: 202 });
  return feedOver(await as(clerk), body.feedId);
};
const done = async (kind: string, file: FeedFile, query = '', clerk = officer) => over(await send(kind, file, query, clerk), clerk);
const head = (): Promise<string> => server.app.get(EventStore).head();
const filesKept = (): string[] => globSync('feeds/*', { cwd: server.dataDir });
const csv = (...lines: readonly string[]): FeedFile => ({ name: 'medical.csv', bytes: [HEADINGS, ...lines].join('\n') });
const faultsOf = async (feedId: string, query: string): Promise<Answer> => officer.get(`/feeds/${feedId}/faults${query}`);

/** The same table as a workbook, with amounts as numbers. */
const asWorkbook = async (file: FeedFile): Promise<FeedFile> => {
  const rows = rowsIn(file);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('低保');
  sheet.addRow(Object.keys(rows[0] ?? {}));
  for (const row of rows) sheet.addRow(Object.values(row).map((cell) => (/^\d+\.\d\d$/.test(cell) ? Number(cell) : cell)));
  return { name: 'allowance.xlsx', bytes: Buffer.from(await book.xlsx.writeBuffer()) };
};

const NONE = { leads: 0, repeated: 0, quiet: 0, faulty: 0 };
/** What the departments' rows come to for the 596 sample households: counted in the sample files by a program of its own, apart from ours. */
const expected: Readonly<Record<SampleFeedKind, object>> = {
  medical_cost: { ...NONE, rows: 63, matched: 58, leads: 5 },
  unemployment: { ...NONE, rows: 34, matched: 31, quiet: 3 },
  minimum_allowance: { ...NONE, rows: 40, matched: 40 },
  disaster: { ...NONE, rows: 16, matched: 13, leads: 3 },
  property: { ...NONE, rows: 23, matched: 16, quiet: 7 },
};

describe('the files of five departments', () => {
  it('are tried first: the same counts, the flags they would raise, and nothing is written', async () => {
    const before = await head();
    const tried = await done('medical_cost', sampleFeed('medical_cost'), '?dryRun=true');
    expect(tried).toMatchObject({ state: 'completed', dryRun: true, counts: expected.medical_cost });
    expect(Object.keys(tried.flagsByRule as object)).toContain('medical-inpatient');
    expect(tried).not.toHaveProperty('position');
    expect(await head()).toBe(before);
    expect(filesKept()).toEqual([]);
    const flags = await done('unemployment', sampleFeed('unemployment'), '?dryRun=true');
    expect(flags).toMatchObject({
      counts: expected.unemployment,
      flagsByRule: { 'unemployment-registered': expect.any(Number) as number },
    });
  });

  it('are heard in UTF-8, in GBK, as a workbook and as rows, each row once', async () => {
    expect(await done('medical_cost', sampleFeed('medical_cost'))).toMatchObject({
      state: 'completed',
      department: '医疗保障局',
      unitId: units.city,
      dryRun: false,
      counts: expected.medical_cost,
    });
    expect(await done('unemployment', inGbk(sampleFeed('unemployment')))).toMatchObject({ counts: expected.unemployment });
    expect(await done('minimum_allowance', await asWorkbook(sampleFeed('minimum_allowance')))).toMatchObject({
      counts: expected.minimum_allowance,
    });
    const rows = { rows: rowsIn(sampleFeed('disaster')) };
    expect(await over(await officer.post('/feeds/disaster/rows', rows, { 'idempotency-key': 'march' }))).toMatchObject({
      counts: expected.disaster,
    });
    expect(await done('property', sampleFeed('property'))).toMatchObject({ counts: expected.property });
    expect(filesKept()).toEqual([]);
  });

  it('raise the flags that the dry run of one of them told of', async () => {
    const raised = storedEvents(server.dataDir).filter(({ type }) => type === 'FlagRaised');
    const ofUnemployment = raised.filter(({ data }) => data['ruleId'] === 'unemployment-registered');
    const again = await done('unemployment', { ...sampleFeed('unemployment'), name: 'again.csv' }, '?dryRun=true');
    // All is known by now, so nothing more would be raised.
    expect(again).toMatchObject({ counts: { ...expected.unemployment, matched: 0, repeated: 31 }, flagsByRule: {} });
    expect(ofUnemployment.length).toBeGreaterThan(20);
  });

  it('change nothing when the same file comes twice', async () => {
    const before = await head();
    const again = await done('medical_cost', sampleFeed('medical_cost'));
    expect(again).toMatchObject({ state: 'completed', counts: expected.medical_cost });
    const rows = { rows: rowsIn(sampleFeed('disaster')) };
    const { body } = await officer.post('/feeds/disaster/rows', rows);
    expect(body).toMatchObject({ state: 'completed', counts: expected.disaster });
    expect(await head()).toBe(before);
    expect(filesKept()).toEqual([]);
  });

  it('are heard once, whichever file brings a row', async () => {
    const signals = () => storedEvents(server.dataDir).filter(({ type }) => type === 'SignalReceived' || type === 'LeadSignalAdded').length;
    const before = signals();
    const { counts } = await done('medical_cost', inGbk(sampleFeed('medical_cost')));
    expect(counts).toEqual({ ...NONE, rows: 63, matched: 0, repeated: 63 });
    expect(signals()).toBe(before);
  });

  it('say nothing of anybody in their own streams', () => {
    const events = storedEvents(server.dataDir).filter(({ stream }) => stream.startsWith('feed-'));
    expect(events.map(({ type }) => type).filter((type) => type === 'FeedCompleted')).toHaveLength(6);
    const text = JSON.stringify(events);
    for (const { 姓名: name = '', 身份证号: idNumber = '' } of rowsIn(sampleFeed('medical_cost'))) {
      expect(text.includes(idNumber)).toBe(false);
      expect(name.length > 2 && text.includes(name)).toBe(false);
    }
  });
});

describe('rows that cannot be taken', () => {
  const known = rowsIn(sampleFeed('medical_cost'))[0]!;
  const bill = (name: string, idNumber: string, amount: string, month = '2022-03', care = '住院') =>
    [name, idNumber, month, care, amount].join(',');

  it('are listed with their place, one code each, and the others are heard', async () => {
    const { principal } = (await household.file()).facts;
    const good = bill(known['姓名']!, ` ${known['身份证号']!.toLowerCase()}`, '"1,234.50"', '2022/3');
    const feed = await done(
      'medical_cost',
      csv(
        good,
        good.replace('2022/3', '2022年3月'),
        ',,,,',
        bill('', known['身份证号']!, '1'),
        bill('高娟', '410424197403160141', '1'),
        bill('高娟', known['身份证号']!, '1', '2022-13'),
        bill('高娟', known['身份证号']!, '1', '2022-05'),
        bill('高娟', known['身份证号']!, '一万'),
        bill('高娟', known['身份证号']!, '1', '2022-03', '急诊'),
        bill('高娟', principal.idNumber, '30000'),
        bill('路人', idNumberOf('1980-01-01', 1), '19999.99'),
        bill('路人', idNumberOf('1980-01-01', 3), '20000'),
        bill('路人', idNumberOf('1980-01-01', 3), '20000.00'),
      ),
    );
    expect(feed).toMatchObject({ state: 'completed', counts: { rows: 12, matched: 1, leads: 1, repeated: 0, quiet: 1, faulty: 9 } });
    const faults = [
      { row: 2, code: 'duplicate_in_file' },
      { row: 3, code: 'missing_name', column: '姓名' },
      { row: 4, code: 'id_check_digit', column: '身份证号' },
      { row: 5, code: 'bad_date', column: '就诊月份' },
      { row: 6, code: 'date_in_future', column: '就诊月份' },
      { row: 7, code: 'bad_amount', column: '自付金额(元)' },
      { row: 8, code: 'unknown_value', column: '类型' },
      { row: 9, code: 'not_authorised' },
      { row: 12, code: 'duplicate_in_file' },
    ];
    const first = await faultsOf(feed.feedId, `?after=${feed.position}&limit=5`);
    const second = await faultsOf(feed.feedId, `?limit=5&cursor=${first.body.next}`);
    expect([...first.body.rows, ...second.body.rows]).toEqual(faults);
    expect(second.body).not.toHaveProperty('next');
    const table = String((await faultsOf(feed.feedId, '.csv')).body);
    expect(table.split('\r\n')[8]).toBe('9,,not_authorised,该户未授权信息核对');
  });

  it('are listed of a dry run as well', async () => {
    const wrong = csv(...Array.from({ length: 3 }, () => bill('', '', '1')));
    const { feedId, counts } = await done('medical_cost', wrong, '?dryRun=true');
    expect(counts).toMatchObject({ rows: 3, faulty: 3 });
    const { body } = await faultsOf(feedId, '?limit=2');
    expect(body).toEqual({ rows: [1, 2].map((row) => ({ row, code: 'missing_name', column: '姓名' })), next: '2' });
    expect((await faultsOf(feedId, '?cursor=2')).body.rows).toHaveLength(1);
    expect(String((await faultsOf(feedId, '.csv')).body).split('\r\n')).toHaveLength(5);
  });

  it('are taken where the household has authorised that department', async () => {
    const { principal } = (await household.file()).facts;
    const bytes = `姓名,身份证号,房产套数,机动车,企业法人\n高娟,${principal.idNumber},2,否,否\n高娟,${principal.idNumber},1,否,否`;
    expect(await done('property', { name: 'homes.csv', bytes })).toMatchObject({ counts: { rows: 2, matched: 1, quiet: 1, faulty: 0 } });
    const heard = storedEvents(server.dataDir).filter(({ stream }) => stream === `watch-${household.householdId}`);
    expect(heard.map(({ type, data }) => [type, data['ruleId']])).toEqual([
      ['SignalReceived', undefined],
      ['FlagRaised', 'property-homes'],
    ]);
  });
});

describe('a county', () => {
  it('hears of its own households, and nothing is said of others', async () => {
    const { counts, unitId } = await done('unemployment', sampleFeed('unemployment'), '', countyOfficer);
    expect(unitId).toBe('410482');
    expect(counts).toMatchObject({ rows: 34, matched: 0, faulty: 0 });
    expect(counts.repeated).toBeGreaterThan(0);
    expect(counts.repeated + counts.quiet).toBe(34);
  });

  it('sees and stops its own feeds alone', async () => {
    const { feedId } = await done('unemployment', sampleFeed('unemployment'));
    expect(await countyOfficer.get(`/feeds/${feedId}`)).toMatchObject({ status: 404 });
    expect(await countyOfficer.get(`/feeds/${feedId}/faults.csv`)).toMatchObject({ status: 404 });
    expect(await countyOfficer.post(`/feeds/${feedId}/cancel`)).toMatchObject({ status: 404 });
    expect(await auditor.post(`/feeds/${feedId}/cancel`)).toMatchObject({ status: 403 });
    expect(await officer.post(`/feeds/${feedId}/cancel`)).toMatchObject({ status: 409, body: { code: 'feed-not-running' } });
    expect(await send('unemployment', sampleFeed('unemployment'), `?unit=${units.city}`, countyOfficer)).toMatchObject({ status: 404 });
    const { body } = await countyOfficer.get(`/feeds?after=${await head()}`);
    expect(body.rows.map(({ unitId }: { unitId: string }) => unitId)).toEqual(['410482']);
    const all = (await auditor.get('/feeds?feed=unemployment&status=completed')).body.rows;
    // The table in GBK, and the same in UTF-8.
    expect(all.filter((row: { unitId: string }) => row.unitId === units.city)).toHaveLength(2);
    expect(all).toContainEqual(
      expect.objectContaining({
        feed: 'unemployment',
        by: officer.accountId,
        matched: 31,
        quiet: 3,
        endedAt: '2022-04-01T02:00:00.000Z',
      }),
    );
  });
});
