import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { Connection } from '#read-store/mongodb/connection';
import { openMongoReadStore } from '#read-store/mongodb/mongo-read-store';
import { ReadStoreUnavailable } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';
import { readStoreContract } from './read-store.contract.js';
import { startRelay } from './read-store.relay.js';
import { aView, eventually, put, type StorePlace } from './read-store.support.js';

const sqlitePlace = async (): Promise<StorePlace> => {
  const folder = await mkdtemp(join(tmpdir(), 'views-'));
  return { open: () => openSqliteReadStore({ path: join(folder, 'views.db') }), remove: () => rm(folder, { recursive: true }) };
};

const dropDatabase = async (url: string, database: string): Promise<void> => {
  const client = await MongoClient.connect(url);
  await client.db(database).dropDatabase();
  await client.close();
};

const mongoPlace = (url: string) => async (): Promise<StorePlace> => {
  const database = `read_store_contract_${process.pid}_${Date.now()}`;
  return { open: () => openMongoReadStore({ url, database }), remove: () => dropDatabase(url, database) };
};

describe('read store in SQLite', () => {
  readStoreContract(sqlitePlace, { runs: 300 });

  it('says that it is unavailable where the file is no database', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'views-'));
    await writeFile(join(folder, 'views.db'), 'not a database, and longer than the header of one is, which has a hundred bytes'.repeat(5));
    await expect(openSqliteReadStore({ path: join(folder, 'views.db') })).rejects.toThrow(ReadStoreUnavailable);
    await rm(folder, { recursive: true });
  });
});

const inMongo = (url: string) => {
  readStoreContract(mongoPlace(url), { runs: 30 });

  it('says that it is unavailable while the server is away, and goes on when it is back', async () => {
    const relay = await startRelay(url);
    const database = `read_store_outage_${process.pid}`;
    const store = await openMongoReadStore({ url: relay.url, database, serverSelectionTimeoutMs: 300 });
    const view = await aView(store);
    await view.apply(put('h1', { unit: 'before' }));
    await relay.cut();
    await expect(view.collection.get('h1')).rejects.toThrow(ReadStoreUnavailable);
    await expect(view.apply(put('h1', { unit: 'meanwhile' }))).rejects.toThrow(ReadStoreUnavailable);
    await expect(store.acquireLease(view.name, 'another', 1)).rejects.toThrow(ReadStoreUnavailable);
    await expect(openMongoReadStore({ url: relay.url, database, serverSelectionTimeoutMs: 100 })).rejects.toThrow(ReadStoreUnavailable);
    await relay.mend();
    await eventually(() =>
      view.apply(put('h1', { unit: 'after' })).then(
        () => true,
        () => undefined,
      ),
    );
    expect((await view.collection.get('h1'))?.row).toEqual({ unit: 'after' });
    await store.close();
    await relay.cut();
    await dropDatabase(url, database);
  });
};

describe('the connection to MongoDB', () => {
  it('asks for majority and journal itself, whatever the URL says', async () => {
    const connection = new Connection({ url: 'mongodb://127.0.0.1:1/?w=0&readConcernLevel=local&journal=false', database: 'views' });
    for (const collection of [connection.builds, connection.views, connection.leases, connection.rows('cases.v1#1')]) {
      expect(collection.writeConcern).toMatchObject({ w: 'majority', journal: true });
      expect(collection.readConcern?.level).toBe('majority');
      expect(collection.readPreference?.mode).toBe('primary');
    }
    await connection.close();
  });
});

const url = process.env.MONGODB_URL;
if (url === undefined) describe.skip('read store in MongoDB (skipped: MONGODB_URL is not set)', () => inMongo('mongodb://127.0.0.1'));
else describe('read store in MongoDB', () => inMongo(url));
