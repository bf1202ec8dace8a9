import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roles } from '#domain/account/account.events';
import { eventually } from '../support/eventually.js';
import { BuiltServer, runTool, runToolFor } from '../support/built-server.js';
import { storedEvents } from '../support/stored-events.js';

type DemoAccount = Readonly<{ username: string; password: string; role: string; unit: string }>;

describe('the demo city', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-demo-'));
  const accountsPath = join(dataDir, 'demo-accounts.json');
  const accounts = () => JSON.parse(readFileSync(accountsPath, 'utf8')) as readonly DemoAccount[];
  const start = () => BuiltServer.start({ dataDir, options: ['--demo'] });
  let server: BuiltServer;

  beforeAll(async () => {
    // Cut off twice on its way: the third start goes on where it was.
    for (const ms of [1500, 2500]) await runToolFor(ms, 'main', ['--demo'], dataDir);
    server = await start();
  }, 240_000);
  afterAll(async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const tokenOf = async (role: string) => {
    const { username, password } = accounts().find((account) => account.role === role)!;
    return server.signIn(username, password);
  };

  it('lists an account for each role, that only we can read and that can sign in at once', async () => {
    expect([...new Set(accounts().map(({ role }) => role))]).toEqual(roles);
    expect(statSync(accountsPath).mode & 0o077).toBe(0);
    for (const { username, password } of accounts()) expect(await server.signIn(username, password)).toMatch(/\S{20}/);
  });

  it('shows every case file of the sample and applications at every stage', async () => {
    const token = await tokenOf('auditor');
    const counts = async () => (await server.request('GET', '/households/counts', { token })).body;
    // The log has all of it when the server is up; the board follows in its own time.
    await eventually(async () => expect((await counts()).total).toBe(610));
    const body = await counts();
    expect(body.status).toEqual(
      expect.arrayContaining([
        { value: 'applied', count: 12 },
        { value: 'registered', count: 598 },
      ]),
    );
  });

  it('shows a year of money: aid in every state, lists for the bank, and books that add up to nothing', async () => {
    const token = await tokenOf('auditor');
    const read = async (path: string) => (await server.request('GET', path, { token })).body;
    await eventually(async () => expect((await read('/aids/counts')).total).toBe(400), 60_000);
    const { status } = await read('/aids/counts');
    const states = status.filter(({ count }: { count: number }) => count > 0).map(({ value }: { value: string }) => value);
    expect(states).toEqual(
      expect.arrayContaining([
        'proposed',
        'returned',
        'reviewed',
        'granted',
        'in_batch',
        'paid',
        'received',
        'rejected',
        'cancelled',
        'claw_back_ordered',
      ]),
    );
    const batches = await read('/payment-batches?limit=200');
    expect(new Set(batches.rows.map((row: { status: string }) => row.status))).toEqual(new Set(['frozen', 'exported', 'reconciled']));
    expect(batches.rows.some((row: { bouncedFen: number }) => row.bouncedFen > 0)).toBe(true);
    expect(await read('/funds/trial-balance')).toMatchObject({ balanced: true, discrepancies: [] });
  });

  it('is never loaded into a city that is somebody else’s', async () => {
    const other = mkdtempSync(join(tmpdir(), 'nuanliu-other-'));
    const real = await BuiltServer.start({ dataDir: other });
    const token = await real.administrator();
    await real.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
    await real.stop();
    const before = storedEvents(other).length;
    const { code, errors } = await runTool('main', ['--demo'], other);
    expect({ code, errors }).toMatchObject({ code: 1, errors: expect.stringContaining('DATA_DIR') });
    expect(storedEvents(other)).toHaveLength(before);
    rmSync(other, { recursive: true, force: true });
  });

  it('is loaded once: starting again appends nothing but sessions', async () => {
    const before = storedEvents(dataDir).length;
    await server.stop();
    server = await start();
    expect(existsSync(accountsPath)).toBe(true);
    expect(storedEvents(dataDir)).toHaveLength(before);
  });
});
