import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { accountAt, type DemoAccount, type DemoSeat } from './demo-accounts.js';

type DemoReceipt = Readonly<{ stream: string; position: string }>;
type DemoAnswer = Readonly<{ status: number; text: string }>;

/** Does in the demo city what its people would do: through the API itself. The same key a second time changes nothing. */
export class DemoDesk {
  private readonly tokens = new Map<DemoSeat, Promise<string>>();
  private latest = '';

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly accounts: readonly DemoAccount[],
  ) {}

  /** A command. @throws {Error} where the API refuses: the demo's course is one that the rules allow. */
  async send(by: DemoSeat, path: string, body: object, key: string): Promise<DemoReceipt> {
    const headers = { ...(await this.signedIn(by)), 'idempotency-key': key };
    const answer = await this.app.inject({ method: 'POST', url: `/api${path}`, headers, payload: body });
    return this.noted(this.accepted(path, { status: answer.statusCode, text: answer.body }));
  }

  /** What a query answers once it shows everything that was sent before. */
  async read<Answer>(by: DemoSeat, path: string): Promise<Answer> {
    const url = `/api${path}${path.includes('?') ? '&' : '?'}after=${this.latest}`;
    const answer = await this.app.inject({ method: 'GET', url, headers: await this.signedIn(by) });
    return JSON.parse(this.accepted(path, { status: answer.statusCode, text: answer.body })) as Answer;
  }

  /** A command that answers with a file. */
  async fetch(by: DemoSeat, path: string, body: object, key: string): Promise<string> {
    const headers = { ...(await this.signedIn(by)), 'idempotency-key': key };
    const answer = await this.app.inject({ method: 'POST', url: `/api${path}`, headers, payload: body });
    return this.accepted(path, { status: answer.statusCode, text: answer.body });
  }

  /** A command that takes a file, as a form would send it. */
  async upload(by: DemoSeat, path: string, file: string, key: string): Promise<void> {
    const boundary = 'demo-form-boundary';
    const headers = {
      ...(await this.signedIn(by)),
      'idempotency-key': key,
      'content-type': `multipart/form-data; boundary=${boundary}`,
    };
    const part = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="result.csv"\r\nContent-Type: text/csv\r\n\r\n`;
    const answer = await this.app.inject({ method: 'POST', url: `/api${path}`, headers, payload: `${part}${file}\r\n--${boundary}--\r\n` });
    this.noted(this.accepted(path, { status: answer.statusCode, text: answer.body }));
  }

  /** A receipt; queries after it wait for what it stands for. */
  private noted(text: string): DemoReceipt {
    const receipt = JSON.parse(text) as DemoReceipt;
    if (receipt.position > this.latest) this.latest = receipt.position;
    return receipt;
  }

  private accepted(path: string, { status, text }: DemoAnswer): string {
    if (status >= 300) throw new Error(`the demo city: ${path.split('/').at(-1)} was answered ${status} ${text}`);
    return text;
  }

  private async signedIn(by: DemoSeat): Promise<{ authorization: string }> {
    const token = this.tokens.get(by) ?? this.signIn(by);
    this.tokens.set(by, token);
    return { authorization: `Bearer ${await token}` };
  }

  private async signIn(by: DemoSeat): Promise<string> {
    const { username, password } = accountAt(this.accounts, by);
    const answer = await this.app.inject({ method: 'POST', url: '/api/sessions', payload: { username, password } });
    return answer.json<{ accessToken: string }>().accessToken;
  }
}
