import type { StoredEvent } from '#event-store/event-store';
import type { Batch, Change, CollectionDefinition, ReadStore } from '#read-store/port';
import type { Failure } from './attempt.js';
import type { Reaction } from './reaction.js';

/** A consequence that could not be brought about yet. Nothing of the event's content is kept: that stays, sealed, in the log. */
export type ParkedRow = Readonly<{
  key: string;
  /** What is parked in one lane is done in order. */
  lane: string;
  reaction: string;
  eventId: string;
  type: string;
  stream: string;
  revision: number;
  position: string;
  since: string;
  attempts: number;
  /** The code of a refusal, or the kind of an error; WAITS for those that only wait behind another of their lane. */
  cause: string;
  refused: boolean;
  /** Where in the program the error arose. */
  at?: string;
}>;

/** The cause of those that were not tried: an earlier event of the same stream is parked. */
export const WAITS = 'waits-for-an-earlier-event';

export const parkedCollection: CollectionDefinition<ParkedRow> = {
  name: 'reactions-parked',
  key: ({ key }) => key,
  fields: { key: 'string', stream: 'string', cause: 'string', since: 'string' },
  indexes: [['since'], ['stream', 'since']],
};

const VERSION = 1;
const BUILD = 'reactions-parked.v1#1';
const PAGE = 200;

export const laneOf = ({ name }: Reaction, { stream }: StoredEvent): string => `${name} ${stream}`;

/** Makes the place for parked rows; does nothing where it is there. */
export const ensureParked = (store: ReadStore): Promise<void> => store.ensureBuild(parkedCollection, VERSION, BUILD);

const storedRows = async (store: ReadStore): Promise<readonly ParkedRow[]> => {
  const rows: ParkedRow[] = [];
  const collection = store.collection(parkedCollection, BUILD);
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
    await ensureParked(store);
    return new Parked(await storedRows(store), Number(await store.checkpoint(BUILD)));
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
    const told = failure ?? { cause: WAITS, refused: false, attempts: 0 };
    const row: ParkedRow = { key, lane, reaction: reaction.name, eventId, type, stream, revision, position, since, ...told };
    this.laneRows(lane).push(row);
    this.unwritten.set(key, row);
  }

  /** The oldest of its lane failed once more. */
  failed(row: ParkedRow, { cause, refused, at, attempts }: Failure): void {
    const next = { ...row, cause, refused, attempts: row.attempts + attempts, ...(at !== undefined && { at }) };
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
    return { build: BUILD, changes, checkpoint: position };
  }

  private laneRows(lane: string): ParkedRow[] {
    const known = this.lanesOfRows.get(lane);
    if (known) return known;
    const rows: ParkedRow[] = [];
    this.lanesOfRows.set(lane, rows);
    return rows;
  }
}
