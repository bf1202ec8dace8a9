import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream } from 'pino';
import { createApp } from '../../apps/server/src/app.js';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { readSettings } from '../../apps/server/src/platform/settings.js';
import { HttpClient } from './http-client.js';

export type { Answer, RequestOptions } from './http-client.js';

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

type Options = Readonly<{ environment?: NodeJS.ProcessEnv; clock?: Clock; dataDir?: string; logTo?: DestinationStream }>;

/** A real server over real HTTP on a free port, with stores of its own in a folder that goes with it. */
export class TestServer extends HttpClient {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly url: string,
    readonly dataDir: string,
    readonly firstPassword: string | undefined,
    /** Every route that is served, as `GET /api/units/:code`. */
    readonly routes: readonly string[],
  ) {
    super();
  }

  static async start({
    environment = {},
    clock,
    logTo,
    dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-test-')),
  }: Options = {}): Promise<TestServer> {
    let firstPassword: string | undefined;
    const generous = { SIGN_INS_PER_MINUTE: '100000', SELF_REPORTS_PER_MINUTE: '100000' };
    const settings = readSettings({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: dataDir, ...generous, ...environment });
    const announce = (_: string, password: string) => {
      firstPassword = password;
    };
    const routes: string[] = [];
    const onRoute = ({ method, url }: Readonly<{ method: string | string[]; url: string }>) =>
      void routes.push(...[method].flat().map((each) => `${each} ${url}`));
    const app = await createApp(settings, { announce, onRoute, ...(clock ? { clock } : {}), ...(logTo ? { logTo } : {}) });
    await app.listen(settings.port, settings.host);
    const url = (await app.getUrl()).replace('[::1]', '127.0.0.1');
    return new TestServer(app, url, dataDir, firstPassword, routes);
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
