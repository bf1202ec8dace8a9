import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { verifyWholeLog } from '#event-store/whole-log';
import { BuiltServer } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';

/** No file may grow beyond this, as on a disk that is full. */
const LIMIT_KIB = 700;

const unit = (number: number) => ({ code: `4104-${number}`, kind: 'base_union', parent: '410400', name: `演示工会 ${number}` });

const summaryOf = async (dataDir: string) => {
  const log = await openSqliteLog({ path: join(dataDir, 'events.db'), readOnly: true });
  return verifyWholeLog(log).finally(() => log.close());
};

describe('a disk that is full', () => {
  let server: BuiltServer;
  let token: string;
  const acknowledged: number[] = [];
  const register = (number: number) => server.request('POST', '/units', { token, body: unit(number) });
  const ready = () => eventually(async () => expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 200 }), 20_000);

  beforeAll(async () => {
    server = await BuiltServer.start();
    token = await server.administrator();
    await server.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
    await ready();
    await server.stop();
    server = await BuiltServer.start({ dataDir: server.dataDir, limit: LIMIT_KIB });
  });
  afterAll(async () => {
    await server.stop();
    rmSync(server.dataDir, { recursive: true });
  });

  it('refuses what it cannot keep, says so loudly, and goes on answering questions', async () => {
    let answer = await register(1);
    for (let number = 2; answer.status === 201; number += 1) {
      acknowledged.push(number - 1);
      answer = await register(number);
    }
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await register(0)).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(await server.request('GET', '/health/ready')).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(await server.request('GET', '/health/live')).toMatchObject({ status: 200 });
    expect(await server.request('GET', '/units?limit=5', { token })).toMatchObject({ status: 200 });
    expect(server.output).toContain('"level":"fatal"');
    expect(server.output).toContain('the event log stopped after a failed write');
  });

  it('has kept all it acknowledged, and nothing by halves, and goes on once there is room', async () => {
    await server.stop();
    const before = await summaryOf(server.dataDir);
    server = await BuiltServer.start({ dataDir: server.dataDir });
    await ready();
    const last = await register(0);
    expect(last).toMatchObject({ status: 201 });
    const after = await summaryOf(server.dataDir);
    expect(after.events).toBe(before.events + 1);
    const codes: string[] = [];
    for (let cursor = ''; ;) {
      const { body } = await server.request('GET', `/units?limit=200&after=${last.body.position}${cursor}`, { token });
      codes.push(...body.rows.map(({ code }: { code: string }) => code));
      if (!body.next) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(codes).toStrictEqual(expect.arrayContaining(acknowledged.map((number) => unit(number).code)));
    // What was refused may have been written, never more than that one.
    expect(codes.length - acknowledged.length).toBeLessThanOrEqual(3);
  });
});
