import { copyFile, mkdir, open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** So that after a power cut the names in a folder are there as well as what they name. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  await folder.sync().finally(() => folder.close());
};

export const writeDurably = (path: string, text: string): Promise<void> => writeFile(path, text, { mode: 0o600, flush: true });

/** Copies a file for its owner's eyes only, making the folder where it is missing. */
export const copyDurably = async (from: string, to: string): Promise<void> => {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
  const file = await open(to, 'r+');
  await file.chmod(0o600);
  await file.sync().finally(() => file.close());
};
