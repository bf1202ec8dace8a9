import { DatabaseSync } from 'node:sqlite';
import type { KeyStore, WrappedKey } from './keyring.js';

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA busy_timeout = 10000;
  PRAGMA secure_delete = ON;
  CREATE TABLE IF NOT EXISTS keys (subject TEXT PRIMARY KEY, wrapped BLOB) STRICT, WITHOUT ROWID;
`;

/** Keys in a file of their own. A destroyed key is overwritten on disk (secure_delete, then the log is folded back in). */
export const openSqliteKeys = (path: string): KeyStore => {
  const database = new DatabaseSync(path);
  database.exec(SCHEMA);
  const select = database.prepare('SELECT subject, wrapped FROM keys WHERE subject IN (SELECT value FROM json_each(?))');
  const insert = database.prepare('INSERT OR IGNORE INTO keys (subject, wrapped) VALUES (?, ?)');
  const destroy = database.prepare(
    'INSERT INTO keys (subject, wrapped) VALUES (?, NULL) ON CONFLICT (subject) DO UPDATE SET wrapped = NULL',
  );
  return {
    read: async (subjects) => select.all(JSON.stringify(subjects)) as unknown as WrappedKey[],
    insert: async (keys) => {
      database.exec('BEGIN IMMEDIATE');
      try {
        for (const { subject, wrapped } of keys) insert.run(subject, wrapped);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    destroy: async (subject) => {
      destroy.run(subject);
      database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    },
    close: async () => database.close(),
  };
};
