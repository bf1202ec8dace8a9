import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BuiltServer, runTool } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';

const unit = (number: number) => ({ code: `4104-${number}`, kind: 'base_union', parent: '410400', name: `演示工会 ${number}` });

describe('rebuilding the views of a running server', () => {
  let server: BuiltServer;
  let token: string;
  let written = 0;

  beforeAll(async () => {
    server = await BuiltServer.start();
    token = await server.administrator();
    await server.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
    for (let made = 0; made < 20; made += 1) await register();
  });
  afterAll(async () => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true });
  });

  const register = async (): Promise<string> => {
    written += 1;
    const { status, body } = await server.request('POST', '/units', { token, body: unit(written) });
    expect(status).toBe(201);
    return body.position;
  };
  const rebuild = async (...options: string[]) => {
    const { code, output, errors } = await runTool('rebuild', [...options, '--json'], server.dataDir);
    return { code, errors, result: output === '' ? undefined : JSON.parse(output) };
  };
  const shown = async (view: string) => {
    const { result } = await rebuild('--list');
    return result
      .filter((build: { view: string; active: boolean }) => build.view === view && build.active)
      .map(({ build }: { build: string }) => build);
  };
  const nameOf = async (code: string) => {
    const { body } = await server.request('GET', '/units?limit=200', { token });
    return body.rows.find((row: { code: string }) => row.code === code).name;
  };

  it('builds all of them while units are registered, and every list that waits for a unit shows it', async () => {
    let going = true;
    const writing = (async () => {
      while (going) {
        const position = await register();
        const { status, body } = await server.request('GET', `/units?limit=200&after=${position}`, { token });
        expect(status).toBe(200);
        expect(body.rows.map(({ code }: { code: string }) => code)).toContain(unit(written).code);
      }
    })();
    const { code, result } = await rebuild('--all');
    going = false;
    await writing;
    expect(code).toBe(0);
    expect(new Set(result.views.map(({ outcome }: { outcome: string }) => outcome))).toStrictEqual(new Set(['same']));
    expect(await shown('unit-directory')).toStrictEqual(['unit-directory.v1#2']);
  });

  it('keeps the old build until it is dropped, and never drops the one that is shown', async () => {
    expect(await rebuild('--drop', 'unit-directory.v1#2')).toMatchObject({ code: 1, errors: expect.stringContaining('queries see') });
    expect(await rebuild('--drop', 'unit-directory.v1#1')).toMatchObject({ code: 0 });
    expect(await rebuild('--drop', 'unit-directory.v1#1')).toMatchObject({ code: 1, errors: expect.stringContaining('there is no build') });
  });

  it('refuses rows that differ from those shown unless that is accepted, and names them', async () => {
    const [build] = await shown('unit-directory');
    const database = new DatabaseSync(join(server.dataDir, 'views.db'));
    database.exec(`PRAGMA busy_timeout = 5000; UPDATE "rows ${build}" SET doc = json_set(doc, '$.name', '改过的') WHERE key = '4104-7'`);
    database.close();
    const refused = await rebuild('unit-directory');
    expect(refused).toMatchObject({ code: 3, result: { views: [{ outcome: 'differs', differing: ['4104-7'] }] } });
    expect(await nameOf('4104-7')).toBe('改过的');
    expect(await rebuild('unit-directory', '--accept-difference')).toMatchObject({ code: 0, result: { views: [{ outcome: 'accepted' }] } });
    await eventually(async () => expect(await nameOf('4104-7')).toBe(unit(7).name));
    const position = await register();
    const { body } = await server.request('GET', `/units?limit=200&after=${position}`, { token });
    expect(body.rows.map(({ code }: { code: string }) => code)).toContain(unit(written).code);
  });

  it.each([
    [['no-such-view'], 'there is no view no-such-view'],
    [[], 'name the views to rebuild, or --all'],
    [['unit-directory', '--all'], 'name the views to rebuild, or --all'],
    [['--faster'], "unknown option '--faster'"],
  ])('tells who asks for %j what is wrong', async (options, complaint) => {
    expect(await rebuild(...options)).toMatchObject({ code: 2, errors: expect.stringContaining(complaint) });
  });
});
