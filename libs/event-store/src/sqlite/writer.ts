import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LogUnavailable } from '../port.js';
import type { PackedRequests, ThreadAnswer } from './writer-thread.js';

type WriteRow = Readonly<{ id: string; revision: number; body: string }>;
export type WriteRequest = Readonly<{ stream: string; category: string; expected: number | 'noStream' | 'any'; rows: readonly WriteRow[] }>;

/** The position of the last row, or the stream's revision where another writer was first. */
export type WriteAnswer = Readonly<{ position: number } | { actual: number }>;

type Waiting = Readonly<{ request: WriteRequest; resolve: (answer: WriteAnswer) => void; reject: (error: Error) => void }>;

/** From source (tests) the thread runs as TypeScript, from the build as JavaScript. */
const threadUrl = (): URL => new URL(import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js', import.meta.url);

/** Flat columns cross to the thread several times faster than objects do. */
const packed = (requests: readonly WriteRequest[]): PackedRequests => ({
  streams: requests.map(({ stream }) => stream),
  categories: requests.map(({ category }) => category),
  expected: requests.map(({ expected }) => expected),
  counts: requests.map(({ rows }) => rows.length),
  ids: requests.flatMap(({ rows }) => rows.map(({ id }) => id)),
  revisions: requests.flatMap(({ rows }) => rows.map(({ revision }) => revision)),
  bodies: requests.flatMap(({ rows }) => rows.map(({ body }) => body)),
});

const outcomeOf = (outcome: number): WriteAnswer => (outcome > 0 ? { position: outcome } : { actual: -outcome - 1 });

/** Two batches travel at a time: the thread commits one while this side prepares the appends that follow the other. */
const BATCHES = 2;
/** Fewer appends than this are not worth a second commit. */
const WORTH_SPLITTING = 16;

/** Collects appends while the thread is busy and hands them over together: one transaction, one fsync, many acknowledgements. */
export class Writer {
  private waiting: Waiting[] = [];
  private readonly inFlight: Waiting[][] = [];
  private stopped: LogUnavailable | undefined;
  private scheduled = false;

  private constructor(
    private readonly thread: Worker,
    private readonly onFailure: (error: Error) => void,
  ) {
    thread.on('message', (answer: ThreadAnswer) => this.receive(answer));
    thread.on('error', (error: Error) => this.stop(error));
    thread.on('exit', () => this.stop(new Error('the writer thread has ended')));
  }

  /** Opens the file for writing; rejects where it cannot be opened. `onFailure` hears once of a write that failed. */
  static async open(path: string, onFailure: (error: Error) => void): Promise<Writer> {
    const thread = new Worker(threadUrl(), { workerData: { path } });
    await once(thread, 'message');
    return new Writer(thread, onFailure);
  }

  write(request: WriteRequest): Promise<WriteAnswer> {
    if (this.stopped) return Promise.reject(this.stopped);
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject });
      this.schedule();
    });
  }

  async close(): Promise<void> {
    while (!this.stopped && (this.waiting.length > 0 || this.inFlight.length > 0)) await new Promise((next) => setImmediate(next));
    if (this.stopped) return;
    this.stopped = new LogUnavailable('the event log is closed');
    const exited = once(this.thread, 'exit');
    this.thread.postMessage('close');
    await exited;
  }

  /** Waits for the end of the turn, so that appends begun together travel together. */
  private schedule(): void {
    if (this.scheduled || this.inFlight.length === BATCHES) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.send();
    });
  }

  private send(): void {
    while (!this.stopped && this.waiting.length > 0 && this.inFlight.length < BATCHES) {
      const splits = this.inFlight.length === 0 && this.waiting.length >= WORTH_SPLITTING;
      const batch = this.waiting.splice(0, splits ? Math.ceil(this.waiting.length / BATCHES) : this.waiting.length);
      this.inFlight.push(batch);
      this.thread.postMessage(packed(batch.map(({ request }) => request)));
    }
  }

  private receive(answer: ThreadAnswer): void {
    if ('ready' in answer) return;
    if ('failed' in answer) return this.stop(new Error(answer.failed));
    const answered = this.inFlight.shift() ?? [];
    if ('busy' in answer) for (const { reject } of answered) reject(new LogUnavailable(`the event log is locked: ${answer.busy}`));
    else answered.forEach(({ resolve }, index) => resolve(outcomeOf(answer.outcomes[index]!)));
    this.schedule();
  }

  private stop(cause: Error): void {
    if (this.stopped) return;
    this.stopped = new LogUnavailable('the event log stopped after a failed write', { cause });
    for (const { reject } of [...this.inFlight.flat(), ...this.waiting]) reject(this.stopped);
    this.inFlight.length = 0;
    this.waiting = [];
    this.onFailure(cause);
  }
}
