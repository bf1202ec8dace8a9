import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { copyDatabase } from '#event-store/sqlite/copy';
import { verifyWholeLog } from '#event-store/whole-log';
import type { Settings } from '../platform/settings.js';
import { cityPaths } from '../platform/stores.js';
import { copyDurably, syncFolder, writeDurably } from './durable-files.js';
import { MANIFEST, entryOf, manifestOf, type Manifest } from './manifest.js';
import { Unusable } from './tool.js';

export type BackupOptions = Readonly<{ to: string; withMasterKey: boolean; at: string; onProgress?: (events: number) => void }>;

/** Folders of what was uploaded. */
const UPLOADS = ['imports', 'feeds'] as const;

const requireEmbedded = (settings: Settings, withMasterKey: boolean): void => {
  if (settings.eventStore !== 'sqlite') {
    throw new Unusable('the events are in EventStoreDB: back it and MongoDB up with their own tools, as docs/operations.md says');
  }
  if (!existsSync(cityPaths(settings).events)) throw new Unusable(`no event log in ${settings.dataDir}`);
  if (withMasterKey && settings.masterKey) throw new Unusable('the master key is a setting (MASTER_KEY) and no file: keep it yourself');
};

const requireFree = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  if (names.length > 0) throw new Unusable(`${folder} is not empty`);
};

const uploadsIn = async ({ dataDir }: Settings): Promise<readonly string[]> => {
  const namesIn = (folder: string) => readdir(join(dataDir, folder)).catch(() => []);
  const paths = UPLOADS.map(async (folder) => (await namesIn(folder)).map((name) => join(folder, name)));
  return (await Promise.all(paths)).flat().filter((path) => !path.endsWith('.partial'));
};

/** Uploads of imports and feeds, and verdicts of imports, sealed as they lie. One may go while it is copied. */
const copyUploads = async (settings: Settings, folder: string): Promise<readonly string[]> => {
  const copied: string[] = [];
  for (const path of await uploadsIn(settings)) {
    try {
      await copyDurably(join(settings.dataDir, path), join(folder, path));
      copied.push(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return copied;
};

/** The keys last: a key is stored before anything is sealed with it, so the copy opens all that was copied before. */
const copyAll = async (settings: Settings, folder: string, withMasterKey: boolean): Promise<readonly string[]> => {
  const { events, keys, masterKey } = cityPaths(settings);
  const inside = (path: string) => relative(settings.dataDir, path);
  await mkdir(join(folder, dirname(inside(keys))), { recursive: true, mode: 0o700 });
  await copyDatabase(events, join(folder, inside(events)));
  const uploads = await copyUploads(settings, folder);
  await copyDatabase(keys, join(folder, inside(keys)));
  if (!withMasterKey) return [inside(events), ...uploads, inside(keys)];
  await copyDurably(masterKey, join(folder, inside(masterKey)));
  return [inside(events), ...uploads, inside(keys), inside(masterKey)];
};

const summarise = async (folder: string, onProgress?: (events: number) => void): Promise<Manifest['log']> => {
  const log = await openSqliteLog({ path: join(folder, 'events.db'), readOnly: true });
  try {
    return await verifyWholeLog(log, onProgress);
  } finally {
    await log.close();
  }
};

/**
 * Copies a city while its server runs: events, keys and uploads, as of one moment, and a manifest by which the copy can be
 * checked. Every chain of the copy is verified. The folder appears only when it is whole.
 * @throws {Unusable} @throws {ChainBroken} where history was altered: such a backup is not kept.
 */
export const takeBackup = async (settings: Settings, { to, withMasterKey, at, onProgress }: BackupOptions): Promise<Manifest> => {
  requireEmbedded(settings, withMasterKey);
  await requireFree(to);
  const partial = `${to}.partial`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const paths = await copyAll(settings, partial, withMasterKey);
    const log = await summarise(partial, onProgress);
    const files = await Promise.all(paths.map((path) => entryOf(partial, path)));
    const manifest = manifestOf({ takenAt: at, log, masterKey: withMasterKey ? 'included' : 'not included', files });
    await writeDurably(join(partial, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
    for (const folder of new Set(['', ...paths.map((path) => dirname(path))])) await syncFolder(join(partial, folder));
    await rmdir(to).catch(() => undefined);
    await rename(partial, to);
    await syncFolder(dirname(to));
    return manifest;
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
};
