import type { StoredEvent } from '#event-store/event-store';
import type { Batch, Change, ReadStore } from '#read-store/port';
import { PARKED_BUILD, PARKED_VERSION, parkedCollection, type ParkedRow } from '../platform/parked-rows.js';
import type { Failure } from './attempt.js';
import type { Reaction } from './reaction.js';

/** The cause of those that were not tried: an earlier event of the same stream is parked. */
export const WAITS = 'waits-for-an-earlier-event';

const PAGE = 200;

/** The lane of an event to a reaction: within its stream by default. */
export const laneOf = ({ name, lane }: Reaction, event: StoredEvent): string =>
  [name, event.stream, ...(lane ? [lane(event)] : [])].join(' ');

const storedRows = async (store: ReadStore): Promise<readonly ParkedRow[]> => {
  const rows: ParkedRow[] = [];
  const collection = store.collection(parkedCollection, PARKED_BUILD);
  for (let after: string | undefined; ;) {
    const page = await collection.find({ limit: PAGE, ...(after !== undefined && { after }) });
    rows.push(...page.rows);
    if (page.next === undefined) return rows;
    after = page.next;
  }
};

/**
 * What is parked, lane by lane, oldest first, and what of it is still to be written. Rows are written in the transaction that
 * moves the checkpoint past their events; this build's own checkpoint counts the writes.
 */
export class Parked {
  private readonly lanesOfRows = new Map<string, ParkedRow[]>();
  private readonly unwritten = new Map<string, ParkedRow | null>();

  private constructor(
    rows: readonly ParkedRow[],
    private writes: number,
  ) {
    for (const row of rows) this.laneRows(row.lane).push(row);
  }

  /** Reads what earlier turns parked. */
  static async open(store: ReadStore): Promise<Parked> {
    await store.ensureBuild(parkedCollection, PARKED_VERSION, PARKED_BUILD);
    return new Parked(await storedRows(store), Number(await store.checkpoint(PARKED_BUILD)));
  }

  get lanes(): readonly string[] {
    return [...this.lanesOfRows.keys()];
  }

  get hasUnwritten(): boolean {
    return this.unwritten.size > 0;
  }

  /** The oldest of a lane. */
  head(lane: string): ParkedRow | undefined {
    return this.lanesOfRows.get(lane)?.[0];
  }

  /** Whether this very consequence is parked: the event was met again after a crash. */
  has(lane: string, { id, position }: StoredEvent): boolean {
    const rows = this.lanesOfRows.get(lane) ?? [];
    return position <= (rows.at(-1)?.position ?? '') && rows.some(({ eventId }) => eventId === id);
  }

  /** Parks a consequence at the end of its lane; without a failure it only waits for those before it. */
  add(reaction: Reaction, event: StoredEvent, since: string, failure?: Failure): void {
    const { id: eventId, type, stream, revision, position } = event;
    const lane = laneOf(reaction, event);
    const key = `${position}:${reaction.name}`;
    const told = failure ? { failed: true, ...failure } : { failed: false, cause: WAITS, refused: false, attempts: 0 };
    const row: ParkedRow = { key, lane, reaction: reaction.name, eventId, type, stream, revision, position, since, ...told };
    this.laneRows(lane).push(row);
    this.unwritten.set(key, row);
  }

  /** The oldest of its lane failed once more. */
  failed(row: ParkedRow, { cause, refused, at, attempts }: Failure): void {
    const next = { ...row, failed: true, cause, refused, attempts: row.attempts + attempts, ...(at !== undefined && { at }) };
    this.laneRows(row.lane)[0] = next;
    this.unwritten.set(row.key, next);
  }

  /** The oldest of its lane was brought about. */
  remove({ key, lane }: ParkedRow): void {
    const rows = this.laneRows(lane);
    rows.shift();
    if (rows.length === 0) this.lanesOfRows.delete(lane);
    this.unwritten.set(key, null);
  }

  /** What is to be written now. A failed write ends the turn, and the next one reads what is there. */
  takeUnwritten(): Batch {
    if (this.unwritten.size > 0) this.writes += 1;
    const position = String(this.writes).padStart(16, '0');
    const changes = [...this.unwritten].map(([key, row]): Change => ({ key, row, position }));
    this.unwritten.clear();
    return { build: PARKED_BUILD, changes, checkpoint: position };
  }

  private laneRows(lane: string): ParkedRow[] {
    const known = this.lanesOfRows.get(lane);
    if (known) return known;
    const rows: ParkedRow[] = [];
    this.lanesOfRows.set(lane, rows);
    return rows;
  }
}
