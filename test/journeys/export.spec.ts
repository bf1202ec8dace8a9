import ExcelJS from 'exceljs';
import { parse } from 'csv-parse/sync';
import { City, units, type Clerk } from '../support/city.js';
import { LegacyFiles, type TakenOver } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';

/** More than are read at once. */
const FILES = 520;

let server: TestServer;
let city: City;
let everywhere: Clerk;
let latest: string;
const files: TakenOver[] = [];

beforeAll(async () => {
  server = await TestServer.start({ clock: new SetClock('2022-03-01T02:00:00.000Z') });
  city = await City.found(server);
  everywhere = await city.hire('auditor');
  const legacy = new LegacyFiles(server);
  const wishes = Array.from({ length: FILES }, (_, index) => ({ unitId: index % 130 === 0 ? units.otherBase : units.base }));
  files.push(await legacy.take({ name: '=1+1', yearlyWageFen: 2_400_000 }));
  files.push(...(await Promise.all(wishes.map((wish) => legacy.take(wish)))));
  latest = files
    .map(({ receipt }) => receipt.position)
    .toSorted()
    .at(-1)!;
});
afterAll(() => server.discard());

const download = async (clerk: Clerk, path: string): Promise<Response> =>
  fetch(`${server.url}/api/households/${path}${path.includes('?') ? '&' : '?'}after=${latest}`, {
    headers: { authorization: `Bearer ${await clerk.session()}` },
  });

const csv = async (clerk: Clerk, query = ''): Promise<Record<string, string>[]> =>
  parse(await (await download(clerk, `export.csv${query}`)).text(), { bom: true, columns: true });

describe('the board as a file', () => {
  it('has every household within reach once, over all its pages', async () => {
    const numbers = (await csv(everywhere)).map((row) => row.档案编号);
    expect(numbers).toEqual(files.map(({ row }) => row.fileNumber).toSorted());
  });

  it('is a CSV that Excel opens as it should, to be saved under a name', async () => {
    const response = await download(everywhere, 'export.csv');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="households-2022-03-01.csv"');
    expect([...new Uint8Array(await response.arrayBuffer()).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  });

  it('runs no name as a formula', async () => expect((await csv(everywhere, '?fileNumber=L-0001'))[0]!.姓名).toBe("'=1+1"));

  it('follows the filters of the board', async () => {
    expect(await csv(everywhere, '?category=relatively_difficult')).toHaveLength(1);
    expect(await csv(everywhere, `?unit=${units.otherCounty}`)).toHaveLength(4);
    expect(await csv(everywhere, '?status=cancelled')).toEqual([]);
  });

  it('has no row of other unions', async () => {
    const neighbour = await city.hire('base_caseworker', units.otherBase);
    expect(new Set((await csv(neighbour)).map((row) => row.工会编码))).toEqual(new Set([units.otherBase]));
    expect((await download(neighbour, `export.csv?unit=${units.base}`)).status).toBe(404);
    expect((await download(neighbour, `export.xlsx?unit=${units.base}`)).status).toBe(404);
  });

  it('tells no ID number, telephone, card, address or health value in either form', async () => {
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(await (await download(everywhere, 'export.xlsx')).arrayBuffer());
    const cells: unknown[] = [];
    workbook.worksheets[0]!.eachRow((row) => cells.push(row.values));
    expect(cells).toHaveLength(FILES + 2);
    const told = JSON.stringify([cells, await csv(everywhere)]);
    for (const secret of files.slice(0, 50).flatMap(({ secrets }) => secrets)) expect(told).not.toContain(secret);
  });

  it.each(['export.csv', 'export.xlsx'])('%s is not for who sees no case', async (path) => {
    for (const role of ['dashboard_viewer', 'administrator'] as const)
      expect((await download(await city.hire(role), path)).status).toBe(403);
    expect((await fetch(`${server.url}/api/households/${path}`)).status).toBe(401);
  });

  it.each(['name=x', 'limit=5', 'temporary=1'])('refuses %s', async (query) =>
    expect((await download(everywhere, `export.csv?${query}`)).status).toBe(400),
  );

  it('that is broken off leaves a server that answers', async () => {
    const abort = new AbortController();
    const token = await everywhere.session();
    const response = await fetch(`${server.url}/api/households/export.csv`, {
      headers: { authorization: `Bearer ${token}` },
      signal: abort.signal,
    });
    await response.body!.getReader().read();
    abort.abort();
    expect(await csv(everywhere, '?fileNumber=L-0001')).toHaveLength(1);
  });
});
