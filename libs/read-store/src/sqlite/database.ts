import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { ReadStoreUnavailable } from '../port.js';
import type { Sql } from './sql.js';

type Cells = Record<string, SQLOutputValue>;

/** Result codes (low byte) that speak of the file or its disk and not of the statement: busy, locked, i/o, full, cannot open, and so on. */
const OUTAGES = new Set([5, 6, 7, 8, 10, 11, 13, 14, 15, 26]);

const isOutage = (error: unknown): boolean => {
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  return code === 'ERR_INVALID_STATE' || (code === 'ERR_SQLITE_ERROR' && OUTAGES.has(Number(errcode) & 0xff));
};

const guarded = <T>(work: () => T): T => {
  try {
    return work();
  } catch (error) {
    if (isOutage(error)) throw new ReadStoreUnavailable('the view database cannot be used', { cause: error });
    throw error;
  }
};

/** Long enough for any batch of another process; a wait blocks this one. */
const BUSY_TIMEOUT_MS = 5_000;
const MAX_STATEMENTS = 500;
/** 32 MB: pages that change again and again while views are built reach the database file less often. */
const WAL_PAGES = 8_000;

/** One connection with its prepared statements. Transactions do not nest. */
export class Database {
  private readonly statements = new Map<string, StatementSync>();

  private constructor(private readonly connection: DatabaseSync) {}

  static open(path: string, { readOnly = false } = {}): Database {
    return guarded(() => {
      const database = new Database(new DatabaseSync(path, { readOnly, timeout: BUSY_TIMEOUT_MS }));
      // Views can be rebuilt from the log, so the last commits before a power cut may be lost; rows and checkpoint go together.
      if (!readOnly) database.connection.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL');
      database.connection.exec(`PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=${WAL_PAGES}`);
      return database;
    });
  }

  prepared(text: string): StatementSync {
    const known = this.statements.get(text);
    if (known) return known;
    if (this.statements.size >= MAX_STATEMENTS) this.statements.delete(this.statements.keys().next().value ?? '');
    const statement = this.connection.prepare(text);
    this.statements.set(text, statement);
    return statement;
  }

  all({ text, values }: Sql): Cells[] {
    return this.prepared(text).all(...values);
  }

  /** Rows one at a time, for reads longer than memory. */
  iterate({ text, values }: Sql): Iterable<Cells> {
    return this.prepared(text).iterate(...values);
  }

  get({ text, values }: Sql): Cells | undefined {
    return this.prepared(text).get(...values);
  }

  /** Number of rows changed. */
  run({ text, values }: Sql): number {
    return Number(this.prepared(text).run(...values).changes);
  }

  exec(text: string): void {
    this.connection.exec(text);
  }

  /** All of `work` sees the store as of one moment. */
  reading<T>(work: () => T): T {
    return this.transaction('BEGIN', work);
  }

  writing<T>(work: () => T): T {
    return this.transaction('BEGIN IMMEDIATE', work);
  }

  close(): void {
    this.statements.clear();
    if (this.connection.isOpen) this.connection.close();
  }

  private transaction<T>(begin: string, work: () => T): T {
    return guarded(() => {
      this.prepared(begin).run();
      try {
        const result = work();
        this.prepared('COMMIT').run();
        return result;
      } catch (error) {
        if (this.connection.isTransaction) this.connection.exec('ROLLBACK');
        throw error;
      }
    });
  }
}
