import { mkdtempSync, rmSync } from 'node:fs';
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

/** A real event store, as the server opens it on one machine. */
export const openScratchStore = async (folder: string): Promise<EventStore> =>
  new EventStore({
    log: await openSqliteLog({ path: join(folder, 'events.db') }),
    keyring: new Keyring(openSqliteKeys(join(folder, 'keys.db')), Buffer.alloc(32, 1)),
    sealing: sealedFields,
    upcasters: {},
  });
