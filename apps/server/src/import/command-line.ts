import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportedFileKind } from '#domain/import/import.events';
import { Problem } from '../platform/problem.js';
import type { Upload } from '../platform/tables/looks.js';
import type { Uploads } from './reading/files.js';
import type { Tally } from './tally.js';

/** Paths by what the files hold. */
export type Paths = Readonly<Partial<Record<ImportedFileKind, string>>>;

const readUpload = async (path: string, bytesMax: number): Promise<Upload> => {
  const name = basename(path);
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) throw new Problem(400, 'file-not-found', { file: name });
  if (found.size > bytesMax) throw new Problem(413, 'file-too-large', { file: name, bytesMax });
  return { name, bytes: await readFile(path) };
};

/** Reads the named files. @throws {Problem} `file-not-found`, `file-too-large` */
export const readUploads = async (paths: Paths, bytesMax: number): Promise<Uploads> => {
  const named = Object.entries(paths).filter((entry): entry is [ImportedFileKind, string] => typeof entry[1] === 'string');
  const uploads = await Promise.all(named.map(async ([kind, path]) => [kind, await readUpload(path, bytesMax)] as const));
  return Object.fromEntries(uploads);
};

const STEP_MS = 500;

/** Tells how far a run is, now and then, until it is stopped. */
export const watch = (tally: Tally, say: (line: string) => void): (() => void) => {
  let said = -1;
  const tell = () => {
    if (tally.rowsDone === said) return;
    said = tally.rowsDone;
    say(`${tally.rowsDone} / ${tally.rowsTotal}`);
  };
  const timer = setInterval(tell, STEP_MS);
  return () => {
    clearInterval(timer);
    tell();
  };
};

/** What a run came to, for the person at the terminal. */
export const summary = ({ outcome }: Tally, dryRun: boolean): string => {
  const { rows, accepted, rejected, changed, unitsChanged, byCode } = outcome;
  const codes = Object.entries(byCode).map(([code, count]) => `  ${code} ${count}`);
  const done = dryRun ? `would change ${changed}` : `changed ${changed}`;
  return [`${rows} rows: accepted ${accepted}, rejected ${rejected}; ${done} households, ${unitsChanged} units`, ...codes].join('\n');
};
