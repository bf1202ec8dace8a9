import type { BuiltServer } from '../support/built-server.js';
import { PASSWORD } from '../support/city.js';
import type { Answer } from '../support/server.js';
import type { Chance } from './chance.js';
import { actors, type Actor, type Founded } from './founding.js';
import type { Known, Move } from './known.js';
import { nextMove } from './moves.js';

/** A command with the key under which it is sent, again and again until it is answered. */
export type Sent = Readonly<{ key: string; move: Move }>;

/** How a command was answered. */
export type Answered = Sent & Readonly<{ status: number; body: Answer['body'] }>;

/** The server could not say what became of it: the client asks again. */
const isAnswer = ({ status }: Answer): boolean => status < 500 && status !== 408 && status !== 429;

/** Several people at work on one server, who never forget what they sent and were not answered. */
export class Clients {
  readonly answered: Answered[] = [];
  private readonly open = new Map<string, Sent>();
  private tokens: Readonly<Partial<Record<Actor, string>>> = {};
  private sent = 0;

  constructor(
    private readonly known: Known,
    private readonly chance: Chance,
    private readonly label: string,
  ) {}

  get unanswered(): number {
    return this.open.size;
  }

  /** Sessions last over restarts. */
  async signIn(server: BuiltServer, { people }: Founded): Promise<void> {
    const signed = await Promise.all(actors.map(async (actor) => [actor, await server.signIn(people[actor], PASSWORD)] as const));
    this.tokens = Object.fromEntries(signed);
  }

  /** Sends one command after the other, each of `width` clients for itself, until the server is gone or `until` aborts. */
  async press(server: BuiltServer, width: number, until: AbortSignal): Promise<void> {
    const client = async (): Promise<void> => {
      while (!until.aborted) {
        const key = `${this.label}-${(this.sent += 1)}`;
        const sent = { key, move: nextMove(this.known, this.chance, key) };
        this.open.set(key, sent);
        if (!(await this.send(server, sent))) return;
      }
    };
    await Promise.all(Array.from({ length: width }, client));
  }

  ask(server: BuiltServer, by: Actor, path: string): Promise<Answer> {
    return server.request('GET', path, { token: this.tokens[by]! });
  }

  /** Sends once more what was not answered, until it is. */
  async insist(server: BuiltServer): Promise<void> {
    for (let tries = 0; this.open.size > 0; tries++) {
      if (tries === 100) throw new Error(`not answered: ${JSON.stringify([...this.open.values()])}`);
      await Promise.all([...this.open.values()].map((sent) => this.send(server, sent)));
    }
  }

  /** False where no answer came. */
  private async send(server: BuiltServer, sent: Sent): Promise<boolean> {
    const { by, path, body, form } = sent.move;
    const headers = { 'idempotency-key': sent.key };
    const options = { token: this.tokens[by]!, headers, ...(form === undefined ? { body } : { file: form }) };
    const answer = await server.request('POST', path, options).catch(() => undefined);
    if (!answer || !isAnswer(answer)) return false;
    this.hear({ ...sent, status: answer.status, body: answer.body });
    return true;
  }

  private hear(answered: Answered): void {
    const { key, move, status, body } = answered;
    this.open.delete(key);
    this.answered.push(answered);
    if (status >= 300) return;
    const { aids, batches, bankFiles } = this.known;
    if (move.name === 'propose') aids.push(String(body.stream).slice('aid-'.length));
    if (move.name === 'draft') batches.push(String(body.batchId));
    if (move.name === 'export-bank-file') bankFiles.set(move.path.split('/')[2]!, String(body));
  }
}
