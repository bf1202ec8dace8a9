import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Streams } from '#event-store/streams';
import { accountAt, demoAccounts, registerDemoAccounts } from './demo/demo-accounts.js';
import { DemoCases } from './demo/demo-cases.js';
import { DemoDesk } from './demo/demo-desk.js';
import { DemoMoney } from './demo/demo-money.js';
import { systemActor } from './import/actor.js';
import { readUploads } from './import/command-line.js';
import { ImportFolder } from './import/import-folder.js';
import { Importer, describeFiles, importIdOf } from './import/importer.js';
import { readTables } from './import/reading/files.js';
import { Tally } from './import/tally.js';
import { Clock } from './platform/clock.js';
import { Directory } from './platform/directory.js';
import { WrongSetting, type Settings } from './platform/settings.js';
import { masterKeyOf } from './platform/stores.js';

const SAMPLE = fileURLToPath(new URL('../../../../test/support/sample/', import.meta.url));

const importSample = async (app: NestFastifyApplication, bytesMax: number): Promise<void> => {
  const paths = { units: join(SAMPLE, 'union-units.csv'), households: join(SAMPLE, 'households.xlsx') };
  const uploads = await readUploads(paths, bytesMax);
  const tables = await readTables(uploads);
  const importer = app.get(Importer);
  const files = describeFiles(uploads, tables);
  const run = { importId: importIdOf(systemActor, files), runId: randomUUID(), actor: systemActor };
  const tally = new Tally(tables.households?.length ?? 0);
  await importer.start(run, files);
  await importer.perform(run, tables, { dryRun: false, tally, signal: new AbortController().signal });
  await app.get(ImportFolder).keepVerdicts(run.importId, tally.verdicts);
  await importer.complete(run, tally);
};

/** A city of its own: real files and invented ones must never stand on one board. @throws {WrongSetting} */
const requireEmptyCity = (app: NestFastifyApplication, path: string): void => {
  const isEmpty = app.get(Directory).units().length === 0;
  if (!isEmpty && !existsSync(path)) throw new WrongSetting('DATA_DIR', 'holds a city already; the demo city needs a folder of its own');
};

/** The day from which the demo city's dates count back; kept, so that a start that was cut off goes on as it began. */
const loadingDay = async (path: string, today: string): Promise<string> => {
  if (!existsSync(path)) await writeFile(path, today, { flush: true });
  return (await readFile(path, 'utf8')).trim();
};

/**
 * Loads the demo city into an empty or half-loaded store, never into a city of somebody else's, and once: units and case files of the sample, an account for each role,
 * applications at every stage. `DATA_DIR/demo-accounts.json` appears when all of it is there.
 */
export const loadDemoCity = async (app: NestFastifyApplication, settings: Settings): Promise<void> => {
  const accountsPath = join(settings.dataDir, 'demo-accounts.json');
  if (existsSync(accountsPath)) return;
  const loadingDayPath = join(settings.dataDir, 'demo-loading-day');
  requireEmptyCity(app, loadingDayPath);
  const clock = app.get(Clock);
  const accounts = demoAccounts(masterKeyOf(settings));
  const today = await loadingDay(loadingDayPath, clock.today());
  await importSample(app, settings.importMaxBytes);
  await registerDemoAccounts(accounts, { streams: app.get(Streams), directory: app.get(Directory), clock });
  const desk = new DemoDesk(app, accounts);
  await new DemoCases(desk, accountAt(accounts, 'base_caseworker').unit, today).take();
  await new DemoMoney(desk, today).spend();
  await writeFile(accountsPath, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600, flush: true });
  process.stdout.write(`\nThe demo city is loaded; its accounts are in ${accountsPath}\n\n`);
};
