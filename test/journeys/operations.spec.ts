import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import { Metrics } from '../../apps/server/src/platform/metrics.js';
import { Progress } from '../../apps/server/src/platform/progress.js';
import { definitions } from '../../apps/server/src/platform/settings.js';
import { applicationOf, CaseWork, officeOf, type Office } from '../support/case-work.js';
import { City, PASSWORD } from '../support/city.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const METRICS_TOKEN = 'scraper-of-the-city-0001';
const document = readFileSync(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');

/** Rows of the table under a heading, as lists of cells. */
const tableUnder = (heading: string): readonly (readonly string[])[] => {
  const section = document.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return rows.map((line) =>
    line
      .slice(1, -1)
      .split(' |')
      .map((cell) => cell.trim()),
  );
};

describe('operations', () => {
  const clock = new SetClock('2022-01-17T02:00:00.000Z');
  const lines: string[] = [];
  let server: TestServer;
  let city: City;
  let office: Office;

  beforeAll(async () => {
    const logTo = { write: (line: string) => void lines.push(line) };
    server = await TestServer.start({ clock, logTo, environment: { LOG_LEVEL: 'trace', METRICS_TOKEN } });
    city = await City.found(server);
    office = await officeOf(city);
  });
  afterAll(() => server.discard());

  const logged = (): readonly Record<string, unknown>[] => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  const scrape = async (token?: string): Promise<string> => (await server.request('GET', '/metrics', token ? { token } : {})).body;

  describe('the document', () => {
    it('lists every setting with its default and what it is', () => {
      const expected = Object.entries(definitions).map(([name, { about, fallback }]) => [`\`${name}\``, fallback ?? '', about]);
      expect(tableUnder('Settings')).toStrictEqual(expected);
    });

    it('lists every metric of our own', async () => {
      const ours = (await server.app.get(Metrics).registry.getMetricsAsJSON())
        .map(({ name }) => name)
        .filter((name) => /^(nuanliu|http)_/.test(name));
      expect(tableUnder('Metrics').map(([name]) => name)).toStrictEqual(expect.arrayContaining(ours.map((name) => `\`${name}\``)));
      expect(tableUnder('Metrics')).toHaveLength(ours.length);
    });
  });

  describe('the log lines of a busy day', () => {
    const WORKER = idNumberOf('1974-03-16', 14);
    const said = {
      name: '麒麟测试甲',
      phone: '19900007777',
      address: '凤凰测试路八十八号',
      health: '罕见测试病',
      password: 'kaleidoscope-canary-1',
      token: 'canary-token-that-opens-nothing',
      text: '玄武测试理由',
      search: '青龙测试查询',
      header: 'canary-header-value',
    };

    beforeAll(async () => {
      const principal = {
        name: said.name,
        idNumber: WORKER,
        phone: said.phone,
        address: said.address,
        health: said.health,
        workStatus: 'sick_leave',
      };
      const work = await CaseWork.apply(server, office, applicationOf(WORKER, { principal }));
      await work.command(office.caseworker, 'raise-objection', { objectionId: randomUUID(), raisedOn: '2022-01-17', text: said.text });
      await office.caseworker.post('/households', applicationOf(WORKER, { principal, surprise: said.name }));
      await office.caseworker.get(`/households?name=${encodeURIComponent(said.search)}&idNumber=${WORKER}`);
      await office.caseworker.get(`/households/${WORKER}`);
      await office.caseworker.get(`/nowhere/${encodeURIComponent(said.name)}?q=${said.phone}`);
      await server.request('POST', '/sessions', { body: { username: 'admin', password: said.password } });
      await server.request('GET', '/units', { token: said.token, headers: { 'x-remark': said.header, 'idempotency-key': said.phone } });
      const broken = { method: 'POST', headers: { 'content-type': 'application/json' }, body: `{"username": "${said.name}", ` };
      await fetch(`${server.url}/api/sessions`, broken);
    });

    it('tell who asked for what, by route and not by path', () => {
      const requests = logged().filter(({ context }) => context === 'Request');
      const application = requests.find(({ method, route, status }) => method === 'POST' && route === '/api/households' && status === 201);
      expect(application).toMatchObject({
        level: 'info',
        by: office.caseworker.accountId,
        requestId: expect.any(String),
        ms: expect.any(Number),
      });
      expect(requests.map(({ route }) => route)).toContain('unknown');
      expect(requests.some(({ status }) => status === 401)).toBe(true);
      expect(requests.some(({ status }) => status === 400)).toBe(true);
    });

    it('hold nothing of what was said in it', () => {
      const all = lines.join('');
      const leaked = [...Object.values(said), WORKER, PASSWORD].filter(
        (canary) => all.includes(canary) || all.includes(encodeURIComponent(canary)),
      );
      expect(leaked).toStrictEqual([]);
    });
  });

  describe('an error that quotes a person', () => {
    it('is logged with numbers and Chinese text masked, its causes as well, and secrets withheld by name', () => {
      lines.length = 0;
      const cause = new RangeError('row 410424199001011234 of 张三 is wrong');
      new Logger('Spec').error(
        { err: new TypeError('cannot store 13800138000 (李四)', { cause }), password: 'open', inner: { phone: '1' } },
        'said',
      );
      expect(logged()).toMatchObject([
        {
          msg: 'said',
          password: '*',
          inner: { phone: '*' },
          err: { type: 'TypeError', message: 'cannot store * (*)', cause: { message: 'row * of * is wrong' } },
        },
      ]);
      expect(lines.join('')).not.toMatch(/410424199001011234|13800138000|张三|李四/);
    });
  });

  describe('metrics', () => {
    it('are for auditors, administrators and a machine with its token, and for nobody else', async () => {
      const status = async (token?: string) => (await server.request('GET', '/metrics', token ? { token } : {})).status;
      expect(await status()).toBe(401);
      expect(await status(`${METRICS_TOKEN}x`)).toBe(401);
      expect(await status(METRICS_TOKEN)).toBe(200);
      expect((await (await city.hire('auditor')).get('/metrics')).status).toBe(200);
      expect((await office.caseworker.get('/metrics')).status).toBe(403);
    });

    it('open nothing but metrics with that token', async () => {
      expect((await server.request('GET', '/units', { token: METRICS_TOKEN })).status).toBe(401);
    });

    it('count answers by route template and appends by outcome, and say where the views are', async () => {
      const text = await scrape(METRICS_TOKEN);
      expect(text).toMatch(/^http_request_duration_seconds_count\{method="POST",route="\/api\/households",status="201"\} 1$/m);
      expect(text).toMatch(/^nuanliu_append_duration_seconds_count\{outcome="acknowledged"\} [1-9]\d*$/m);
      const head = /^nuanliu_log_head_position (\d+)$/m.exec(text)?.[1];
      expect(text).toContain(`nuanliu_view_position{view="unit-directory"} ${head}`);
      expect(text).toContain('nuanliu_view_lag_seconds{view="unit-directory"} 0');
      expect(text).toContain('nuanliu_view_stopped{view="unit-directory"} 0');
      expect(text).toContain('nuanliu_log_stopped 0');
      expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
      expect(text).not.toMatch(/\p{Script=Han}/u);
    });
  });

  it('is not ready, and keeps nobody waiting, while a view is stopped', async () => {
    const progress = server.app.get(Progress);
    progress.keep('unit-directory', 'unit-directory.v1#1', '');
    progress.stop('unit-directory', { build: 'unit-directory.v1#1', position: '0000000000000001', why: 'RangeError' });
    const stopped = { status: 503, body: { code: 'view-stopped' } };
    expect(await server.request('GET', '/health/ready')).toMatchObject({ ...stopped, body: { details: { views: ['unit-directory'] } } });
    expect(await office.caseworker.get('/units?after=0000000000000001')).toMatchObject(stopped);
    expect(await office.caseworker.get('/units')).toMatchObject({ status: 200 });
    expect(await scrape(METRICS_TOKEN)).toContain('nuanliu_view_stopped{view="unit-directory"} 1');
    progress.keep('unit-directory', 'unit-directory.v1#2', '0000000000000001');
    expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 200 });
  });

  it('answers with headers that keep a browser from misusing it', async () => {
    const { headers } = await server.request('GET', '/health/live');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(headers.get('x-powered-by')).toBeNull();
  });
});
