import { LRUCache } from 'lru-cache';
import type { StoredEvent } from '#event-store/event-store';
import type { AnyView } from '#read-models/registry';
import type { Row } from '#read-models/view';
import type { Batch, Change, ReadStore } from '#read-store/port';

type CachedRow = Readonly<{ row: Row | null }>;

/** Rows kept between batches, so that a busy household is not read again for each of its events. */
const ROWS_KEPT = 20_000;

/** One build of a view while it follows the log: folds events onto rows and remembers the rows it last saw. */
export class BuildFolding {
  private readonly rows = new LRUCache<string, CachedRow>({ max: ROWS_KEPT });

  constructor(
    readonly view: AnyView,
    readonly build: string,
    private readonly store: ReadStore,
    public checkpoint: string,
  ) {}

  get name(): string {
    return this.view.collection.name;
  }

  /** What `events` change, up to `position`. Events at or before the checkpoint are passed over; nothing is written here. */
  async batchOf(events: readonly StoredEvent[], position: string): Promise<Batch> {
    const touched = this.touchedBy(events);
    await this.load(touched.flatMap(({ keys }) => keys));
    const changes = new Map<string, Change>();
    for (const { event, keys } of touched) for (const key of keys) this.fold(event, key, changes);
    return { build: this.build, changes: [...changes.values()], checkpoint: position };
  }

  /** The batch was written. */
  applied({ checkpoint }: Batch): void {
    this.checkpoint = checkpoint;
  }

  /** Whether it was written is unknown: rows and checkpoint are read again. */
  async reset(): Promise<void> {
    this.rows.clear();
    this.checkpoint = await this.store.checkpoint(this.build);
  }

  private touchedBy(events: readonly StoredEvent[]) {
    return events
      .filter(({ position, stream }) => position > this.checkpoint && this.view.categories.includes(stream.slice(0, stream.indexOf('-'))))
      .map((event) => ({ event, keys: this.view.keysOf(event) }));
  }

  private async load(keys: readonly string[]): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.rows.has(key));
    if (missing.length === 0) return;
    const found = await this.store.collection(this.view.collection, this.build).getMany(missing);
    for (const key of missing) this.rows.set(key, { row: found.get(key)?.row ?? null });
  }

  private fold(event: StoredEvent, key: string, changes: Map<string, Change>): void {
    // A batch may touch more rows than are kept; the row just changed is then found among the changes.
    const before = changes.get(key)?.row ?? this.rows.get(key)?.row ?? null;
    const row = this.view.fold(before, event, key);
    if (row === before) return;
    this.rows.set(key, { row });
    changes.set(key, { key, row, position: event.position });
  }
}
