import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { BroadcastChannel } from 'node:worker_threads';
import { setImmediate as turn } from 'node:timers/promises';
import {
  LogUnavailable,
  START,
  WrongExpectedRevision,
  categoryOf,
  type AppendReceipt,
  type Envelope,
  type EventLog,
  type ExpectedRevision,
  type Position,
  type ReadAllOptions,
  type ReadStreamOptions,
  type Recorded,
  type SubscribeOptions,
  type SubscriptionMessage,
} from '../port.js';
import { Bell } from '../bell.js';
import { Writer } from './writer.js';

export type SqliteLogOptions = Readonly<{
  path: string;
  /** Reads and follows only; an append is refused. The file must be there. */
  readOnly?: boolean;
  /** Hears once of a failed write; the log refuses all further appends until it is opened again. */
  onFailure?: (error: Error) => void;
}>;

const PAGE = 512;
/** How often another process's appends are looked for; our own are told at once. */
const POLL_MS = 50;
/** Up to this many categories are read through the category index and merged; more are cheaper as a scan. */
const INDEXED_CATEGORIES = 3;

type EventRow = { position: number; body: string };

const toPosition = (position: number): Position => String(position).padStart(16, '0');
const fromPosition = (position: Position): number => (position === START ? 0 : Number(position));
const toRecorded = ({ position, body }: EventRow): Recorded => ({ position: toPosition(position), envelope: JSON.parse(body) as Envelope });

const allAfter = (categories: readonly string[] | undefined): string => {
  const from = (where: string) => `SELECT position, body FROM events WHERE ${where} position > ?1`;
  const paged = ' ORDER BY position LIMIT ?2';
  if (!categories) return from('') + paged;
  if (categories.length <= INDEXED_CATEGORIES)
    return categories.map((_, i) => from(`category = ?${i + 3} AND`)).join(' UNION ALL ') + paged;
  return from(`category IN (${categories.map((_, i) => `?${i + 3}`).join(', ')}) AND`) + paged;
};

/** Reads are synchronous, so between two pages the event loop gets its turn: a long read must not hold up the requests of others. */
class SqliteLog implements EventLog {
  private readonly statements = new Map<string, StatementSync>();
  private readonly bell = new Bell();
  private telling = false;

  constructor(
    private readonly database: DatabaseSync,
    private readonly writer: Writer | undefined,
    private readonly channel: BroadcastChannel,
  ) {
    channel.onmessage = () => this.bell.ring();
    channel.unref();
  }

  async append(stream: string, expected: ExpectedRevision, envelopes: readonly Envelope[]): Promise<AppendReceipt> {
    if (!this.writer) throw new LogUnavailable('the event log was opened for reading only');
    const rows = envelopes.map((envelope) => ({ id: envelope.id, revision: envelope.revision, body: JSON.stringify(envelope) }));
    const answer = await this.writer.write({ stream, category: categoryOf(stream), expected, rows });
    if ('actual' in answer) throw new WrongExpectedRevision(stream, expected, answer.actual);
    this.tell();
    return { revision: envelopes.at(-1)!.revision, position: toPosition(answer.position) };
  }

  async *readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: ReadStreamOptions = {},
  ): AsyncGenerator<Recorded[]> {
    const [comparison, order, step] = direction === 'forwards' ? ['>=', 'ASC', 1] : ['<=', 'DESC', -1];
    const page = this.prepare(
      `SELECT position, body FROM events WHERE stream = ? AND revision ${comparison} ? ORDER BY revision ${order} LIMIT ?`,
    );
    let next = from ?? (direction === 'forwards' ? 0 : Number.MAX_SAFE_INTEGER);
    for (let left = limit; left > 0 && next >= 0;) {
      this.mustBeOpen();
      const wanted = Math.min(PAGE, left);
      const events = (page.all(stream, next, wanted) as EventRow[]).map(toRecorded);
      if (events.length > 0) yield events;
      if (events.length < wanted) return;
      left -= events.length;
      next = events.at(-1)!.envelope.revision + step;
      await turn();
    }
  }

  async *readAll({ after, categories, limit = Infinity }: ReadAllOptions): AsyncGenerator<Recorded[]> {
    const head = await this.head();
    let position = after;
    for (let left = limit; left > 0 && position < head;) {
      const wanted = Math.min(PAGE, left);
      const events = this.page(position, categories, wanted).filter((event) => event.position <= head);
      if (events.length > 0) yield events;
      if (events.length < wanted) return;
      left -= events.length;
      position = events.at(-1)!.position;
      await turn();
    }
  }

  async *subscribe({ after, categories, signal }: SubscribeOptions): AsyncGenerator<SubscriptionMessage> {
    let position = after;
    while (!signal.aborted && this.database.isOpen) {
      const head = await this.head();
      const events = this.page(position, categories, PAGE);
      if (events.length > 0) {
        position = events.at(-1)!.position;
        yield { kind: 'events', events, position };
      }
      if (events.length === PAGE) {
        await turn();
        continue;
      }
      if (position < head) {
        // Nothing else matched up to the head that was read before the page.
        position = head;
        yield { kind: 'checkpoint', position };
      }
      if (signal.aborted) return;
      yield { kind: 'caughtUp', position };
      await this.changed(position, signal);
    }
  }

  async head(): Promise<Position> {
    const row = this.prepare('SELECT MAX(position) AS position FROM events').get() as { position: number | null };
    return row.position === null ? START : toPosition(row.position);
  }

  async close(): Promise<void> {
    await this.writer?.close();
    this.channel.close();
    if (this.database.isOpen) this.database.close();
  }

  private page(after: Position, categories: readonly string[] | undefined, limit: number): Recorded[] {
    const rows = this.prepare(allAfter(categories)).all(fromPosition(after), limit, ...(categories ?? [])) as EventRow[];
    return rows.map(toRecorded);
  }

  /** Resolves once the head is past `position`, or the signal aborts. */
  private async changed(position: Position, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.database.isOpen && (await this.head()) <= position) {
      await this.bell.wait(POLL_MS, signal);
    }
  }

  /** Wakes followers here and in other threads of this process, once for all appends of a turn. */
  private tell(): void {
    this.bell.ring();
    if (this.telling) return;
    this.telling = true;
    setImmediate(() => {
      this.telling = false;
      if (this.database.isOpen) this.channel.postMessage('appended');
    });
  }

  private mustBeOpen(): void {
    if (!this.database.isOpen) throw new LogUnavailable('the event log is closed');
  }

  private prepare(sql: string): StatementSync {
    this.mustBeOpen();
    const known = this.statements.get(sql);
    if (known) return known;
    const statement = this.database.prepare(sql);
    this.statements.set(sql, statement);
    return statement;
  }
}

/** Opens (and creates) an events file. One process may write while others read; two writers take turns by SQLite's own lock. */
export const openSqliteLog = async ({ path, readOnly = false, onFailure = () => undefined }: SqliteLogOptions): Promise<EventLog> => {
  const writer = readOnly ? undefined : await Writer.open(path, onFailure);
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec('PRAGMA busy_timeout = 10000');
  return new SqliteLog(database, writer, new BroadcastChannel(`nuanliu events ${path}`));
};
