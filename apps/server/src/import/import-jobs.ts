import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Inject, Injectable, Logger, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { importRun, type ImportState } from '#domain/import/import';
import type { ImportedFile } from '#domain/import/import.events';
import { Refusal } from '#domain/kernel/refusal';
import { LogUnavailable, WrongExpectedRevision } from '#event-store/port';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { Problem } from '../platform/problem.js';
import { SETTINGS, type Settings } from '../platform/settings.js';
import { personActor, type Actor } from './actor.js';
import { ImportFolder, type KeptName } from './import-folder.js';
import { Importer, describeFiles, importIdOf } from './importer.js';
import { readTables, type Tables, type Uploads } from './reading/files.js';
import type { Run } from './run.js';
import { Tally } from './tally.js';

/** A run that this server does, or has done since it started. */
export type Job = {
  readonly run: Run;
  readonly dryRun: boolean;
  readonly startedAt: string;
  readonly files: readonly ImportedFile[];
  readonly tally: Tally;
  readonly ending: AbortController;
  state: 'queued' | 'running' | 'completed' | 'cancelled' | 'failed' | 'interrupted';
  failure?: string;
};

const JOBS_WAITING_MAX = 20;
/** Jobs that are over are remembered for whoever still watches them; what counts is in the log. */
const JOBS_OVER_KEPT = 50;
const RETRIES = 5;
const RETRY_MS = 1000;

const CANCELLED = new Problem(409, 'import-cancelled');
const STOPPING = new Problem(503, 'import-interrupted');

const isOver = ({ state }: Job): boolean => state !== 'queued' && state !== 'running';

/** What another try may mend: the log was away, or somebody else was first three times over. */
const isPassing = (error: unknown): boolean => error instanceof LogUnavailable || error instanceof WrongExpectedRevision;

/**
 * Imports that were sent to the server, one after the other. An upload is on the disk before it is acknowledged and stays there
 * until its run is over, so a server that was killed goes on with it when it starts again.
 */
@Injectable()
export class ImportJobs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Imports');
  private readonly jobs = new Map<string, Job>();
  private readonly stopping = new AbortController();
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly importer: Importer,
    private readonly folder: ImportFolder,
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Goes on with what was not finished. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.settings.roles.includes('api')) return;
    for (const name of await this.folder.kept()) {
      await this.resume(name).catch((error: unknown) => this.logger.error({ ...name, err: error }, 'an import cannot be gone on with'));
    }
  }

  /** Ends the run under way between two rows; its upload stays for the next start. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    for (const { ending } of this.jobs.values()) ending.abort(STOPPING);
    await this.last;
  }

  /**
   * Takes files in, and answers once they would survive a crash. The same files again are the same import.
   * @throws {Problem} where the files cannot be read, or too many wait already; nothing is written then.
   */
  async begin(uploads: Uploads, actor: Actor, dryRun: boolean): Promise<string> {
    if ([...this.jobs.values()].filter((job) => !isOver(job)).length >= JOBS_WAITING_MAX) throw new Problem(429, 'too-many-imports');
    const tables = await readTables(uploads);
    this.importer.check(tables, actor);
    const files = describeFiles(uploads, tables);
    const importId = dryRun ? randomUUID() : importIdOf(actor, files);
    const known = this.jobs.get(importId);
    if (known && !isOver(known)) return importId;
    const job = this.enter({ importId, runId: randomUUID(), actor }, files, dryRun);
    if (dryRun) this.enqueue(job, () => this.perform(job, tables));
    else await this.keep(job, uploads);
    return importId;
  }

  /** A job of this server's lifetime; undefined where there is none. */
  job(importId: string): Job | undefined {
    return this.jobs.get(importId);
  }

  /** The import as the log knows it. */
  async stored(importId: string): Promise<ImportState> {
    return (await this.streams.load(importRun, importId)).state;
  }

  /** Ends a run; rows done stay. Resolves once it is over. @throws {Refusal} `import-unknown`, `import-not-running` */
  async cancel(importId: string, actor: Actor): Promise<void> {
    const job = this.jobs.get(importId);
    if (!job || isOver(job)) return void (await this.importer.cancel(await this.runOf(importId, actor), { rowsDone: 0 }));
    job.ending.abort(CANCELLED);
    while (!isOver(job)) await delay(20);
  }

  private async runOf(importId: string, actor: Actor): Promise<Run> {
    const state = await this.stored(importId);
    return { importId, runId: state.status === 'absent' ? '' : state.runId, actor };
  }

  private enter(run: Run, files: readonly ImportedFile[], dryRun: boolean): Job {
    const rows = files.find(({ kind }) => kind === 'households')?.rows ?? 0;
    const ending = new AbortController();
    const job: Job = { run, dryRun, startedAt: this.clock.at(), files, tally: new Tally(rows), ending, state: 'queued' };
    this.jobs.delete(run.importId);
    this.jobs.set(run.importId, job);
    const over = [...this.jobs.values()].filter(isOver);
    for (const old of over.slice(0, Math.max(0, over.length - JOBS_OVER_KEPT))) this.jobs.delete(old.run.importId);
    return job;
  }

  private async keep(job: Job, uploads: Uploads): Promise<void> {
    const { importId, runId, actor } = job.run;
    try {
      await this.folder.keep({ importId, runId, by: actor.by, uploads });
      await this.importer.start(job.run, job.files);
    } catch (error) {
      this.jobs.delete(importId);
      await this.folder.discard(job.run);
      throw error;
    }
    this.enqueue(job, () => this.takeOver(job));
  }

  private enqueue(job: Job, work: () => Promise<void>): void {
    this.last = this.last.then(() => (this.stopping.signal.aborted ? undefined : this.runToItsEnd(job, work)));
  }

  private async runToItsEnd(job: Job, work: () => Promise<void>): Promise<void> {
    const { importId } = job.run;
    job.state = 'running';
    try {
      await work();
      job.state = 'completed';
      this.logger.log({ importId, dryRun: job.dryRun, ...job.tally.outcome }, 'import completed');
    } catch (error) {
      await this.endEarly(job, error).catch((failure: unknown) => {
        job.state = 'interrupted';
        this.logger.error({ importId, err: failure }, 'an import could not be ended');
      });
    }
  }

  private async endEarly(job: Job, error: unknown): Promise<void> {
    const { run, tally } = job;
    if (error === CANCELLED) {
      // Where a run over the same files was completed before, there is nothing to cancel in the log.
      await this.end(job, () => this.importer.cancel(run, tally).catch(passRefusal));
      job.state = 'cancelled';
    } else if (error instanceof Problem && error !== STOPPING) {
      await this.end(job, () => this.importer.fail(run, error.code));
      job.failure = error.code;
      job.state = 'failed';
    } else {
      job.state = 'interrupted';
      if (error !== STOPPING) this.logger.error({ importId: run.importId, err: error }, 'import interrupted; it goes on at the next start');
    }
  }

  private async end({ run, dryRun }: Job, record: () => Promise<unknown>): Promise<void> {
    if (dryRun) return;
    await record();
    await this.folder.discard(run);
  }

  /** Rows, verdicts, event, and only then the upload goes: cut off anywhere, it is done again to the same end. */
  private async takeOver(job: Job): Promise<void> {
    const kept = await this.folder.open(job.run);
    if (!kept) throw new Problem(500, 'upload-unreadable');
    await this.perform(job, await readTables(kept.uploads));
    await this.folder.keepVerdicts(job.run.importId, job.tally.verdicts);
    await this.importer.complete(job.run, job.tally).catch(passRefusal);
    await this.folder.discard(job.run);
  }

  private async perform({ run, dryRun, tally, ending: { signal } }: Job, tables: Tables): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.importer.perform(run, tables, { dryRun, tally, signal });
      } catch (error) {
        if (!isPassing(error) || attempt === RETRIES) throw error;
        await delay(RETRY_MS, undefined, { signal, ref: false }).catch(() => signal.throwIfAborted());
      }
    }
  }

  private async resume(name: KeptName): Promise<void> {
    const state = await this.stored(name.importId);
    const kept = await this.folder.open(name);
    const account = kept && this.directory.account(kept.by);
    const actor = account?.status === 'active' ? personActor(account) : undefined;
    if (!kept || !actor) return this.giveUp(name, kept ? 'importer-gone' : 'upload-unreadable', state);
    const run = { ...name, actor };
    const files = state.status === 'absent' ? describeFiles(kept.uploads, await readTables(kept.uploads)) : state.files;
    await this.importer.start(run, files);
    const job = this.enter(run, files, false);
    this.enqueue(job, () => this.takeOver(job));
  }

  /** What cannot be gone on with is said to have failed, by those who began it. */
  private async giveUp(name: KeptName, code: string, state: ImportState): Promise<void> {
    const { by, unit } = state.status === 'absent' ? { by: '', unit: '' } : state;
    const actor: Actor = { by: by || 'system:import', home: { role: 'system', unit }, heldIn: () => undefined };
    if (state.status === 'running') await this.importer.fail({ ...name, actor }, code);
    await this.folder.discard(name);
    this.logger.warn({ importId: name.importId, code }, 'import given up');
  }
}

/** Somebody ended the run in the log while it went on here; what it wrote stays. */
const passRefusal = (error: unknown): void => {
  if (!(error instanceof Refusal)) throw error;
};
