import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { readHouseholds } from '#domain/import/household-sheet';
import { importRun, type ImportCommand } from '#domain/import/import';
import type { ImportedFile, ImportedFileKind } from '#domain/import/import.events';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import type { Actor } from './actor.js';
import { HouseholdTakeover, personsOf, type Rejection, type Takeover } from './household-takeover.js';
import { inParallel } from '../platform/in-parallel.js';
import type { Tables, Uploads } from './reading/files.js';
import { contextOf, type Run } from './run.js';
import type { Tally } from './tally.js';
import { UnitBook } from './unit-book.js';
import { UnitTakeover } from './unit-takeover.js';

/** Rows under way together, so that their appends share group commits. */
const AT_A_TIME = 16;
/** Rows judged together before they are written; the keys of their people are made in one write. */
const PLANNED_TOGETHER = 64;

/** How a run is to be done: `signal` ends it between rows, `tally` is told of each. */
export type Manner = Readonly<{ dryRun: boolean; tally: Tally; signal: AbortSignal }>;

const KINDS: readonly ImportedFileKind[] = ['units', 'households', 'members'];

/** What an import's event says of its files. Members out of the households' workbook are a table of that file. */
export const describeFiles = (uploads: Uploads, tables: Tables): readonly ImportedFile[] =>
  KINDS.flatMap((kind) => {
    const file = uploads[kind] ?? (kind === 'members' ? uploads.households : undefined);
    const rows = tables[kind]?.length;
    return file && rows !== undefined ? [{ kind, digest: createHash('sha256').update(file.bytes).digest('hex'), rows }] : [];
  });

/** The same files sent by the same person are the same import, however often they are sent. */
export const importIdOf = ({ by }: Actor, files: readonly ImportedFile[]): string =>
  uuidFrom('import', by, ...files.flatMap(({ kind, digest }) => [kind, digest]));

function* together<Item>(items: Iterable<Item>, size: number): Generator<Item[]> {
  const group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length === size) yield group.splice(0);
  }
  if (group.length > 0) yield group;
}

/**
 * Writes tables into the log, row by row, each row whole or not at all. Everything it writes follows from the rows and the run,
 * so that a run cut off at any place is simply done again.
 */
@Injectable()
export class Importer {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
    private readonly directory: Directory,
    private readonly clock: Clock,
    private readonly units: UnitTakeover,
    private readonly households: HouseholdTakeover,
  ) {}

  /** @throws {Problem} where the table of units is not sound, before anything is written. */
  check({ units }: Tables, actor: Actor): void {
    if (units) this.units.plan(units, actor);
  }

  /** Records that the run begins. */
  start(run: Run, files: readonly ImportedFile[]): Promise<unknown> {
    const { importId, runId } = run;
    return this.record(run, 'start', { type: 'StartImport', data: { importId, runId, files } });
  }

  /** Units first, then every household. Rejects with the signal's reason where it is ended early. */
  async perform(run: Run, tables: Tables, { dryRun, tally, signal }: Manner): Promise<void> {
    const levels = tables.units ? this.units.plan(tables.units, run.actor) : [];
    tally.unitsChanged += dryRun ? this.units.pending(levels) : await this.units.take(levels, run);
    const units = new UnitBook(this.directory.units(), levels.flat());
    const today = this.clock.today();
    const surroundings = { today, standingOf: (unitId: string) => units.standingFor(run.actor, unitId) };
    const readings = readHouseholds(tables.households ?? [], tables.members ?? [], surroundings);
    for (const group of together(readings, PLANNED_TOGETHER)) {
      signal.throwIfAborted();
      const plans = await Promise.all(group.map((reading) => this.households.plan(reading, run, units)));
      await this.write(plans, { dryRun, tally, signal });
    }
    signal.throwIfAborted();
  }

  /** Records what the run came to. @throws {Refusal} `import-not-running` where somebody ended it meanwhile. */
  complete(run: Run, { outcome }: Tally): Promise<unknown> {
    const { importId, runId } = run;
    return this.record(run, 'complete', { type: 'CompleteImport', data: { importId, runId, outcome } });
  }

  cancel(run: Run, { rowsDone }: Pick<Tally, 'rowsDone'>): Promise<unknown> {
    const { importId, runId } = run;
    return this.record(run, 'cancel', { type: 'CancelImport', data: { importId, runId, rowsDone } });
  }

  fail(run: Run, code: string): Promise<unknown> {
    const { importId, runId } = run;
    return this.record(run, 'fail', { type: 'FailImport', data: { importId, runId, code } });
  }

  private async write(plans: readonly (Takeover | Rejection)[], { dryRun, tally, signal }: Manner): Promise<void> {
    const takeovers = plans.filter((plan) => 'data' in plan);
    if (!dryRun) await this.events.keyring.ensure(takeovers.filter(({ changes }) => changes).flatMap(personsOf));
    await inParallel(plans, AT_A_TIME, async (plan) => {
      signal.throwIfAborted();
      const writes = 'data' in plan && plan.changes;
      const verdict = writes && !dryRun ? await this.households.take(plan) : plan.verdict;
      tally.add(verdict, writes && verdict.verdict === 'accepted');
    });
  }

  private record(run: Run, what: string, command: ImportCommand): Promise<unknown> {
    return this.streams.handle(importRun, run.importId, command, contextOf(run, this.clock, what));
  }
}
