import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BuiltServer } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';

const unit = (number: number) => ({ code: `4104-${number}`, kind: 'base_union', parent: '410400', name: `演示工会 ${number}` });

describe('two servers on the stores of one city', () => {
  let dataDir: string;
  let servers: BuiltServer[];
  let token: string;
  let written = 0;

  const kept = async (server: BuiltServer): Promise<boolean> => {
    const { body } = await server.request('GET', '/metrics', { token });
    return /^nuanliu_view_position\{view="unit-directory"\} /m.test(body);
  };
  /** Registers by one server; the list of each that waits for it shows it. */
  const shownByAll = async (by: BuiltServer, all: readonly BuiltServer[]): Promise<void> => {
    written += 1;
    const registered = await by.request('POST', '/units', { token, body: unit(written) });
    expect(registered).toMatchObject({ status: 201 });
    for (const server of all) {
      const { status, body } = await server.request('GET', `/units?limit=200&after=${registered.body.position}`, { token });
      expect(status).toBe(200);
      expect(body.rows.map(({ code }: { code: string }) => code)).toContain(unit(written).code);
    }
  };

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-two-'));
    servers = await Promise.all([BuiltServer.start({ dataDir }), BuiltServer.start({ dataDir })]);
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop('SIGKILL')));
    rmSync(dataDir, { recursive: true });
  });

  it('make one administrator between them, and tell one password', async () => {
    const told = servers.filter(({ firstPassword }) => firstPassword !== '');
    expect(told).toHaveLength(1);
    token = await told[0]!.administrator();
    await told[0]!.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
    for (const server of servers) {
      await eventually(async () => expect(await server.request('GET', '/units', { token })).toMatchObject({ status: 200 }));
      await eventually(async () => expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 200 }));
    }
  });

  it('keep the views in one of them, and both show what either was told', async () => {
    expect((await Promise.all(servers.map(kept))).filter(Boolean)).toHaveLength(1);
    await shownByAll(servers[0]!, servers);
    await shownByAll(servers[1]!, servers);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)('go on in the other one where the one that keeps the views gets a %s', async (signal) => {
    const keeper = (await kept(servers[0]!)) ? servers[0]! : servers[1]!;
    const other = servers.find((server) => server !== keeper)!;
    await keeper.stop(signal);
    await eventually(async () => expect(await kept(other)).toBe(true), 20_000);
    await shownByAll(other, [other]);
    servers = [other, await BuiltServer.start({ dataDir })];
    await eventually(async () => expect(await servers[1]!.request('GET', '/health/ready')).toMatchObject({ status: 200 }));
    await shownByAll(servers[1]!, servers);
  });
});
