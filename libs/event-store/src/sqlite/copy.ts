import { open } from 'node:fs/promises';
import { DatabaseSync, backup } from 'node:sqlite';

/** All pages in one step: copied in portions, a database that others write to would be begun again and again. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Copies a database as it is at one moment, while others go on reading and writing it. The copy is one file, without a log
 * beside it, readable by its owner only and durable when this resolves.
 */
export const copyDatabase = async (from: string, to: string): Promise<void> => {
  const file = await open(to, 'wx', 0o600);
  const source = new DatabaseSync(from, { readOnly: true });
  try {
    source.exec('PRAGMA busy_timeout = 10000');
    await backup(source, to, { rate: ALL_PAGES });
    const copy = new DatabaseSync(to);
    copy.exec('PRAGMA journal_mode = DELETE');
    copy.close();
    await file.sync();
  } finally {
    source.close();
    await file.close();
  }
};
