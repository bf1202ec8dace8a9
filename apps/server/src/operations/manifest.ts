import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogSummary } from '#event-store/whole-log';
import { Unusable } from './tool.js';

export const MANIFEST = 'manifest.json';

const FORMAT = 'nuanliu-backup.v1';

/** Paths are inside the backup, and the same inside DATA_DIR. */
export type FileEntry = Readonly<{ path: string; bytes: number; sha256: string }>;

/** What a backup holds, so that it can be checked without any other copy. */
export type Manifest = Readonly<{
  format: typeof FORMAT;
  takenAt: string;
  log: LogSummary;
  masterKey: 'included' | 'not included';
  files: readonly FileEntry[];
}>;

const sha256Of = async (path: string): Promise<string> => {
  const digest = createHash('sha256');
  for await (const part of createReadStream(path)) digest.update(part as Buffer);
  return digest.digest('hex');
};

/** What is to be remembered of a file of the backup in `folder`. */
export const entryOf = async (folder: string, path: string): Promise<FileEntry> => ({
  path,
  bytes: (await stat(join(folder, path))).size,
  sha256: await sha256Of(join(folder, path)),
});

export const manifestOf = (parts: Omit<Manifest, 'format'>): Manifest => ({ format: FORMAT, ...parts });

/** Stays inside the folder it is joined to. */
const PLAIN_PATH = /^[\w-][\w.-]*(\/[\w-][\w.-]*)?$/;

/** @throws {Unusable} where there is none, or none that this release can read. */
export const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => {
    throw new Unusable(`${folder} is no backup: it has no ${MANIFEST}`);
  });
  try {
    const manifest = JSON.parse(text) as Manifest;
    if (manifest.format === FORMAT && manifest.files.every(({ path }) => PLAIN_PATH.test(path))) return manifest;
  } catch {
    // Said below.
  }
  throw new Unusable(`${join(folder, MANIFEST)} is not of the form ${FORMAT}`);
};

/** Checks that every file is there, whole and unchanged. @throws {Unusable} naming the first that is not. */
export const checkFiles = async (folder: string, { files }: Manifest): Promise<void> => {
  for (const { path, sha256 } of files) {
    const found = await sha256Of(join(folder, path)).catch(() => undefined);
    if (found === undefined) throw new Unusable(`${path} is missing in the backup`);
    if (found !== sha256) throw new Unusable(`${path} is not as it was when the backup was taken`);
  }
};
