import { Inject, Injectable } from '@nestjs/common';
import { unsettledMoney, type UnsettledRow } from '#read-models/unsettled-money/unsettled-money';
import { UnknownBuild, type ReadStore } from '#read-store/port';
import { Clock } from './clock.js';
import { Metrics, type Reading } from './metrics.js';
import { PARKED_BUILD, parkedCollection, type ParkedRow } from './parked-rows.js';
import { READ_STORE } from './stores.js';

/** What is not done by then is stuck: consequences follow within a second. */
const SETTLED_WITHIN_MS = 60_000;
const LISTED = 100;
/** Asked for by every check of readiness. */
const COUNT_KEPT_MS = 5_000;

export type StuckCounts = Readonly<{ reactions: number; money: number }>;
/** A promise about money that was not kept in time; the cause where a parked reaction of the same stream tells one. */
export type Unsettled = UnsettledRow & Readonly<{ cause?: string }>;
export type StuckList = Readonly<{ counts: StuckCounts; parked: readonly ParkedRow[]; unsettled: readonly Unsettled[] }>;

type Oldest = Readonly<{ kind: keyof StuckCounts; since: string | null | undefined }>;

/** What should have followed from an event by now and has not: reactions that fail, and money between two streams. */
@Injectable()
export class StuckItems {
  private counted: Readonly<{ at: number; counts: Promise<StuckCounts> }> | undefined;

  constructor(
    @Inject(READ_STORE) private readonly store: ReadStore,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.gauge(
      'nuanliu_stuck_items',
      'Reactions that go on failing, and promises about money that were not kept for a minute',
      ['kind'],
      () => this.countReadings(),
    );
    metrics.gauge('nuanliu_stuck_oldest_seconds', 'Age of the oldest stuck item', ['kind'], () => this.ageReadings());
  }

  /** How many are stuck, as of the last few seconds. */
  async count(): Promise<StuckCounts> {
    const now = performance.now();
    if (!this.counted || now - this.counted.at > COUNT_KEPT_MS) this.counted = { at: now, counts: this.counts() };
    try {
      return await this.counted.counts;
    } catch (error) {
      this.counted = undefined;
      throw error;
    }
  }

  /** The oldest ones, and how many there are. */
  async list(): Promise<StuckList> {
    const [counts, parked, unsettled] = await Promise.all([this.counts(), this.parked(LISTED), this.unsettled(LISTED)]);
    const causes = await this.causesOf(unsettled.map(({ stream }) => stream));
    const told = unsettled.map((row) => {
      const cause = causes.get(row.stream);
      return cause === undefined ? row : { ...row, cause };
    });
    return { counts, parked, unsettled: told };
  }

  private async counts(): Promise<StuckCounts> {
    const [reactions, money] = await Promise.all([
      this.ofParked((rows) => rows.count({ where: { failed: { eq: true } } }), 0),
      this.money.count({ where: this.overdue() }),
    ]);
    return { reactions, money };
  }

  private parked(limit: number): Promise<readonly ParkedRow[]> {
    const sort = { field: 'since', direction: 'asc' } as const;
    return this.ofParked(async (rows) => (await rows.find({ where: { failed: { eq: true } }, sort, limit })).rows, []);
  }

  private async unsettled(limit: number): Promise<readonly UnsettledRow[]> {
    return (await this.money.find({ where: this.overdue(), sort: { field: 'openedAt', direction: 'asc' }, limit })).rows;
  }

  private async causesOf(streams: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (streams.length === 0) return new Map();
    const where = { stream: { in: [...new Set(streams)] }, failed: { eq: true } };
    const rows = await this.ofParked(async (parked) => (await parked.find({ where, limit: LISTED })).rows, []);
    return new Map(rows.map(({ stream, cause }) => [stream, cause]));
  }

  private overdue() {
    return { openedAt: { lte: new Date(this.clock.now().getTime() - SETTLED_WITHIN_MS).toISOString() } };
  }

  private get money() {
    return this.store.collection(unsettledMoney.collection);
  }

  /** Where reactions never ran, nothing is parked. */
  private async ofParked<T>(ask: (rows: ReturnType<typeof this.parkedRows>) => Promise<T>, none: T): Promise<T> {
    try {
      return await ask(this.parkedRows());
    } catch (error) {
      if (error instanceof UnknownBuild) return none;
      throw error;
    }
  }

  private parkedRows() {
    return this.store.collection(parkedCollection, PARKED_BUILD);
  }

  private async countReadings(): Promise<readonly Reading[]> {
    const counts = await this.counts();
    return Object.entries(counts).map(([kind, value]) => ({ labels: { kind }, value }));
  }

  private async ageReadings(): Promise<readonly Reading[]> {
    const [[parked], [unsettled]] = await Promise.all([this.parked(1), this.unsettled(1)]);
    const oldest: readonly Oldest[] = [
      { kind: 'reactions', since: parked?.since },
      { kind: 'money', since: unsettled?.openedAt },
    ];
    const now = this.clock.now().getTime();
    return oldest.map(({ kind, since }) => ({ labels: { kind }, value: since ? Math.max(0, (now - Date.parse(since)) / 1000) : 0 }));
  }
}
