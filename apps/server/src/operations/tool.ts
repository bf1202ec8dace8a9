import { resolve } from 'node:path';
import { Logger } from '@nestjs/common';
import { CommanderError, type Command } from 'commander';
import { WrongSetting, readSettings, type Settings } from '../platform/settings.js';

/** How a command line ends: done, failed, asked for wrongly, or done with a difference that was not accepted. */
export const ExitCode = { done: 0, failed: 1, usage: 2, differs: 3 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** The person at the terminal asked for what cannot be; the message says what to do. */
export class Unusable extends Error {
  constructor(
    message: string,
    readonly exitCode: ExitCode = ExitCode.failed,
  ) {
    super(message);
    this.name = 'Unusable';
  }
}

/** Progress and complaints go to standard error; standard output holds only the result. */
export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** The result: for a person, or as one line of JSON for a program. */
export const answer = (text: string, value: object, asJson: boolean): void =>
  void process.stdout.write(asJson ? `${JSON.stringify(value)}\n` : `${text}\n`);

/** Paths are meant from where npm was called, which is not always where it runs the script. */
export const givenPath = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

/** Says how far a long piece of work is, once a second at most. */
export const steadyProgress = (unit: string): ((done: number) => void) => {
  const begun = performance.now();
  let said = begun;
  return (done) => {
    const now = performance.now();
    if (now - said < 1000) return;
    said = now;
    say(`${done} ${unit}, ${Math.round(done / ((now - begun) / 1000))} a second`);
  };
};

type Work = (settings: Settings, signal: AbortSignal) => Promise<ExitCode>;

/** The signal aborts at the first Ctrl-C or TERM; a second one ends the process at once. */
const interruption = (): AbortSignal => {
  const interrupted = new AbortController();
  const onSignal = () => (interrupted.signal.aborted ? process.exit(ExitCode.failed) : interrupted.abort(new Unusable('interrupted')));
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  return interrupted.signal;
};

const exitCodeOf = (error: unknown): ExitCode => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.done : ExitCode.usage;
  if (error instanceof WrongSetting) return ExitCode.usage;
  return error instanceof Unusable ? error.exitCode : ExitCode.failed;
};

/** Runs a command line: parses its options, reads the settings, does `work`, and ends the process with what came of it. */
export const runTool = async (command: Command, work: Work): Promise<never> => {
  Logger.overrideLogger(false);
  try {
    command.exitOverride().parse();
    process.exit(await work(readSettings(process.env), interruption()));
  } catch (error) {
    if (!(error instanceof CommanderError)) say(error instanceof Error ? error.message : String(error));
    process.exit(exitCodeOf(error));
  }
};
