import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpClient } from './http-client.js';

const MAIN = join(import.meta.dirname, '../../dist/apps/server/src');

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null; output: string; errors: string }>;

const environmentOf = (dataDir: string, more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  PORT: '0',
  DATA_DIR: dataDir,
  SIGN_INS_PER_MINUTE: '100000',
  ...more,
});

/** A program of the build, as a process of its own. `limit` is the largest file it may write, in KiB. */
class Program {
  output = '';
  errors = '';
  readonly ended: Promise<Ended>;

  constructor(readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.errors += text));
    this.ended = new Promise((resolve) => {
      child.on('close', (code, signal) => resolve({ code, signal, output: this.output, errors: this.errors }));
    });
  }

  static start(name: string, options: readonly string[], env: NodeJS.ProcessEnv, limit?: number): Program {
    const command = [process.execPath, join(MAIN, `${name}.js`), ...options];
    const [file = '', ...args] = limit === undefined ? command : ['bash', '-c', `ulimit -f ${limit}; exec "$@"`, 'limited', ...command];
    return new Program(spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  }
}

/** Runs a command line of the build to its end. */
export const runTool = (name: string, options: readonly string[], dataDir: string, environment: NodeJS.ProcessEnv = {}): Promise<Ended> =>
  Program.start(name, options, environmentOf(dataDir, environment)).ended;

/** Runs a command line of the build until it ends or `ms` have passed; then it is killed. */
export const runToolFor = async (ms: number, name: string, options: readonly string[], dataDir: string): Promise<Ended> => {
  const program = Program.start(name, options, environmentOf(dataDir, {}));
  const timer = setTimeout(() => program.child.kill('SIGKILL'), ms);
  return program.ended.finally(() => clearTimeout(timer));
};

/** Runs a command line of the build until it ends or `isEnough` says so; then it is killed. */
export const runToolUntil = async (isEnough: () => boolean, name: string, options: readonly string[], dataDir: string): Promise<Ended> => {
  const program = Program.start(name, options, environmentOf(dataDir, {}));
  const timer = setInterval(() => isEnough() && program.child.kill('SIGKILL'), 20);
  return program.ended.finally(() => clearInterval(timer));
};

type Options = Readonly<{ environment?: NodeJS.ProcessEnv; dataDir?: string; limit?: number; options?: readonly string[] }>;

/** The built server as a process of its own: what is stopped, killed or starved in tests. */
export class BuiltServer extends HttpClient {
  private constructor(
    private readonly program: Program,
    readonly dataDir: string,
    readonly url: string,
  ) {
    super();
  }

  /** Resolves once it listens. @throws where it ends before that, with what it said. */
  static async start({
    environment = {},
    dataDir = mkdtempSync(join(tmpdir(), 'nuanliu-built-')),
    limit,
    options = [],
  }: Options = {}): Promise<BuiltServer> {
    const program = Program.start('main', options, environmentOf(dataDir, environment), limit);
    const ended = program.ended.then(({ code, errors, output }) => {
      throw new Error(`the server ended with ${code}: ${errors}${output}`);
    });
    ended.catch(() => undefined);
    for (;;) {
      const url = /"url":"(http:[^"]+)"/.exec(program.output)?.[1];
      if (url !== undefined) return new BuiltServer(program, dataDir, url);
      await Promise.race([once(program.child.stdout!, 'data'), ended]);
    }
  }

  get output(): string {
    return this.program.output;
  }

  get ended(): Promise<Ended> {
    return this.program.ended;
  }

  /** The one-time password it printed at its first start. */
  get firstPassword(): string {
    return /one-time password (\S+)/.exec(this.program.output)?.[1] ?? '';
  }

  kill(signal: NodeJS.Signals): void {
    this.program.child.kill(signal);
  }

  /** Sends the signal and waits for the end. */
  stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.kill(signal);
    return this.ended;
  }
}
