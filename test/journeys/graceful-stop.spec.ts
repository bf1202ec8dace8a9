import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { BuiltServer } from '../support/built-server.js';
import { eventually } from '../support/eventually.js';
import { LiveClient } from '../support/live-client.js';

const unit = (number: number) => ({ code: `4104-${number}`, kind: 'base_union', parent: '410400', name: `演示工会 ${number}` });

/** A request whose body is sent in two parts, so that it is under way for as long as wanted. */
class SlowRequest {
  private answer = '';
  private readonly ended: Promise<unknown>;
  private readonly body: Buffer;

  private constructor(
    private readonly socket: Socket,
    body: object,
  ) {
    this.body = Buffer.from(JSON.stringify(body));
    socket.setEncoding('utf8').on('data', (text: string) => (this.answer += text));
    this.ended = once(socket, 'close');
  }

  static async begin(server: BuiltServer, token: string, body: object): Promise<SlowRequest> {
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const request = new SlowRequest(socket, body);
    const head = ['POST /api/units HTTP/1.1', `host: ${hostname}`, `authorization: Bearer ${token}`, 'content-type: application/json'];
    socket.write(`${head.join('\r\n')}\r\ncontent-length: ${request.body.length}\r\n\r\n`);
    socket.write(request.body.subarray(0, 10));
    return request;
  }

  /** Sends the rest; answers all that came back until the connection ended. */
  async finish(): Promise<string> {
    this.socket.write(this.body.subarray(10));
    await this.ended;
    return this.answer;
  }

  async cut(): Promise<string> {
    await this.ended;
    return this.answer;
  }
}

describe('stopping the server', () => {
  let server: BuiltServer;
  let token: string;

  beforeEach(async () => {
    server = await BuiltServer.start({ environment: { STOP_SECONDS: '2' } });
    token = await server.administrator();
    await server.request('POST', '/units', { token, body: { code: '410400', kind: 'city_union', name: '演示市总工会' } });
  });
  afterEach(() => rmSync(server.dataDir, { recursive: true }));

  /** Registers unions one after the other until the server takes no more; answers those that were acknowledged. */
  const registerUntilRefused = async (numbers: Generator<number>): Promise<number[]> => {
    const acknowledged: number[] = [];
    for (const number of numbers) {
      const answer = await server.request('POST', '/units', { token, body: unit(number) }).catch(() => undefined);
      if (!answer) return acknowledged;
      expect(answer.status).toBe(201);
      acknowledged.push(number);
    }
    return acknowledged;
  };

  const counting = function* (): Generator<number> {
    for (let number = 1; ; number += 1) yield number;
  };

  it('answers all that it does and does all that it answers, and ends with 0', async () => {
    const numbers = counting();
    const clients = Array.from({ length: 8 }, () => registerUntilRefused(numbers));
    await eventually(async () => expect((await server.request('GET', '/units?limit=200', { token })).body.rows.length).toBeGreaterThan(50));
    const { code, signal } = await server.stop();
    const acknowledged = (await Promise.all(clients)).flat();
    expect({ code, signal }).toStrictEqual({ code: 0, signal: null });

    server = await BuiltServer.start({ dataDir: server.dataDir });
    const registered: string[] = [];
    await eventually(async () => expect((await server.request('GET', '/health/ready')).status).toBe(200));
    for (let cursor = ''; ;) {
      const { body } = await server.request('GET', `/units?limit=200${cursor}`, { token });
      registered.push(...body.rows.map((row: { code: string }) => row.code));
      if (!body.next) break;
      cursor = `&cursor=${body.next}`;
    }
    expect(registered.sort()).toStrictEqual(['410400', ...acknowledged.map((number) => unit(number).code)].sort());
    await server.stop();
  });

  it('finishes a request that was under way, takes no new ones, and is not ready meanwhile', async () => {
    await eventually(async () => expect((await server.request('GET', '/health/ready')).status).toBe(200));
    const slow = await SlowRequest.begin(server, token, unit(1));
    server.kill('SIGTERM');
    const told = new Set<unknown>();
    await eventually(async () => {
      const answer = await server.request('GET', '/health/ready').catch(() => undefined);
      if (answer) told.add(answer.body.code ?? answer.status);
      expect(answer).toBeUndefined();
    });
    expect([...told].filter((code) => code !== 200)).toStrictEqual(['stopping']);
    const answer = await slow.finish();
    expect(answer).toMatch(/^HTTP\/1\.1 201 /);
    expect(answer).toMatch(/\r\nconnection: close\r\n/i);
    expect(await server.ended).toMatchObject({ code: 0 });
  });

  it('ends live streams, which would not end by themselves, and cuts none', async () => {
    const client = await LiveClient.open(server.url, { token });
    const { code, output } = await server.stop();
    await eventually(() => expect(client.hasEnded).toBe(true));
    expect(client.heard.at(-1)).toMatchObject({ event: 'ended', data: { reason: 'stopping' } });
    expect(code).toBe(0);
    expect(output).not.toContain('requests that would not end are cut');
  });

  it('cuts what would not end in STOP_SECONDS, and ends with 0 all the same', async () => {
    const slow = await SlowRequest.begin(server, token, unit(1));
    const { code, output } = await server.stop('SIGINT');
    expect(await slow.cut()).toBe('');
    expect(code).toBe(0);
    expect(output).toContain('requests that would not end are cut');
  });

  it('does not start with a setting that is wrong, and names it', async () => {
    const started = BuiltServer.start({ environment: { READ_STORE: 'papyrus' }, dataDir: server.dataDir });
    await expect(started).rejects.toThrow('ended with 1: setting READ_STORE: must be one of sqlite, mongodb');
    await server.stop();
  });
});
