import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStoreDbLog } from '#event-store/eventstoredb/eventstoredb-log';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import { startEventStoreDb } from '../support/eventstoredb/server.js';
import { numbered } from '../support/envelopes.js';
import { eventLogContract, type LogUnderTest } from './event-log.contract.js';

const temporaryFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'nuanliu-event-log-'));
const remove = (folder: string): Promise<void> => rm(folder, { recursive: true });

const sqlite = async (): Promise<LogUnderTest> => {
  const folder = await temporaryFolder();
  return { open: () => openSqliteLog({ path: join(folder, 'events.db') }), dispose: () => remove(folder) };
};

const HEARTBEAT_MS = 200;

/** Against the server at EVENTSTOREDB_URL where it is set, else against ours. */
const eventStoreDb = async (): Promise<LogUnderTest> => {
  const real = process.env['EVENTSTOREDB_URL'];
  if (real) return { open: () => openEventStoreDbLog({ url: real, heartbeatMs: HEARTBEAT_MS }), dispose: async () => undefined };
  const folder = await temporaryFolder();
  const server = await startEventStoreDb(join(folder, 'events.db'));
  const dispose = async () => {
    await server.stop();
    await remove(folder);
  };
  return { open: () => openEventStoreDbLog({ url: server.url, heartbeatMs: HEARTBEAT_MS }), dispose };
};

eventLogContract('sqlite', sqlite);
eventLogContract('eventstoredb', eventStoreDb);

describe('an events file', () => {
  it('holds on disk what was acknowledged, as a process killed that moment would leave it', async () => {
    const [folder, left] = [await temporaryFolder(), await temporaryFolder()];
    const log = await openSqliteLog({ path: join(folder, 'events.db') });
    for (let revision = 0; revision < 5; revision++) {
      const receipt = await log.append('case-1', revision === 0 ? 'noStream' : revision - 1, numbered('case-1', revision - 1, 1));
      for (const file of await readdir(folder)) if (!file.endsWith('-shm')) await copyFile(join(folder, file), join(left, file));
      const recovered = await openSqliteLog({ path: join(left, 'events.db') });
      expect(await recovered.head()).toBe(receipt.position);
      await recovered.close();
      for (const file of await readdir(left)) await rm(join(left, file));
    }
    await log.close();
    await Promise.all([remove(folder), remove(left)]);
  });
});
