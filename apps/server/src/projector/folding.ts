import { LRUCache } from 'lru-cache';
import type { StoredEvent } from '#event-store/event-store';
import { categoryOf } from '#event-store/port';
import type { AnyView } from '#read-models/registry';
import type { Row } from '#read-models/view';
import type { Batch, Change, ReadStore } from '#read-store/port';

/** Rows kept between batches, so that a busy household is not read again for each of its events. */
const ROWS_KEPT = 1_000;

type Touched = Readonly<{ event: StoredEvent; keys: readonly string[] }>;
type Rows = Map<string, Row | null>;

/** The view cannot be folded over the event at `position`. */
export type FoldFailure = Readonly<{ event: StoredEvent; error: unknown }>;

/** What a stretch of events changes; where one could not be folded, what those before it change. */
export type Folded = Readonly<{ batch: Batch; failure?: FoldFailure }>;

/** One build of a view while it follows the log: folds events onto rows and remembers the rows it last saw. */
export class BuildFolding {
  private readonly known = new LRUCache<string, { row: Row | null }>({ max: ROWS_KEPT });
  private readonly categories: ReadonlySet<string>;

  constructor(
    readonly view: AnyView,
    readonly build: string,
    private readonly store: ReadStore,
    public checkpoint: string,
  ) {
    this.categories = new Set(view.categories);
  }

  get name(): string {
    return this.view.collection.name;
  }

  /** What `events` change, up to `position`. Events at or before the checkpoint are passed over; nothing is written here. */
  async batchOf(events: readonly StoredEvent[], position: string): Promise<Folded> {
    const { touched, failure } = this.touchedBy(events);
    const rows = await this.load(touched.flatMap(({ keys }) => keys));
    const changes = new Map<string, Change>();
    let checkpoint = this.checkpoint;
    for (const { event, keys } of touched) {
      try {
        this.fold(event, keys, rows, changes);
      } catch (error) {
        return { batch: { build: this.build, changes: [...changes.values()], checkpoint }, failure: { event, error } };
      }
      checkpoint = event.position;
    }
    const batch = { build: this.build, changes: [...changes.values()], checkpoint: failure ? checkpoint : position };
    return failure ? { batch, failure } : { batch };
  }

  /** The batch was written. */
  applied({ changes, checkpoint }: Batch): void {
    for (const { key, row } of changes) this.known.set(key, { row });
    this.checkpoint = checkpoint;
  }

  /** Rows each event touches, up to the first event that the view cannot place. */
  private touchedBy(events: readonly StoredEvent[]): Readonly<{ touched: readonly Touched[]; failure?: FoldFailure }> {
    const touched: Touched[] = [];
    for (const event of events) {
      if (event.position <= this.checkpoint || !this.categories.has(categoryOf(event.stream))) continue;
      try {
        touched.push({ event, keys: this.view.keysOf(event) });
      } catch (error) {
        return { touched, failure: { event, error } };
      }
    }
    return { touched };
  }

  /** The rows as they are stored, whatever their number. */
  private async load(keys: readonly string[]): Promise<Rows> {
    const rows: Rows = new Map();
    const missing: string[] = [];
    for (const key of new Set(keys)) {
      const known = this.known.get(key);
      if (known) rows.set(key, known.row);
      else missing.push(key);
    }
    if (missing.length === 0) return rows;
    const found = await this.store.collection(this.view.collection, this.build).getMany(missing);
    for (const key of missing) rows.set(key, found.get(key)?.row ?? null);
    return rows;
  }

  /** All rows of an event or none: a failing one must not leave the event half shown. */
  private fold(event: StoredEvent, keys: readonly string[], rows: Rows, changes: Map<string, Change>): void {
    const folded = [...new Set(keys)].map((key) => ({ key, row: this.view.fold(rows.get(key) ?? null, event, key) }));
    for (const { key, row } of folded) {
      if (row === (rows.get(key) ?? null)) continue;
      rows.set(key, row);
      changes.set(key, { key, row, position: event.position });
    }
  }
}
