import { Logger } from '@nestjs/common';
import type { EventStore, StoredEvent } from '#event-store/event-store';
import { START } from '#event-store/port';
import { LeaseLost, ReadStoreUnavailable, type Lease, type ReadStore } from '#read-store/port';
import type { BuildFolding, FoldFailure, Folded } from './folding.js';

/** Events folded and written together while catching up. */
export const BATCH_EVENTS = 4096;

/** Hears of a view that cannot go on. */
export type OnStop = (folding: BuildFolding, why: Readonly<{ position: string; why: string }>) => void;

type Step = Folded & Readonly<{ folding: BuildFolding }>;

/** The kind of an error and where it arose. What it says may quote a row, and rows are about people. */
const whyOf = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
const placeOf = (error: unknown): string | undefined =>
  error instanceof Error
    ? error.stack
        ?.split('\n')
        .find((line) => line.startsWith('    at '))
        ?.trim()
    : undefined;

const isOutage = (error: unknown): boolean => error instanceof LeaseLost || error instanceof ReadStoreUnavailable;

/**
 * Builds that move along the log together: each event is read once, and the rows and checkpoints of all of them change in one
 * transaction. A build whose fold fails stops alone, before the event that it could not fold.
 */
export class BuildGroup {
  private readonly logger = new Logger('Projector');
  private readonly stopped = new Set<BuildFolding>();

  constructor(
    private readonly store: ReadStore,
    readonly foldings: readonly BuildFolding[],
    private readonly onStop: OnStop,
  ) {}

  get moving(): readonly BuildFolding[] {
    return this.foldings.filter((folding) => !this.stopped.has(folding));
  }

  get categories(): readonly string[] {
    return [...new Set(this.foldings.flatMap(({ view }) => view.categories))];
  }

  /** Where the one furthest behind stands. */
  get checkpoint(): string {
    return this.moving.map(({ checkpoint }) => checkpoint).reduce((a, b) => (a < b ? a : b), this.moving[0]?.checkpoint ?? START);
  }

  /**
   * Folds and writes what lies between the checkpoints and `position`.
   * @throws {LeaseLost} @throws {ReadStoreUnavailable} and the group must be opened anew: what was written is unknown.
   */
  async write(lease: Lease, events: readonly StoredEvent[], position: string): Promise<void> {
    const steps: Step[] = [];
    for (const folding of this.moving) {
      if (folding.checkpoint < position) steps.push({ folding, ...(await folding.batchOf(events, position)) });
    }
    if (steps.length === 0) return;
    await this.apply(lease, steps);
    for (const { folding, failure } of steps) if (failure) this.stop(folding, failure);
  }

  /**
   * Reads on from the checkpoints to `until` (or to the head as it is now) in large batches; leaves off where `signal` aborts.
   * `onBatch` hears of each batch.
   */
  async catchUp(
    events: EventStore,
    lease: Lease,
    { until, signal, onBatch }: Readonly<{ until?: string; signal?: AbortSignal; onBatch?: (events: number) => void }> = {},
  ): Promise<void> {
    const end = until ?? (await events.head());
    let pending: StoredEvent[] = [];
    for await (const page of events.readAll({ after: this.checkpoint, categories: this.categories })) {
      pending.push(...page.filter(({ position }) => position <= end));
      if (signal?.aborted || page.at(-1)!.position > end) break;
      if (pending.length < BATCH_EVENTS) continue;
      await this.write(lease, pending, pending.at(-1)!.position);
      onBatch?.(pending.length);
      pending = [];
    }
    if (signal?.aborted) return;
    await this.write(lease, pending, end);
    onBatch?.(pending.length);
  }

  private async apply(lease: Lease, steps: readonly Step[]): Promise<void> {
    try {
      await this.store.apply(
        lease,
        steps.map(({ batch }) => batch),
      );
      for (const { folding, batch } of steps) folding.applied(batch);
    } catch (error) {
      if (isOutage(error)) throw error;
      await this.applyEach(lease, steps);
    }
  }

  /** One of the batches cannot be stored; found by storing each alone, so that the others go on. */
  private async applyEach(lease: Lease, steps: readonly Step[]): Promise<void> {
    for (const { folding, batch } of steps) {
      try {
        await this.store.apply(lease, [batch]);
        folding.applied(batch);
      } catch (error) {
        if (isOutage(error)) throw error;
        this.halt(folding, folding.checkpoint, error);
      }
    }
  }

  private stop(folding: BuildFolding, { event, error }: FoldFailure): void {
    this.halt(folding, event.position, error, { type: event.type, eventId: event.id });
  }

  private halt(folding: BuildFolding, position: string, error: unknown, event: object = {}): void {
    const why = whyOf(error);
    this.stopped.add(folding);
    this.logger.error({ view: folding.name, build: folding.build, position, why, at: placeOf(error), ...event }, 'view stopped');
    this.onStop(folding, { position, why });
  }
}
