import { setTimeout as delay } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { EventStore } from '#event-store/event-store';
import { Directory } from '../platform/directory.js';
import { Tokens } from '../platform/tokens.js';
import { accountAt, demoAccountId, type DemoAccount, type DemoSeat } from './demo-accounts.js';
import type { DemoClock } from './demo-clock.js';
import type { DemoJournal } from './demo-journal.js';

type DemoReceipt = Readonly<{ stream: string; position: string }>;
type DemoAnswer = Readonly<{ status: number; text: string }>;
type Method = 'GET' | 'POST';
type Sent = Readonly<{ payload?: object | string; headers?: Readonly<Record<string, string>> }>;

const BOUNDARY = 'demo-form-boundary';
/** A view that a busy machine keeps late is asked for again. */
const READ_AGAIN = 20;
const READ_AGAIN_MS = 100;

const formOf = (file: string, name: string): Sent => ({
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  payload: `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n${file}\r\n--${BOUNDARY}--\r\n`,
});

/** Does in the demo city what its people would do: through the API itself, each thing once. */
export class DemoDesk {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly accounts: readonly DemoAccount[],
    private readonly clock: DemoClock,
    readonly journal: DemoJournal,
    /** Up to here in the log, queries wait for what was done. */
    private latest: string,
  ) {}

  /** A command. @throws {Error} where the API refuses: the demo's course is one that the rules allow. */
  send(by: DemoSeat, path: string, body: object, key: string): Promise<DemoReceipt> {
    return this.journal.once(key, async () =>
      this.noted(await this.asked(by, 'POST', path, { payload: body, headers: { 'idempotency-key': key } })),
    );
  }

  /** What a query answers once it shows everything that was sent before. */
  async read<Answer>(by: DemoSeat, path: string): Promise<Answer> {
    const after = this.latest === '' ? '' : `${path.includes('?') ? '&' : '?'}after=${this.latest}`;
    return JSON.parse(await this.asked(by, 'GET', `${path}${after}`)) as Answer;
  }

  /** What a query answers now. */
  async look<Answer>(by: DemoSeat, path: string): Promise<Answer> {
    return JSON.parse(await this.asked(by, 'GET', path)) as Answer;
  }

  /** What somebody without an account sends. */
  async sendOpenly(path: string, body: object, key: string): Promise<void> {
    await this.journal.once(key, async () => {
      const answer = await this.app.inject({ method: 'POST', url: `/api${path}`, headers: { 'idempotency-key': key }, payload: body });
      this.accepted(path, { status: answer.statusCode, text: answer.body });
      this.latest = await this.app.get(EventStore).head();
    });
  }

  /** Queries that are asked from now on show everything that the log holds by now. */
  async catchUp(): Promise<void> {
    this.latest = await this.app.get(EventStore).head();
  }

  /** A command that answers with a file, which is kept nowhere. */
  fetch(by: DemoSeat, path: string, body: object, key: string): Promise<string> {
    return this.asked(by, 'POST', path, { payload: body, headers: { 'idempotency-key': key } });
  }

  /** A command that takes a file, as a form would send it. */
  async upload<Answer>(by: DemoSeat, path: string, file: Readonly<{ name: string; text: string }>, key: string): Promise<Answer> {
    const { headers, payload } = formOf(file.text, file.name);
    const text = await this.asked(by, 'POST', path, { payload: payload!, headers: { ...headers, 'idempotency-key': key } });
    this.noted(text);
    return JSON.parse(text) as Answer;
  }

  /** @throws {Error} where the answer is a refusal, but for a view that is late: that is asked for again. */
  private async asked(by: DemoSeat, method: Method, path: string, { payload, headers = {} }: Sent = {}): Promise<string> {
    for (let attempt = 1; ; attempt++) {
      const authorization = `Bearer ${await this.signedIn(by)}`;
      const url = `/api${path}`;
      const answer = await this.app.inject({
        method,
        url,
        headers: { ...headers, authorization },
        ...(payload !== undefined && { payload }),
      });
      if (answer.statusCode !== 503 || attempt === READ_AGAIN) return this.accepted(path, { status: answer.statusCode, text: answer.body });
      await delay(READ_AGAIN_MS);
    }
  }

  /** A receipt; queries after it wait for what it stands for. */
  private noted(text: string): DemoReceipt {
    const receipt = JSON.parse(text) as DemoReceipt;
    if ((receipt.position ?? '') > this.latest) this.latest = receipt.position;
    return receipt;
  }

  private accepted(path: string, { status, text }: DemoAnswer): string {
    if (status >= 300) throw new Error(`the demo city: ${path.split('/').slice(-1)[0]} was answered ${status} ${text}`);
    return text;
  }

  /** A session of this moment, as signing in gives it, without the time that looking at a password takes. It is over when the clock has moved on. */
  private signedIn(by: DemoSeat): Promise<string> {
    const key = `${by} ${this.clock.at()}`;
    const known = this.tokens.get(key);
    if (known) return known;
    const { role, unit } = accountAt(this.accounts, by);
    const accountId = demoAccountId(role, unit);
    const { sessionEpoch } = this.app.get(Directory).account(accountId)!;
    const token = this.app.get(Tokens).issue({ accountId, sessionEpoch });
    this.tokens.set(key, token);
    return token;
  }
}
