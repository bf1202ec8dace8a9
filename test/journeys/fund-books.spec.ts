import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { EventStore } from '#event-store/event-store';
import { fundIdOf } from '../../apps/server/src/platform/money/fund-id.js';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { openFund, openingOf, receive, treasuryOf, type Treasury } from '../support/fund-work.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

const FORMULA = '=HYPERLINK("http://x","点此")';

const clock = new SetClock('2022-12-20T02:00:00.000Z');
let server: TestServer;
let city: City;
let staff: Treasury;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  staff = await treasuryOf(city);
});
afterAll(() => server.discard());

/** What somebody sees of all that is written by now. */
const seen = async (clerk: Clerk, path: string): Promise<Answer['body']> => {
  const after = await server.app.get(EventStore).head();
  return (await ok(clerk.get(`${path}${path.includes('?') ? '&' : '?'}after=${after}`))).body;
};

const balance = (query = '') => seen(staff.auditor, `/funds/trial-balance?${query}`);

const download = async (clerk: Clerk, path: string): Promise<Buffer> => {
  const after = await server.app.get(EventStore).head();
  const url = `${server.url}/api${path}${path.includes('?') ? '&' : '?'}after=${after}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${await clerk.session()}` } });
  expect(response.status).toBe(200);
  return Buffer.from(await response.arrayBuffer());
};

const idAt = (unitId: string, year = 2022): string =>
  fundIdOf({ ...openingOf({ unitId, year }), source: 'union_funds', sourceLevel: 'city', purpose: 'hardship_aid' } as never);

describe('a fund’s year', () => {
  const paper = { document: '通知1号' };
  const steps: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['receive', () => receive(staff.cityKeeper, idAt(units.city), 1_000_000, { receivedOn: '2022-01-05' })],
    [
      'allocate to the county',
      () =>
        staff.cityAllocator.post(`/funds/${idAt(units.city)}/allocate`, {
          ...paper,
          toUnitId: units.county,
          amountFen: 600_000,
          allocatedOn: '2022-01-20',
        }),
    ],
    [
      'allocate to the base union',
      () =>
        staff.countyAllocator.post(`/funds/${idAt(units.county)}/allocate`, {
          ...paper,
          toUnitId: units.base,
          amountFen: 250_000,
          allocatedOn: '2022-02-01',
        }),
    ],
    [
      'take back',
      () =>
        staff.countyAllocator.post(`/funds/${idAt(units.base)}/take-back`, {
          ...paper,
          toUnitId: units.county,
          amountFen: 50_000,
          takenBackOn: '2022-11-30',
        }),
    ],
    [
      'return',
      () =>
        staff.cityKeeper.post(`/funds/${idAt(units.city)}/return-amount`, {
          amountFen: 100_000,
          returnedOn: '2022-12-19',
          voucher: '退-1',
          payee: '演示省总工会',
          payeeKind: 'organisation',
        }),
    ],
    [
      'carry over',
      () => staff.cityKeeper.post(`/funds/${idAt(units.city)}/carry-over`, { ...paper, amountFen: 300_000, carriedOverOn: '2022-12-20' }),
    ],
    ['close', () => staff.cityKeeper.post(`/funds/${idAt(units.city)}/close`, { closedOn: '2022-12-20' })],
  ];

  it('adds up to nothing at every step, for every unit', async () => {
    await openFund(staff.cityKeeper);
    for (const [name, step] of steps) {
      await ok(step());
      const { balanced, rows, total, discrepancies } = await balance();
      expect([name, balanced, discrepancies, total.differenceFen, total.debitFen - total.creditFen, total.onTheirWayFen]).toEqual([
        name,
        true,
        [],
        0,
        0,
        0,
      ]);
      expect(rows.map(({ differenceFen }: { differenceFen: number }) => differenceFen).every((fen: number) => fen === 0)).toBe(true);
    }
    const account = async (query: string, name: string) =>
      (await balance(query)).total.accounts.find((each: { account: string }) => each.account === name).balanceFen;
    expect(await account('year=2022', 'received')).toBe(-1_000_000);
    expect(await account('year=2022', 'available')).toBe(600_000);
    expect(await account('year=2023', 'available')).toBe(300_000);
    expect(await account(`unit=${units.county}`, 'available')).toBe(600_000);
  });

  it('stands on the board with what came, went and is left, and in sum', async () => {
    const { rows, totals } = await seen(staff.auditor, '/funds?year=2022&sort=availableFen&order=desc');
    expect(rows.map(({ unitId, availableFen }: { unitId: string; availableFen: number }) => [unitId, availableFen])).toEqual([
      [units.county, 400_000],
      [units.base, 200_000],
      [units.city, 0],
    ]);
    expect(rows[2]).toMatchObject({
      unitName: '演示市总工会',
      status: 'closed',
      receivedFen: 1_000_000,
      transferredOutFen: 900_000,
      returnedFen: 100_000,
    });
    expect(totals).toMatchObject({
      funds: 3,
      receivedFen: 1_000_000,
      transferredOutFen: 1_200_000,
      transferredInFen: 900_000,
      unspentFen: 600_000,
    });
    expect((await seen(staff.auditor, '/funds?status=closed')).totals).toMatchObject({ funds: 1 });
    expect((await seen(staff.countyKeeper, '/funds')).totals).toMatchObject({ funds: 2, availableFen: 600_000 });
    const page = await seen(staff.auditor, '/funds?year=2022&limit=2&sort=unspentFen');
    expect([page.rows.length, typeof page.next]).toEqual([2, 'string']);
    expect((await seen(staff.auditor, `/funds?year=2022&limit=2&sort=unspentFen&cursor=${page.next}`)).rows).toHaveLength(1);
  });

  it('is told entry by entry, and every balance can be added up again', async () => {
    const { rows } = await seen(staff.auditor, `/funds/${idAt(units.city)}/ledger`);
    let available = 0;
    for (const { from, to, amountFen, availableFen } of rows) {
      available += (to === 'available' ? amountFen : 0) - (from === 'available' ? amountFen : 0);
      expect(availableFen).toBe(available);
    }
    expect(rows.map(({ kind, amountFen, occurredOn }: Record<string, unknown>) => [kind, amountFen, occurredOn])).toEqual([
      ['AmountReceived', 1_000_000, '2022-01-05'],
      ['TransferSent', 600_000, '2022-01-20'],
      ['AmountReturned', 100_000, '2022-12-19'],
      ['TransferSent', 300_000, '2022-12-20'],
    ]);
    expect(rows[1]).toMatchObject({
      document: '通知1号',
      otherUnitName: '演示甲县总工会',
      transferKind: 'allocation',
      byName: staff.cityAllocator.username,
    });
    expect(rows[2]).toMatchObject({ voucher: '退-1', payee: '演示省总工会' });
    const path = `/funds/${idAt(units.city)}/ledger`;
    expect((await seen(staff.auditor, `${path}?kind=TransferSent&from=2022-12-01`)).rows).toHaveLength(1);
    expect((await seen(staff.auditor, `${path}?until=2022-01-31`)).rows).toHaveLength(2);
    const page = await seen(staff.auditor, `${path}?limit=3&order=desc`);
    expect(page.rows[0]).toMatchObject({ kind: 'TransferSent', amountFen: 300_000 });
    expect((await seen(staff.auditor, `${path}?limit=3&order=desc&cursor=${page.next}`)).rows).toHaveLength(1);
  });

  it('is out of sight for a unit beside it', async () => {
    const neighbour = await city.hire('finance_officer', units.otherCounty);
    for (const path of ['', '/ledger', '/ledger/export.csv'])
      expect((await neighbour.get(`/funds/${idAt(units.county)}${path}`)).status).toBe(404);
    expect((await seen(neighbour, '/funds')).rows).toEqual([]);
  });
});

describe('gifts', () => {
  let fundId: string;
  const gift = (amountFen: number, donor?: object) =>
    ok(receive(staff.countyKeeper, fundId, amountFen, { fundType: 'donation', receivedOn: '2022-03-01', ...(donor && { donor }) }));

  beforeAll(async () => {
    fundId = await openFund(staff.countyKeeper, { source: 'social_donation', sourceLevel: 'county', unitId: units.county });
    await gift(50_000, { kind: 'organisation', name: FORMULA });
    await gift(30_000, { kind: 'person', name: '欧阳小明' });
    await gift(20_000);
  });

  it('are made public: organisations by name, persons masked, the rest unnamed', async () => {
    const { rows } = await seen(staff.auditor, '/publicity/donations');
    const place = { receivedOn: '2022-03-01', unitId: units.county, unitName: '演示甲县总工会', purpose: 'hardship_aid' };
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        { donorKind: 'organisation', donorName: FORMULA, amountFen: 50_000, ...place },
        { donorKind: 'person', donorName: '欧***', amountFen: 30_000, ...place },
        { donorKind: 'anonymous', donorName: null, amountFen: 20_000, ...place },
      ]),
    );
    expect((await seen(staff.auditor, '/publicity/donations?from=2022-03-02')).rows).toEqual([]);
    expect((await seen(await city.hire('dashboard_viewer'), '/publicity/donations')).rows).toHaveLength(3);
    expect((await seen(await city.hire('dashboard_viewer', units.otherCounty), '/publicity/donations')).rows).toEqual([]);
  });

  it('leave no name of a person in the ledger or its export', async () => {
    const told = JSON.stringify([
      (await seen(staff.auditor, `/funds/${fundId}/ledger`)).rows,
      parse(await download(staff.auditor, `/funds/${fundId}/ledger/export.csv`), { bom: true }),
    ]);
    expect(told).toContain('欧***');
    expect(told).not.toContain('欧阳小明');
  });

  it('come out of the workbook as numbers, dates and texts that nothing runs', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load((await download(staff.auditor, `/funds/${fundId}/ledger/export.xlsx`)) as never);
    const sheet = workbook.worksheets[0]!;
    const titles = (sheet.getRow(1).values as string[]).slice(1);
    const cell = (title: string) => sheet.getRow(2).getCell(titles.indexOf(title) + 1);
    expect(cell('金额（元）')).toMatchObject({ type: ExcelJS.ValueType.Number, value: 500, numFmt: '#,##0.00' });
    expect(cell('可用余额（元）')).toMatchObject({ type: ExcelJS.ValueType.Number, value: 500 });
    expect(cell('发生日期')).toMatchObject({ type: ExcelJS.ValueType.Date, value: new Date('2022-03-01T00:00:00Z'), numFmt: 'yyyy-mm-dd' });
    expect([cell('捐赠人').type, cell('捐赠人').value]).toEqual([ExcelJS.ValueType.String, FORMULA]);
    const [first] = parse<Record<string, string>>(await download(staff.auditor, `/funds/${fundId}/ledger/export.csv`), {
      bom: true,
      columns: true,
    });
    expect([first!.捐赠人, first!['金额（元）'], first!.发生日期]).toEqual([`'${FORMULA}`, '500.00', '2022-03-01']);
  });
});

describe('money that is left of a year', () => {
  it('is listed, the most first, and flagged where it may not go on', async () => {
    const central = await openFund(staff.cityKeeper, { source: 'central_finance', sourceLevel: 'central' });
    await ok(receive(staff.cityKeeper, central, 2_000_000, { fundType: 'fiscal' }));
    const { rows, totals, mustNotGoOn } = await seen(staff.auditor, '/funds/unspent?year=2022');
    const told = rows.map(({ source, unspentFen, mustNotGoOn: flag }: Record<string, unknown>) => [source, unspentFen, flag]);
    expect(told).toEqual([
      ['central_finance', 2_000_000, true],
      ['union_funds', 400_000, false],
      ['union_funds', 200_000, false],
      ['social_donation', 100_000, false],
    ]);
    expect([totals.unspentFen, mustNotGoOn.unspentFen, mustNotGoOn.funds]).toEqual([2_700_000, 2_000_000, 1]);
    const csv = parse<Record<string, string>>(await download(staff.auditor, '/funds/unspent/export.csv?year=2022'), {
      bom: true,
      columns: true,
    });
    expect(csv.map((row) => [row['结余（元）'], row.可否结转]).sort()).toEqual([
      ['1000.00', '是'],
      ['2000.00', '是'],
      ['20000.00', '否'],
      ['4000.00', '是'],
    ]);
    expect((await staff.auditor.get('/funds/unspent')).status).toBe(400);
  });
});
