import { eventually } from './eventually.js';

/** One block of text/event-stream. */
export type LiveBlock = Readonly<{ id: string; event: string; data: Readonly<Record<string, unknown>> }>;

type Options = Readonly<{ token: string; lastEventId?: string; query?: string }>;

const blockOf = (text: string): LiveBlock => {
  const lines = text.split('\n').map((line) => /^(\w*): ?(.*)$/.exec(line));
  const field = (name: string) => lines.find((line) => line?.[1] === name)?.[2] ?? '';
  return { id: field('id'), event: field('event'), data: JSON.parse(field('data') || '{}') as LiveBlock['data'] };
};

/** Listens to /api/live as a browser does, and remembers what it heard. */
export class LiveClient {
  readonly heard: LiveBlock[] = [];
  /** When each was heard, by performance.now(). */
  readonly heardAt: number[] = [];
  hasEnded = false;
  private readonly leaving = new AbortController();
  private readonly listening: Promise<void>;

  private constructor(
    readonly response: Response,
    leaving: AbortController,
  ) {
    this.leaving = leaving;
    this.listening = this.listen();
  }

  /** Resolves once the stream is open and has told from where it goes on. @throws with what was answered instead */
  static async open(url: string, { token, lastEventId, query = '' }: Options): Promise<LiveClient> {
    const leaving = new AbortController();
    const headers = { authorization: `Bearer ${token}`, ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) };
    const response = await fetch(`${url}/api/live${query}`, { headers, signal: leaving.signal });
    if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
    const client = new LiveClient(response, leaving);
    await eventually(() => {
      if (client.heard.length === 0) throw new Error('nothing was heard');
    });
    return client;
  }

  /** What was told of the log, without the first and the last word. */
  get messages(): readonly LiveBlock['data'][] {
    return this.heard.filter(({ event }) => !['', 'opened', 'ended'].includes(event)).map(({ data }) => data);
  }

  /** Id of the last thing heard: where to go on. */
  get lastEventId(): string {
    return this.heard.at(-1)!.id;
  }

  async close(): Promise<void> {
    this.leaving.abort();
    await this.listening;
  }

  private async listen(): Promise<void> {
    let rest = '';
    const decoder = new TextDecoder();
    try {
      for await (const piece of this.response.body!) {
        const blocks = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
        rest = blocks.pop()!;
        this.heard.push(...blocks.map(blockOf));
        this.heardAt.push(...blocks.map(() => performance.now()));
      }
    } catch {
      // Left, or cut: what was heard counts.
    }
    this.hasEnded = true;
  }
}
