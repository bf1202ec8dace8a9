import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../../apps/server/src/app.js';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { readSettings } from '../../apps/server/src/platform/settings.js';

/** A clock that stands until it is moved. */
export class SetClock extends Clock {
  constructor(private time: string) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  set(time: string): void {
    this.time = time;
  }
}

export type Answer = Readonly<{ status: number; body: AnyJson; headers: Headers }>;

/** Bodies are looked at as they come; matchers judge them. */
type AnyJson = ReturnType<typeof JSON.parse>;

type Options = Readonly<{ environment?: NodeJS.ProcessEnv; clock?: Clock; dataDir?: string }>;

const PASSWORD = 'warm-current-2022';

/** A real server over real HTTP on a free port, with stores of its own in a folder that goes with it. */
export class TestServer {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly dataDir: string,
    readonly firstPassword: string | undefined,
    /** Every route that is served, as `GET /api/units/:code`. */
    readonly routes: readonly string[],
  ) {}

  static async start({
    environment = {},
    clock,
    dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-test-')),
  }: Options = {}): Promise<TestServer> {
    let firstPassword: string | undefined;
    const settings = readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, SIGN_INS_PER_MINUTE: '100000', ...environment });
    const announce = (_: string, password: string) => {
      firstPassword = password;
    };
    const routes: string[] = [];
    const onRoute = ({ method, url }: Readonly<{ method: string | string[]; url: string }>) =>
      void routes.push(...[method].flat().map((each) => `${each} ${url}`));
    const app = await createApp(settings, { announce, onRoute, ...(clock ? { clock } : {}) });
    await app.listen(settings.port, settings.host);
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    return new TestServer(app, url, dataDir, firstPassword, routes);
  }

  async request(method: string, path: string, { token, body, headers = {} }: RequestOptions = {}): Promise<Answer> {
    const response = await fetch(`${this.url}/api${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = text !== '' && response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
  }

  async signIn(username: string, password: string): Promise<string> {
    const { status, body } = await this.request('POST', '/sessions', { body: { username, password } });
    if (status !== 200) throw new Error(`sign-in of ${username} answered ${status} ${body.code}`);
    return body.accessToken;
  }

  /** A session of the first administrator, his one-time password replaced. */
  async administrator(): Promise<string> {
    const token = await this.signIn('admin', this.firstPassword!);
    const change = { currentPassword: this.firstPassword, newPassword: PASSWORD };
    await this.request('POST', '/accounts/me/change-password', { token, body: change });
    return this.signIn('admin', PASSWORD);
  }

  /** Stops as a terminated process does, keeping its folder. */
  async stop(): Promise<void> {
    await this.app.close();
  }

  /** Stops and removes all it wrote. */
  async discard(): Promise<void> {
    await this.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

export type RequestOptions = Readonly<{ token?: string; body?: unknown; headers?: Record<string, string> }>;
