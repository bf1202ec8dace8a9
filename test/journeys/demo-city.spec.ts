import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roles } from '#domain/account/account.events';
import { eventually } from '../support/eventually.js';
import { BuiltServer, runTool, runToolFor, runToolUntil } from '../support/built-server.js';
import { storedEvents } from '../support/stored-events.js';

type DemoAccount = Readonly<{ username: string; password: string; role: string; unit: string }>;

describe('the demo city', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-demo-'));
  const accountsPath = join(dataDir, 'demo-accounts.json');
  const accounts = () => JSON.parse(readFileSync(accountsPath, 'utf8')) as readonly DemoAccount[];
  const start = () => BuiltServer.start({ dataDir, options: ['--demo'] });
  const journalPath = join(dataDir, 'demo-journal.jsonl');
  const latest = (events: ReturnType<typeof storedEvents>) => events.at(-1)!.meta.at;
  let cutOffAt: string;
  let server: BuiltServer;

  beforeAll(async () => {
    // Cut off twice on its way, before and in the middle of its course: the third start goes on where it was.
    await runToolFor(1500, 'main', ['--demo'], dataDir);
    await runToolUntil(() => existsSync(journalPath) && statSync(journalPath).size > 200_000, 'main', ['--demo'], dataDir);
    cutOffAt = latest(storedEvents(dataDir));
    server = await start();
  }, 400_000);
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
    const of = Object.fromEntries(body.status.map(({ value, count }: { value: string; count: number }) => [value, count]));
    expect(of.applied + of.registered + of.left_difficulty).toBe(610);
    // Twelve on their first way; beside them at most those who fell back a short while ago.
    expect([of.applied >= 12, of.applied < 20, of.left_difficulty > 80]).toEqual([true, true, true]);
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

  it('shows two years of watching over who may fall back, with all that may come of it', async () => {
    const token = await tokenOf('rights_dept_officer');
    const read = async (path: string) => (await server.request('GET', path, { token })).body;
    const of = (counts: readonly { value: string; count: number }[]) =>
      Object.fromEntries(counts.map(({ value, count }) => [value, count]));
    await eventually(async () => expect((await read('/watches/counts')).total).toBeGreaterThan(150), 60_000);
    const all = of((await read('/watches/counts')).status);
    for (const [status, atLeast] of Object.entries({ raised: 3, planned: 40, cleared: 30, relapsed: 4, rejected: 15 }))
      expect([status, all[status]! >= atLeast]).toEqual([status, true]);
    const open = await read('/watches/counts?open=true');
    for (const severity of ['red', 'yellow', 'green']) expect([severity, of(open.severity)[severity]! > 0]).toEqual([severity, true]);
    for (const [figure, least] of [
      ['overdue', 2],
      ['escalated', 1],
      ['urgent', 1],
    ] as const)
      expect([figure, open[figure] >= least]).toEqual([figure, true]);
    const [nearest] = (await read('/watches?open=true&overdue=false&sort=nextDueOn&order=asc&limit=1')).rows;
    expect(Date.parse(nearest.nextDueOn) - Date.now()).toBeLessThan(4 * 86_400_000);
  });

  it('shows leads in every state, and a file of some department each month', async () => {
    const token = await tokenOf('rights_dept_officer');
    const read = async (path: string) => (await server.request('GET', path, { token })).body;
    const leads: readonly { state: string; name: string }[] = (await read('/leads?limit=200')).rows;
    expect(new Set(leads.map(({ state }) => state))).toEqual(new Set(['open', 'linked', 'dismissed', 'expired']));
    expect(leads.filter(({ state }) => state === 'expired').map(({ name }) => name)).toEqual(expect.arrayContaining(['[erased]']));
    const feeds: readonly { receivedOn: string; status: string }[] = (await read('/feeds?limit=200')).rows;
    expect(new Set(feeds.map(({ status }) => status))).toEqual(new Set(['completed']));
    expect(new Set(feeds.map(({ receivedOn }) => receivedOn.slice(0, 7))).size).toBeGreaterThanOrEqual(23);
  });

  it('has a course of its own as of any past day', async () => {
    const token = await tokenOf('rights_dept_officer');
    const { months } = (await server.request('GET', '/dashboards/risk/course', { token })).body;
    expect(months.length).toBeGreaterThanOrEqual(24);
    const total = (figure: string) => months.reduce((sum: number, month: Record<string, number>) => sum + month[figure]!, 0);
    for (const figure of ['raised', 'cleared', 'relapsed', 'rejected']) expect([figure, total(figure) > 3]).toEqual([figure, true]);
    const today = storedEvents(dataDir).at(-1)!.meta.at.slice(0, 10);
    const yearAgo = `${Number(today.slice(0, 4)) - 1}${today.slice(4, 8)}01`;
    const [then, now] = await Promise.all(
      [`?asOf=${yearAgo}`, ''].map(async (asOf) => (await server.request('GET', `/dashboards/risk${asOf}`, { token })).body),
    );
    expect(then).toMatchObject({ asOf: yearAgo });
    expect([then.households > 20, now.households > 40, then.households === now.households]).toEqual([true, true, false]);
    const relapse = (await server.request('GET', '/dashboards/relapse', { token })).body;
    expect(relapse.counties.some(({ alarm }: { alarm: boolean }) => alarm)).toBe(true);
    expect(relapse.counties.some(({ alarm }: { alarm: boolean }) => !alarm)).toBe(true);
  });

  it('was recorded in the order of its days, across the starts that were cut off, and nothing of it is stuck or left lying about', async () => {
    const events = storedEvents(dataDir);
    const times = events.map(({ meta }) => meta.at);
    expect(times.filter((time, index) => index > 0 && time < times[index - 1]!)).toEqual([]);
    expect(Date.parse(latest(events)) - Date.parse(times[0]!)).toBeGreaterThan(729 * 86_400_000);
    expect(times.filter((time) => time > cutOffAt).length).toBeGreaterThan(1000);
    expect(readdirSync(dataDir).filter((name) => name.includes('journal'))).toEqual([]);
    expect((await server.request('GET', '/health/ready')).body).toMatchObject({ stuck: { reactions: 0, money: 0 } });
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
