import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Streams } from '#event-store/streams';
import { addDays, daysBetween } from '#domain/kernel/calendar';
import { EventStore } from '#event-store/event-store';
import { START } from '#event-store/port';
import { accountAt, demoAccounts, registerDemoAccounts, type DemoAccount } from './demo/demo-accounts.js';
import { DemoAgenda, morningOf, type DemoWorld } from './demo/demo-agenda.js';
import { DemoCases } from './demo/demo-cases.js';
import { DeadlinesService } from './deadlines/deadlines.module.js';
import { DemoClock } from './demo/demo-clock.js';
import { DemoDesk } from './demo/demo-desk.js';
import { isInDifficulty, sampleHouseholds } from './demo/demo-households.js';
import { DemoJournal } from './demo/demo-journal.js';
import { DemoMoney } from './demo/demo-money.js';
import { systemActor } from './import/actor.js';
import { readUploads } from './import/command-line.js';
import { ImportFolder } from './import/import-folder.js';
import { Importer, describeFiles, importIdOf } from './import/importer.js';
import { planMonitoring } from './demo/demo-course.js';
import { samplePrincipals } from './demo/demo-people.js';
import { readTables } from './import/reading/files.js';
import { Tally } from './import/tally.js';
import { SystemClock } from './platform/clock.js';
import { DeadlineNotes } from './platform/deadline-notes.js';
import { Directory } from './platform/directory.js';
import { WrongSetting, type Settings } from './platform/settings.js';
import { masterKeyOf, openEventStore } from './platform/stores.js';
import { ReactionsService } from './reactions/reactions.module.js';

const SAMPLE = fileURLToPath(new URL('../../../../test/support/sample/', import.meta.url));

/** Aided over the last year; the others are there to leave difficulty. */
const AIDED = 400;
/** Longer than what follows from one day takes on a slow machine. */
const SETTLE_MS = 120_000;

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

const accountsPathOf = ({ dataDir }: Settings): string => join(dataDir, 'demo-accounts.json');
const loadingDayPathOf = ({ dataDir }: Settings): string => join(dataDir, 'demo-loading-day');
const journalPathOf = ({ dataDir }: Settings): string => join(dataDir, 'demo-journal.jsonl');

/** Two years, so that every figure of monitoring has a course. */
const DAYS_OF_COURSE = 730;

/** A loading that is to be begun or taken up: its last day, its clock, and what was done of it. */
export type DemoLoading = Readonly<{ today: string; clock: DemoClock; journal: DemoJournal }>;

const holdsUnits = async (settings: Settings): Promise<boolean> => {
  const events = await openEventStore(settings, () => undefined);
  try {
    for await (const [first] of events.readAll({ after: START, categories: ['unit'], limit: 1 })) if (first) return true;
    return false;
  } finally {
    await events.close();
  }
};

/**
 * What is left to be loaded, undefined where all of it is there. Looked at before the server starts, for its clock has to stand in
 * the past by then; a city of somebody else is never looked at with that clock: real files and invented ones must not stand on one board.
 * @throws {WrongSetting} where a city is there that is none of ours
 */
export const demoLoading = async (settings: Settings): Promise<DemoLoading | undefined> => {
  if (existsSync(accountsPathOf(settings))) return undefined;
  const path = loadingDayPathOf(settings);
  if (!existsSync(path)) {
    if (await holdsUnits(settings)) throw new WrongSetting('DATA_DIR', 'holds a city already; the demo city needs a folder of its own');
    await writeFile(path, new SystemClock().today(), { flush: true });
  }
  const today = (await readFile(path, 'utf8')).trim();
  const journal = new DemoJournal(journalPathOf(settings));
  return { today, journal, clock: new DemoClock(journal.time ?? morningOf(addDays(today, -DAYS_OF_COURSE))) };
};

/** What the days bring about is seen to once in so many days, and on each of the last ones. */
const DEADLINES_EVERY_DAYS = 7;
const LAST_DAYS = 14;

const worldOf = (app: NestFastifyApplication, { today, clock, journal }: DemoLoading): DemoWorld => {
  const settled = () => app.get(ReactionsService).settled(AbortSignal.timeout(SETTLE_MS));
  const endDay = async (day: string): Promise<void> => {
    const left = daysBetween(day, today);
    const stretch = left > LAST_DAYS ? `week ${Math.floor(left / DEADLINES_EVERY_DAYS)}` : day;
    await journal.once(`demo-deadlines-${stretch}`, async () => {
      await app.get(DeadlinesService).keep();
      await settled();
    });
  };
  return { clock, journal, settled, endDay };
};

/** Everything that happens in the city in its two years. */
const live = async (app: NestFastifyApplication, loading: DemoLoading, accounts: readonly DemoAccount[]): Promise<void> => {
  const { today, clock, journal } = loading;
  const desk = new DemoDesk(app, accounts, clock, journal, await app.get(EventStore).head());
  const agenda = new DemoAgenda(worldOf(app, loading), today);
  const households = await sampleHouseholds(desk);
  const inDifficulty = households.filter(isInDifficulty);
  const cases = new DemoCases(desk, agenda, accountAt(accounts, 'base_caseworker').unit);
  cases.plan();
  await new DemoMoney(desk, agenda).plan(inDifficulty.slice(0, AIDED));
  planMonitoring({ desk, agenda, cases, households, principals: await samplePrincipals(SAMPLE) }, addDays(today, -DAYS_OF_COURSE));
  await agenda.live();
};

/**
 * Loads the demo city, once: units and case files of the sample, an account for each role, and two years of their work, day by day
 * under a clock that travels. `DATA_DIR/demo-accounts.json` appears when all of it is there.
 */
export const loadDemoCity = async (app: NestFastifyApplication, settings: Settings, loading: DemoLoading): Promise<void> => {
  const accounts = demoAccounts(masterKeyOf(settings));
  const { clock, journal } = loading;
  await journal.once('demo-sample', () => importSample(app, settings.importMaxBytes));
  await registerDemoAccounts(accounts, { streams: app.get(Streams), directory: app.get(Directory), clock });
  // A server that ran here before there was a city looked at days that are still to come.
  await journal.once('demo-deadlines-forgotten', () => app.get(DeadlineNotes).forget());
  await live(app, loading, accounts);
  clock.arrive();
  const accountsPath = accountsPathOf(settings);
  await writeFile(accountsPath, `${JSON.stringify(accounts, undefined, 2)}\n`, { mode: 0o600, flush: true });
  journal.discard();
  process.stdout.write(`\nThe demo city is loaded; its accounts are in ${accountsPath}\n\n`);
};
