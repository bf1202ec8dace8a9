import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sealedFields } from '#domain/catalogue';
import { upcasters } from '#domain/upcasters';
import { EventStore } from '#event-store/event-store';
import { Keyring } from '#event-store/keyring/keyring';
import { openSqliteKeys } from '#event-store/keyring/sqlite-keys';
import type { EventLog } from '#event-store/port';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import type { ReadStore } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { WrongSetting, type Settings } from './settings.js';

/** Injection token of the read store. */
export const READ_STORE = Symbol('read store');

const keysFolder = ({ dataDir }: Settings): string => join(dataDir, 'keys');
const masterKeyPath = (settings: Settings): string => join(keysFolder(settings), 'master.key');
const keysPath = (settings: Settings): string => join(keysFolder(settings), 'keys.db');

/** Where an embedded city keeps what it cannot do without. */
export const cityPaths = (settings: Settings) => ({
  events: join(settings.dataDir, 'events.db'),
  keys: keysPath(settings),
  masterKey: masterKeyPath(settings),
});

/** Appears whole or not at all; of several processes that start at once, the first one's stays. */
const makeMasterKey = (path: string): void => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, randomBytes(32).toString('base64'), { mode: 0o600, flush: true });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(draft);
  }
};

/**
 * The master key: from the settings, else from a file that only we can read, made at the first start.
 * @throws {WrongSetting} where keys lie there that it must have wrapped, for a new one would open none of them.
 */
export const masterKeyOf = (settings: Settings): Buffer => {
  if (settings.masterKey) return settings.masterKey;
  const path = masterKeyPath(settings);
  if (!existsSync(path)) {
    if (existsSync(keysPath(settings))) throw new WrongSetting('MASTER_KEY', `is missing, and ${path} is not there`);
    mkdirSync(keysFolder(settings), { recursive: true, mode: 0o700 });
    makeMasterKey(path);
  }
  chmodSync(path, 0o600);
  return Buffer.from(readFileSync(path, 'utf8'), 'base64');
};

/** Drivers of stores that are not chosen are never loaded. */
const openLog = async (settings: Settings, onFailure: (error: Error) => void): Promise<EventLog> => {
  if (settings.eventStore === 'sqlite') return openSqliteLog({ path: cityPaths(settings).events, onFailure });
  const { openEventStoreDbLog } = await import('#event-store/eventstoredb/eventstoredb-log');
  return openEventStoreDbLog({ url: settings.eventStoreUrl! });
};

/** Keys lie where the machines that need them can reach them: beside the events on one machine, in MongoDB for several. */
const openKeys = async (settings: Settings) => {
  if (settings.eventStore === 'eventstoredb' && settings.readStore === 'mongodb') {
    const { openMongoKeys } = await import('#event-store/keyring/mongodb-keys');
    return openMongoKeys({ url: settings.mongoUrl!, database: settings.mongoDatabase });
  }
  mkdirSync(keysFolder(settings), { recursive: true, mode: 0o700 });
  return openSqliteKeys(keysPath(settings));
};

/** Nobody's name: what is wrapped under it opens only with the master key that all the other keys were wrapped with. */
const MASTER_KEY_PROOF = 'proof of the master key';

/** @throws {WrongSetting} where the keys that lie there were wrapped by another master key. */
const openKeyring = async (settings: Settings): Promise<Keyring> => {
  const masterKey = masterKeyOf(settings);
  const keyring = new Keyring(await openKeys(settings), masterKey);
  try {
    await keyring.ensure([MASTER_KEY_PROOF]);
    return keyring;
  } catch (error) {
    await keyring.close();
    const isWrong = error instanceof Error && error.message.includes('authenticate');
    throw isWrong ? new WrongSetting('MASTER_KEY', 'is not the one that the keys of this store were wrapped with') : error;
  }
};

/**
 * Opens the event log with sealing and chaining around it. `onFailure` hears of a failed write, after which nothing is written;
 * `around` may put something between the log and those who use it.
 * @throws {WrongSetting} for another master key than that of the keys.
 */
export const openEventStore = async (
  settings: Settings,
  onFailure: (error: Error) => void,
  around: (log: EventLog) => EventLog = (log) => log,
): Promise<EventStore> => {
  mkdirSync(settings.dataDir, { recursive: true, mode: 0o700 });
  const keyring = await openKeyring(settings);
  return new EventStore({ log: around(await openLog(settings, onFailure)), keyring, sealing: sealedFields, upcasters });
};

/** The event log for those who only read and follow it: on one machine without a writer of its own. */
export const openEventReader = async (settings: Settings): Promise<EventStore> => {
  const keyring = await openKeyring(settings);
  const embedded = settings.eventStore === 'sqlite';
  const log = await (embedded ? openSqliteLog({ path: cityPaths(settings).events, readOnly: true }) : openLog(settings, () => undefined));
  return new EventStore({ log, keyring, sealing: sealedFields, upcasters });
};

export const openReadStore = async (settings: Settings): Promise<ReadStore> => {
  if (settings.readStore === 'sqlite') return openSqliteReadStore({ path: join(settings.dataDir, 'views.db') });
  const { openMongoReadStore } = await import('#read-store/mongodb/mongo-read-store');
  return openMongoReadStore({ url: settings.mongoUrl!, database: settings.mongoDatabase });
};
