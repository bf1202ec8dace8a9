/** `npm run import`: takes a workbook or CSV files over without the server, or beside it. */
import { randomUUID } from 'node:crypto';
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Command } from 'commander';
import { verdictsCsv } from '#domain/import/verdict';
import { EventStore } from '#event-store/event-store';
import type { ReadStore } from '#read-store/port';
import { ensureStarterPolicy } from './first-start.js';
import { systemActor } from './import/actor.js';
import { readUploads, summary, watch } from './import/command-line.js';
import { ImportFolder } from './import/import-folder.js';
import { Importer, describeFiles, importIdOf } from './import/importer.js';
import { ImporterModule } from './import/importer.module.js';
import { readTables, type Tables, type Uploads } from './import/reading/files.js';
import { Tally } from './import/tally.js';
import { SystemClock } from './platform/clock.js';
import { Directory } from './platform/directory.js';
import { messageFor } from './platform/messages.js';
import { PlatformModule } from './platform/platform.module.js';
import { Problem } from './platform/problem.js';
import { READ_STORE } from './platform/stores.js';
import { WrongSetting, readSettings, type Settings } from './platform/settings.js';

type Options = Readonly<{ units?: string; households?: string; members?: string; dryRun: boolean; report: string }>;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Paths are meant from where npm was called, which is not always where it runs the script. */
const path = (given: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), given);

@Module({})
class CommandLineModule {
  static with(settings: Settings): DynamicModule {
    return { module: CommandLineModule, imports: [PlatformModule.with(settings, new SystemClock()), ImporterModule] };
  }
}

const run = async (app: INestApplicationContext, uploads: Uploads, tables: Tables, dryRun: boolean): Promise<Tally> => {
  const [importer, folder] = [app.get(Importer), app.get(ImportFolder)];
  importer.check(tables, systemActor);
  const files = describeFiles(uploads, tables);
  const importId = importIdOf(systemActor, files);
  const run = { importId, runId: randomUUID(), actor: systemActor };
  const tally = new Tally(tables.households?.length ?? 0);
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort(new Problem(499, 'import-interrupted')));
  if (!dryRun) await importer.start(run, files);
  const stop = watch(tally, say);
  try {
    await importer.perform(run, tables, { dryRun, tally, signal: ended.signal });
  } finally {
    stop();
  }
  if (dryRun) return tally;
  await folder.keepVerdicts(importId, tally.verdicts);
  await importer.complete(run, tally);
  return tally;
};

const closing = async (app: INestApplicationContext): Promise<void> => {
  await app.get(Directory).stop();
  await app.get(EventStore).close();
  await app.get<ReadStore>(READ_STORE).close();
};

/** A report that cannot be written is better known before the rows are. @throws {Problem} `report-not-writable` */
const requireWritable = async (report: string): Promise<void> => {
  const refuse = () => {
    throw new Problem(400, 'report-not-writable', { file: report });
  };
  await access(dirname(report), constants.W_OK).catch(refuse);
};

const importFiles = async ({ dryRun, report, ...paths }: Options): Promise<void> => {
  const settings = readSettings(process.env);
  await requireWritable(report);
  const uploads = await readUploads(paths, settings.importMaxBytes);
  const tables = await readTables(uploads);
  const app = await NestFactory.createApplicationContext(CommandLineModule.with(settings), {
    logger: ['error', 'fatal'],
    abortOnError: false,
  });
  try {
    await app.get(Directory).start();
    if (!dryRun) await ensureStarterPolicy(app);
    const tally = await run(app, uploads, tables, dryRun);
    await writeFile(report, verdictsCsv(tally.verdicts));
    process.stdout.write(`${summary(tally, dryRun)}\n`);
  } finally {
    await closing(app);
  }
};

const explained = (error: unknown): string => {
  if (error instanceof WrongSetting) return error.message;
  if (!(error instanceof Problem)) return `the import stopped: ${String(error)}`;
  const details = Object.keys(error.details).length > 0 ? ` ${JSON.stringify(error.details)}` : '';
  return `${error.code}: ${messageFor(error.code, process.env['LANG'])}${details}`;
};

const command = new Command('npm run import --')
  .description('takes households (and units) over; the same files again change nothing')
  .option('--units <file>', 'CSV: code, parent, kind, name', path)
  .option('--households <file>', 'XLSX with the sheets 职工档案 and 家庭成员, or CSV (UTF-8 or GBK)', path)
  .option('--members <file>', 'members, where they are not in the workbook of households', path)
  .option('--dry-run', 'gives the verdicts and writes nothing', false)
  .requiredOption('--report <file>', 'where the verdict of every row goes, as CSV', path);

command.parse();
try {
  await importFiles(command.opts<Options>());
} catch (error) {
  say(explained(error));
  process.exitCode = 1;
}
