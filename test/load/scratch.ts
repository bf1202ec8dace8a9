import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealedFields } from '#domain/catalogue';
import { EventStore } from '#event-store/event-store';
import { Keyring } from '#event-store/keyring/keyring';
import { openSqliteKeys } from '#event-store/keyring/sqlite-keys';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';

/** A folder for one benchmark; it goes when the work is done. */
export const inScratch = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), 'nuanliu-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Told to servers that are started on such a folder. */
export const MASTER_KEY = Buffer.alloc(32, 1);

const keysPath = (folder: string): string => {
  mkdirSync(join(folder, 'keys'), { recursive: true });
  return join(folder, 'keys', 'keys.db');
};

/** A real event store, as the server opens it on one machine. */
export const openScratchStore = async (folder: string): Promise<EventStore> =>
  new EventStore({
    log: await openSqliteLog({ path: join(folder, 'events.db') }),
    keyring: new Keyring(openSqliteKeys(keysPath(folder)), MASTER_KEY),
    sealing: sealedFields,
    upcasters: {},
  });
