import { Binary, MongoClient, MongoServerError } from 'mongodb';
import type { KeyStore } from './keyring.js';

type KeyDocument = { _id: string; wrapped: Binary | null };

const DUPLICATE = 11000;

/** Keys in a collection of their own, written with majority and journal. */
export const openMongoKeys = async ({ url, database }: Readonly<{ url: string; database: string }>): Promise<KeyStore> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 5000, retryWrites: true });
  await client.connect();
  const keys = client
    .db(database)
    .collection<KeyDocument>('keys', { writeConcern: { w: 'majority', journal: true }, readConcern: { level: 'majority' } });
  return {
    read: async (subjects) => {
      const found = await keys.find({ _id: { $in: [...subjects] } }).toArray();
      return found.map(({ _id, wrapped }) => ({ subject: _id, wrapped: wrapped && wrapped.buffer }));
    },
    insert: async (added) => {
      const documents = added.map(({ subject, wrapped }) => ({ _id: subject, wrapped: wrapped && new Binary(wrapped) }));
      try {
        await keys.insertMany(documents, { ordered: false });
      } catch (error) {
        // Another instance made some of these keys first; its keys are read back by the caller.
        if (!(error instanceof MongoServerError && error.code === DUPLICATE)) throw error;
      }
    },
    destroy: async (subject) => {
      await keys.updateOne({ _id: subject }, { $set: { wrapped: null } }, { upsert: true });
    },
    close: () => client.close(),
  };
};
