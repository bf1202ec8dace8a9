import { globSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { typedHousehold } from '#domain/testing/sample-import-row';
import { EventStore } from '#event-store/event-store';
import { City, units, type Clerk } from '../support/city.js';
import {
  expectedVerdicts,
  gbkTables,
  importOver,
  sample,
  sendImport,
  unitTable,
  workbook,
  type FormFiles,
} from '../support/import-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

let server: TestServer;
let city: City;
let officer: Clerk;
let administrator: Clerk;
beforeAll(async () => {
  server = await TestServer.start({
    clock: new SetClock('2022-12-31T02:00:00.000Z'),
    environment: { IMPORT_MAX_BYTES: String(1024 * 1024) },
  });
  city = await City.found(server);
  officer = await city.hire('rights_dept_officer');
  administrator = await city.hire('administrator');
});
afterAll(() => server.discard());

const as = async (clerk: Clerk) => ({ server, token: await clerk.session() });
const send = async (clerk: Clerk, files: FormFiles, dryRun?: string): Promise<Answer> => sendImport(await as(clerk), files, dryRun);
const done = async (clerk: Clerk, files: FormFiles, dryRun?: string): Promise<Answer['body']> => {
  const { status, body } = await send(clerk, files, dryRun);
  expect(status).toBe(202);
  return importOver(await as(clerk), body.importId);
};
const head = (): Promise<string> => server.app.get(EventStore).head();
const uploadsKept = (): string[] => globSync('imports/*.upload', { cwd: server.dataDir });

const csv = (bytes: string | Buffer, name = 'file.csv'): FormFiles => ({ households: { name, bytes } });
const csvOf = (rows: readonly Readonly<Record<string, string>>[]): string =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))].map((line) => line.join(',')).join('\n');

describe('a union tree sent as a table', () => {
  it('is registered level by level by who may write units, and sent again changes nothing', async () => {
    expect(await done(administrator, unitTable, 'true')).toMatchObject({ state: 'completed', unitsChanged: 221 });
    expect(await done(administrator, unitTable)).toMatchObject({ state: 'completed', unitsChanged: 221 });
    const before = await head();
    expect(await done(administrator, unitTable)).toMatchObject({ state: 'completed', unitsChanged: 0 });
    expect(await head()).toBe(before);
    expect(await administrator.get('/units/410481-T4-B3')).toMatchObject({ status: 200, body: { parent: '410481-T4' } });
  });

  it('is refused whole for one bad row, and nothing is written', async () => {
    const before = await head();
    const bytes =
      'code,parent,kind,name\n410481-N1,410481,township_union,演示新镇总工会\n410481-N2,NOWHERE,township_union,演示丁镇总工会\n';
    expect(await send(administrator, { units: { name: 'units.csv', bytes } })).toMatchObject({
      status: 400,
      body: { code: 'unit-rows-invalid', details: { faults: [{ row: 3, code: 'unknown_parent' }] } },
    });
    expect(await head()).toBe(before);
  });

  it('is not for who imports households, nor the other way round', async () => {
    expect(await send(officer, unitTable)).toMatchObject({ status: 403, body: { details: { permission: 'unit:write' } } });
    expect(await send(administrator, workbook)).toMatchObject({ status: 403, body: { details: { permission: 'import:run' } } });
    const caseworker = await city.hire('base_caseworker');
    expect(await send(caseworker, workbook)).toMatchObject({ status: 403, body: { code: 'permission-denied' } });
  });

  it('is written only below where the right is held', async () => {
    const away = await city.hire('administrator', units.county);
    const bytes = 'code,parent,kind,name\n410402,410481,county_union,新华区总工会\n';
    expect(await send(away, { units: { name: 'units.csv', bytes } })).toMatchObject({
      status: 403,
      body: { details: { units: ['410402'] } },
    });
  });
});

describe('the workbook of the city', () => {
  it('tells the verdict of every row without writing anything', async () => {
    const before = await head();
    const { importId, ...progress } = await done(officer, workbook, 'true');
    expect(progress).toMatchObject({
      state: 'completed',
      dryRun: true,
      rowsTotal: 620,
      rowsDone: 620,
      accepted: 596,
      rejected: 24,
      changed: 596,
    });
    expect((await officer.get(`/imports/${importId}/verdicts.csv`)).body).toBe(expectedVerdicts);
    expect(await head()).toBe(before);
  });

  it('is taken over, and its upload does not stay', async () => {
    const { importId, ...progress } = await done(officer, workbook);
    expect(progress).toMatchObject({ state: 'completed', accepted: 596, rejected: 24, changed: 596, byCode: { size_mismatch: 2 } });
    const verdicts = await officer.get(`/imports/${importId}/verdicts.csv`);
    expect(verdicts.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(verdicts.body).toBe(expectedVerdicts);
    expect(uploadsKept()).toEqual([]);
  });

  it('sent again, as the same file or twice at once as GBK tables, changes no household', async () => {
    const before = await head();
    const first = await done(officer, workbook);
    expect(first).toMatchObject({ state: 'completed', accepted: 596, changed: 0 });
    expect(await head()).toBe(before);
    const [one, other] = await Promise.all([send(officer, gbkTables), send(officer, gbkTables)]);
    expect(other.body.importId).toBe(one.body.importId);
    const { importId, ...progress } = await importOver(await as(officer), one.body.importId);
    expect(progress).toMatchObject({ state: 'completed', accepted: 596, changed: 0 });
    expect((await officer.get(`/imports/${importId}/verdicts.csv`)).body).toBe(expectedVerdicts);
  });

  it('with one changed cell changes one household by that fact alone', async () => {
    const text = sample('households-gbk.csv').toString('latin1');
    const changed = text.replace('19900005400', '19900005401');
    const before = await head();
    const files = { ...gbkTables, households: { name: 'changed.csv', bytes: Buffer.from(changed, 'latin1') } };
    expect(await done(officer, files)).toMatchObject({ accepted: 596, changed: 1 });
    const types: string[] = [];
    for await (const page of server.app.get(EventStore).readAll({ after: before, categories: ['household'] }))
      types.push(...page.map(({ type }) => type));
    expect(types).toEqual(['HouseholdImported', 'PrincipalContactChanged']);
  });

  it('is listed for who reaches it, with its counts', async () => {
    const position = await head();
    const { body } = await officer.get(`/imports?after=${position}`);
    const own = body.rows.filter(({ by }: { by: string }) => by === officer.accountId);
    expect(own).toHaveLength(3);
    expect(own[0]).toMatchObject({ unit: units.city, status: 'completed', rows: 620, accepted: 596 });
    const away = await city.hire('service_centre_officer', units.county);
    expect((await away.get(`/imports?after=${position}`)).body.rows).toEqual([]);
    const { importId } = own[0];
    for (const path of [`/imports/${importId}`, `/imports/${importId}/verdicts.csv`])
      expect(await away.get(path)).toMatchObject({ status: 404 });
    expect(await away.post(`/imports/${importId}/cancel`)).toMatchObject({ status: 404 });
  });

  it('from a county takes only rows that the sender reaches', async () => {
    const away = await city.hire('service_centre_officer', units.county);
    const { importId, rejected } = await done(away, workbook);
    const verdicts = (await away.get(`/imports/${importId}/verdicts.csv`)).body as string;
    const outOfScope = verdicts.split('\n').filter((line) => line.includes('unit_out_of_scope'));
    expect(outOfScope.length).toBeGreaterThan(400);
    expect(rejected).toBeGreaterThan(outOfScope.length);
    expect(rejected).toBeLessThan(620);
  });
});

describe('people in two places', () => {
  const [headings = '', ...lines] = Buffer.from(sample('households-gbk.csv')).toString('latin1').split('\n');

  it('are rejected where another open file has them', async () => {
    const line = lines[0]!.replace('PDS1-00001', 'OTHER-1').replace(/,2,23987/, ',1,23987');
    const bytes = Buffer.from(`${headings}\n${line}\n`, 'latin1');
    const { importId } = await done(officer, { households: { name: 'twice.csv', bytes } });
    expect((await officer.get(`/imports/${importId}/verdicts.csv`)).body).toContain('OTHER-1,rejected,person_in_another_open_file');
  });
});

describe('a file that cannot be read', () => {
  const otherSheet = async (): Promise<FormFiles> => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('别的').addRow(['x']);
    return csv(Buffer.from(await book.xlsx.writeBuffer()), 'other.xlsx');
  };

  it.each<[string, number, FormFiles | (() => Promise<FormFiles>)]>([
    ['nothing-to-import', 400, {}],
    ['not-a-workbook', 400, csv('hello', 'households.xlsx')],
    ['not-a-workbook', 400, csv(sample('households.xlsx').subarray(0, 50_000))],
    ['sheet-missing', 400, otherSheet],
    ['column-missing', 400, csv(sample('members-gbk.csv'))],
    ['file-empty', 400, csv('')],
    ['file-too-large', 413, csv(Buffer.alloc(100 * 1024 * 1024, 'x'))],
    ['validation-failed', 400, { secrets: { name: 'x', bytes: 'y' } } as FormFiles],
  ])('is refused as %s, and nothing is written', async (code, status, files) => {
    const before = await head();
    expect(await send(officer, typeof files === 'function' ? await files() : files)).toMatchObject({ status, body: { code } });
    expect(await head()).toBe(before);
    expect(uploadsKept()).toEqual([]);
  });

  it('is refused where it is no form at all, or says neither yes nor no', async () => {
    expect(await officer.post('/imports', {})).toMatchObject({ status: 415, body: { code: 'unsupported-media-type' } });
    expect(await send(officer, workbook, 'perhaps')).toMatchObject({ status: 400, body: { fields: [{ pointer: '/dryRun' }] } });
  });
});

describe('an import that is cancelled', () => {
  it('keeps what was taken over, and goes on where it is sent again', async () => {
    const files = csv(
      csvOf(
        Array.from({ length: 900 }, (_, index) => ({
          ...typedHousehold,
          档案编号: `C-${index}`,
          身份证号: idNumberOf('1980-01-01', index),
          家庭人口: '1',
        })),
      ),
    );
    const { body } = await send(officer, files);
    const { status, body: cancelled } = await officer.post(`/imports/${body.importId}/cancel`);
    expect({ status, state: cancelled.state }).toEqual({ status: 200, state: 'cancelled' });
    expect(cancelled.rowsDone).toBeLessThan(900);
    expect(uploadsKept()).toEqual([]);
    expect(await officer.get(`/imports/${body.importId}/verdicts.csv`)).toMatchObject({
      status: 409,
      body: { code: 'import-not-completed' },
    });
    expect(await done(officer, files)).toMatchObject({ importId: body.importId, state: 'completed', accepted: 900 });
  });

  it('is no more to be found than one that never was', async () => {
    const never = '00000000-0000-8000-8000-000000000000';
    for (const path of [`/imports/${never}`, '/imports/..%2F..%2Fkeys', `/imports/${never}/verdicts.csv`])
      expect(await officer.get(path)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});
