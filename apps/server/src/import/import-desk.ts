import { Injectable } from '@nestjs/common';
import type { ImportState, KnownImport } from '#domain/import/import';
import type { VerdictCounts } from '#domain/import/verdict';
import type { Caller } from '../platform/caller.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ImportJobs, type Job } from './import-jobs.js';
import { requireReach } from './import-reach.js';

/** An import as its watchers see it: the job while this server does it, else what the log says. */
export type ImportProgress = Readonly<{
  importId: string;
  state: Job['state'];
  dryRun: boolean;
  by: string;
  startedAt: string;
  rowsTotal: number;
  rowsDone: number;
  accepted: number;
  rejected: number;
  byCode: Readonly<Record<string, number>>;
  changed: number;
  unitsChanged: number;
  failure?: string;
}>;

const IMPORT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const NOTHING_YET: VerdictCounts = { accepted: 0, rejected: 0, byCode: {} };

const ofJob = ({ run, state, dryRun, startedAt, tally, failure }: Job): ImportProgress => ({
  importId: run.importId,
  state,
  dryRun,
  by: run.actor.by,
  startedAt,
  rowsTotal: tally.rowsTotal,
  rowsDone: tally.rowsDone,
  ...tally.soFar,
  changed: tally.changed,
  unitsChanged: tally.unitsChanged,
  ...(failure !== undefined && { failure }),
});

const ofStored = ({ importId, status, by, startedAt, files, outcome, rowsDone, failure }: KnownImport): ImportProgress => ({
  importId,
  state: status,
  dryRun: false,
  by,
  startedAt,
  rowsTotal: files.find(({ kind }) => kind === 'households')?.rows ?? 0,
  rowsDone: outcome?.rows ?? rowsDone ?? 0,
  ...NOTHING_YET,
  changed: 0,
  unitsChanged: 0,
  ...(outcome && { accepted: outcome.accepted, rejected: outcome.rejected, byCode: outcome.byCode }),
  ...(outcome && { changed: outcome.changed, unitsChanged: outcome.unitsChanged }),
  ...(failure !== undefined && { failure }),
});

/** Where every use case on an import comes by: finds it, and checks that the caller's units reach it. */
@Injectable()
export class ImportDesk {
  constructor(private readonly jobs: ImportJobs) {}

  /** @throws {Problem} 404 where it is absent or out of reach */
  async progress(importId: string, caller: Caller, anyOf: readonly Permission[]): Promise<ImportProgress> {
    if (!IMPORT_ID.test(importId)) throw notFound();
    const job = this.jobs.job(importId);
    if (job) {
      requireReach(caller, anyOf, { by: job.run.actor.by, unit: job.run.actor.home.unit });
      return ofJob(job);
    }
    const stored: ImportState = await this.jobs.stored(importId);
    if (stored.status === 'absent') throw notFound();
    requireReach(caller, anyOf, stored);
    return ofStored(stored);
  }
}
