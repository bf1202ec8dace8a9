import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { LogUnavailable } from '../port.js';
import type { ThreadAnswer, WriteAnswer, WriteRequest } from './writer-thread.js';

type Waiting = Readonly<{ request: WriteRequest; resolve: (answer: WriteAnswer) => void; reject: (error: Error) => void }>;

/** From source (tests) the thread runs as TypeScript, from the build as JavaScript. */
const threadUrl = (): URL => new URL(import.meta.url.endsWith('.ts') ? './writer-thread.ts' : './writer-thread.js', import.meta.url);

/** Collects appends while the thread is busy and hands them over together: one transaction, one fsync, many acknowledgements. */
export class Writer {
  private waiting: Waiting[] = [];
  private inFlight: Waiting[] = [];
  private stopped: LogUnavailable | undefined;
  private scheduled = false;

  private constructor(
    private readonly thread: Worker,
    private readonly onFailure: (error: Error) => void,
  ) {
    thread.on('message', (answer: ThreadAnswer) => this.receive(answer));
    thread.on('error', (error) => this.stop(error));
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
    if (this.scheduled || this.inFlight.length > 0) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      this.send();
    });
  }

  private send(): void {
    if (this.stopped || this.inFlight.length > 0 || this.waiting.length === 0) return;
    [this.inFlight, this.waiting] = [this.waiting, []];
    this.thread.postMessage({ requests: this.inFlight.map(({ request }) => request) });
  }

  private receive(answer: ThreadAnswer): void {
    if ('ready' in answer) return;
    if ('failed' in answer) return this.stop(new Error(answer.failed));
    const answered = this.inFlight;
    this.inFlight = [];
    if ('busy' in answer) for (const { reject } of answered) reject(new LogUnavailable(`the event log is locked: ${answer.busy}`));
    else answered.forEach(({ resolve }, index) => resolve(answer.answers[index]!));
    this.send();
  }

  private stop(cause: Error): void {
    if (this.stopped) return;
    this.stopped = new LogUnavailable('the event log stopped after a failed write', { cause });
    for (const { reject } of [...this.inFlight, ...this.waiting]) reject(this.stopped);
    this.inFlight = [];
    this.waiting = [];
    this.onFailure(cause);
  }
}
