import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { verifyWholeLog } from '#event-store/whole-log';
import type { Settings } from '../platform/settings.js';
import { openEventReader, openReadStore } from '../platform/stores.js';
import { copyDurably, syncFolder } from './durable-files.js';
import { checkFiles, readManifest, type Manifest } from './manifest.js';
import { Unusable } from './tool.js';

/** Files come here first and move up when all is well, so that a half-restored city never looks like one. */
const STAGE = 'restoring';

export type RestoreOptions = Readonly<{ from: string; masterKeyFile?: string; onProgress?: (events: number) => void }>;

const requireEmpty = async ({ dataDir }: Settings): Promise<void> => {
  const names = (await readdir(dataDir).catch(() => [])).filter((name) => name !== STAGE);
  if (names.length > 0) throw new Unusable(`${dataDir} is not empty: a city is restored into a folder of its own`);
};

const requireNoViews = async (settings: Settings): Promise<void> => {
  if (settings.readStore === 'sqlite') return;
  const store = await openReadStore(settings);
  const builds = await store.builds().finally(() => store.close());
  if (builds.length > 0) throw new Unusable(`database ${settings.mongoDatabase} holds views of a city: choose another (MONGODB_DATABASE)`);
};

/** @throws {Unusable} where the log is not the one that was backed up; {ChainBroken} where it was altered. */
const checkLog = async (path: string, { log: expected }: Manifest, onProgress?: (events: number) => void): Promise<void> => {
  const log = await openSqliteLog({ path, readOnly: true });
  const found = await verifyWholeLog(log, onProgress).finally(() => log.close());
  if (found.events !== expected.events || found.digest !== expected.digest || found.lastPosition !== expected.lastPosition) {
    throw new Unusable(`the log holds ${found.events} events up to ${found.lastPosition}, not what the manifest says`);
  }
};

/** Checks a backup as it lies: every file, every chain. @throws {Unusable} {ChainBroken} */
export const checkBackup = async ({ from, onProgress }: RestoreOptions): Promise<Manifest> => {
  const manifest = await readManifest(from);
  await checkFiles(from, manifest);
  await checkLog(join(from, 'events.db'), manifest, onProgress);
  return manifest;
};

const masterKeyFrom = (settings: Settings, { from, masterKeyFile }: RestoreOptions): string | undefined => {
  if (settings.masterKey) return undefined;
  const path = masterKeyFile ?? join(from, 'keys', 'master.key');
  if (existsSync(path)) return path;
  throw new Unusable('the backup is without its master key: give --master-key-file, or the setting MASTER_KEY');
};

/**
 * Puts a backup into an empty DATA_DIR: files checked against the manifest, chains verified, the master key proven to open the
 * keys. The views are not in it; they are built from the events afterwards.
 * @throws {Unusable} {ChainBroken} {WrongSetting} and leaves DATA_DIR as it was.
 */
export const restoreCity = async (settings: Settings, options: RestoreOptions): Promise<Manifest> => {
  if (settings.eventStore !== 'sqlite') throw new Unusable('a backup is restored with EVENT_STORE=sqlite');
  await requireEmpty(settings);
  const masterKey = masterKeyFrom(settings, options);
  await requireNoViews(settings);
  const manifest = await checkBackup(options);
  const stage = join(settings.dataDir, STAGE);
  await rm(stage, { recursive: true, force: true });
  await mkdir(stage, { recursive: true, mode: 0o700 });
  try {
    for (const { path } of manifest.files) await copyDurably(join(options.from, path), join(stage, path));
    if (masterKey !== undefined) await copyDurably(masterKey, join(stage, 'keys', 'master.key'));
    await checkFiles(stage, manifest);
    const staged = await openEventReader({ ...settings, dataDir: stage });
    await staged.close();
    // The log last: without it the folder is no city.
    const names = (await readdir(stage)).filter((name) => name !== 'events.db');
    for (const name of [...names, 'events.db']) await rename(join(stage, name), join(settings.dataDir, name));
  } finally {
    await rm(stage, { recursive: true, force: true });
  }
  await syncFolder(settings.dataDir);
  return manifest;
};
