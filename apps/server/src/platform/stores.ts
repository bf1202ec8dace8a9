import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealedFields } from '#domain/catalogue';
import { EventStore } from '#event-store/event-store';
import { Keyring } from '#event-store/keyring/keyring';
import { openSqliteKeys } from '#event-store/keyring/sqlite-keys';
import type { EventLog } from '#event-store/port';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import type { ReadStore } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import type { Settings } from './settings.js';

/** Injection token of the read store. */
export const READ_STORE = Symbol('read store');

/** The master key: from the settings, else from a file that only we can read, made at the first start. */
export const masterKeyOf = ({ masterKey, dataDir }: Settings): Buffer => {
  if (masterKey) return masterKey;
  const folder = join(dataDir, 'keys');
  const path = join(folder, 'master.key');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx', flush: true });
  }
  chmodSync(path, 0o600);
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
};

/** Drivers of stores that are not chosen are never loaded. */
const openLog = async (settings: Settings, onFailure: (error: Error) => void): Promise<EventLog> => {
  if (settings.eventStore === 'sqlite') return openSqliteLog({ path: join(settings.dataDir, 'events.db'), onFailure });
  const { openEventStoreDbLog } = await import('#event-store/eventstoredb/eventstoredb-log');
  return openEventStoreDbLog({ url: settings.eventStoreUrl! });
};

/** Keys lie where the machines that need them can reach them: beside the events on one machine, in MongoDB for several. */
const openKeys = async (settings: Settings) => {
  if (settings.eventStore === 'eventstoredb' && settings.readStore === 'mongodb') {
    const { openMongoKeys } = await import('#event-store/keyring/mongodb-keys');
    return openMongoKeys({ url: settings.mongoUrl!, database: settings.mongoDatabase });
  }
  mkdirSync(join(settings.dataDir, 'keys'), { recursive: true, mode: 0o700 });
  return openSqliteKeys(join(settings.dataDir, 'keys', 'keys.db'));
};

/** Opens the event log with sealing and chaining around it. `onFailure` hears of a failed write, after which nothing is written. */
export const openEventStore = async (settings: Settings, onFailure: (error: Error) => void): Promise<EventStore> => {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const keyring = new Keyring(await openKeys(settings), masterKeyOf(settings));
  return new EventStore({ log: await openLog(settings, onFailure), keyring, sealing: sealedFields, upcasters: {} });
};

export const openReadStore = async (settings: Settings): Promise<ReadStore> => {
  if (settings.readStore === 'sqlite') return openSqliteReadStore({ path: join(settings.dataDir, 'views.db') });
  const { openMongoReadStore } = await import('#read-store/mongodb/mongo-read-store');
  return openMongoReadStore({ url: settings.mongoUrl!, database: settings.mongoDatabase });
};
