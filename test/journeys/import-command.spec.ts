import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltServer, runTool, type Ended } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';
import { expectedVerdicts, sample } from '../support/import-files.js';
import { storedEvents } from '../support/stored-events.js';

const file = (name: string): string => new URL(`../support/sample/${name}`, import.meta.url).pathname;

describe('npm run import', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-import-'));
  const report = join(dataDir, 'report.csv');
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const importFiles = (...options: readonly string[]): Promise<Ended> => {
    rmSync(report, { force: true });
    return runTool('import-files', [...options, '--report', report], dataDir);
  };
  const workbook = ['--units', file('union-units.csv'), '--households', file('households.xlsx')];
  const tables = ['--households', file('households-gbk.csv'), '--members', file('members-gbk.csv')];
  const households = () => storedEvents(dataDir).filter(({ stream }) => stream.startsWith('household-')).length;

  it('tells the verdicts of a city that is not there yet, and writes no event', async () => {
    const { code, output } = await importFiles(...workbook, '--dry-run');
    expect({ code, output: output.split('\n')[0] }).toEqual({
      code: 0,
      output: '620 rows: accepted 596, rejected 24; would change 596 households, 221 units',
    });
    expect(readFileSync(report, 'utf8')).toBe(expectedVerdicts);
    expect(storedEvents(dataDir)).toEqual([]);
  });

  it('takes units and households over, tells how far it is, and reports every row', async () => {
    const { code, output, errors } = await importFiles(...workbook);
    expect({ code, output: output.split('\n')[0] }).toEqual({
      code: 0,
      output: '620 rows: accepted 596, rejected 24; changed 596 households, 221 units',
    });
    expect(errors.split('\n')).toContain('620 / 620');
    expect(readFileSync(report)).toEqual(sample('expected.csv'));
    expect(storedEvents(dataDir).find(({ type }) => type === 'HouseholdApplied')?.meta).toMatchObject({
      by: 'system:import',
      role: 'system',
    });
  });

  it('changes nothing the second time, from the same workbook or from its tables', async () => {
    const [all, ofHouseholds] = [storedEvents(dataDir).length, households()];
    expect(await importFiles(...workbook)).toMatchObject({ code: 0 });
    expect(storedEvents(dataDir)).toHaveLength(all);
    expect(await importFiles(...tables)).toMatchObject({ code: 0, output: expect.stringContaining('changed 0 households') as string });
    expect(readFileSync(report, 'utf8')).toBe(expectedVerdicts);
    expect(households()).toBe(ofHouseholds);
  });

  it('runs beside the server, which then shows what came in', async () => {
    const server = await BuiltServer.start({ dataDir });
    const token = await server.administrator();
    const unit = join(dataDir, 'unit.csv');
    writeFileSync(unit, 'code,parent,kind,name\n410481-N1,410481,township_union,演示新镇总工会\n');
    expect(await importFiles('--units', unit)).toMatchObject({ code: 0 });
    await eventually(async () => {
      expect(await server.request('GET', '/units/410481-N1', { token })).toMatchObject({ status: 200, body: { name: '演示新镇总工会' } });
    });
    await server.stop();
  });

  it('is refused before anything is read where its report could not be written', async () => {
    const before = storedEvents(dataDir).length;
    const ended = await runTool('import-files', [...tables, '--report', join(dataDir, 'nowhere', 'verdicts.csv')], dataDir);
    expect(ended).toMatchObject({ code: 1, errors: expect.stringContaining('report-not-writable: ') as string });
    expect(storedEvents(dataDir)).toHaveLength(before);
  });

  it.each<[string, readonly string[]]>([
    ['file-not-found', ['--households', file('nowhere.xlsx')]],
    ['column-missing', ['--households', file('members-gbk.csv')]],
    ['file-too-large', tables],
  ])('is refused as %s, with a code that is not zero and nothing written', async (code, options) => {
    const before = storedEvents(dataDir).length;
    const small = code === 'file-too-large' ? { IMPORT_MAX_BYTES: '1024' } : {};
    rmSync(report, { force: true });
    const ended = await runTool('import-files', [...options, '--report', report], dataDir, small);
    expect({ code: ended.code, errors: ended.errors }).toEqual({ code: 1, errors: expect.stringContaining(`${code}: `) as string });
    expect(existsSync(report)).toBe(false);
    expect(storedEvents(dataDir)).toHaveLength(before);
  });
});
