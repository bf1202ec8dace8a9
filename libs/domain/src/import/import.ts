import type { Context, Decider, EventMeta } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import type { Message, Of } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { ImportEvent, ImportOutcome, ImportedFile } from './import.events.js';

/** An import as its stream tells. `unit` is where the person who started it holds the role; '' for the system itself. */
export type KnownImport = Readonly<{
  status: 'running' | 'completed' | 'cancelled' | 'failed';
  importId: string;
  runId: string;
  files: readonly ImportedFile[];
  startedAt: string;
  by: string;
  unit: string;
  outcome?: ImportOutcome;
  rowsDone?: number;
  failure?: string;
}>;

export type ImportState = KnownImport | Readonly<{ status: 'absent' }>;

export type ImportCommand =
  | Message<'StartImport', Readonly<{ importId: string; runId: string; files: readonly ImportedFile[] }>>
  | Message<'CompleteImport', Readonly<{ importId: string; runId: string; outcome: ImportOutcome }>>
  | Message<'CancelImport', Readonly<{ importId: string; runId: string; rowsDone: number }>>
  | Message<'FailImport', Readonly<{ importId: string; runId: string; code: string }>>;

type Payload<Type extends ImportCommand['type']> = Of<ImportCommand, Type>['data'];

const known = (state: ImportState): KnownImport => {
  if (state.status === 'absent') throw new Refusal('import-unknown');
  return state;
};

/** An import that runs or has run over the same files is not started again: the same file twice changes nothing. */
const startImport = (wish: Payload<'StartImport'>, { status }: ImportState): ImportEvent[] =>
  status === 'running' || status === 'completed' ? [] : [{ type: 'ImportStarted', data: wish }];

/** Whether a second run over the same files came to what the one before came to. */
const saysNothingNew = ({ outcome: before, runId: ranBefore }: KnownImport, { runId, outcome }: Payload<'CompleteImport'>): boolean => {
  if (runId === ranBefore && before) return true;
  const { changed, unitsChanged } = outcome;
  return changed + unitsChanged === 0 && sameValue({ ...before, changed, unitsChanged }, outcome);
};

const completeImport = (wish: Payload<'CompleteImport'>, state: ImportState): ImportEvent[] => {
  const run = known(state);
  require(run.status === 'running' || run.status === 'completed', 'import-not-running', { status: run.status });
  return run.status === 'completed' && saysNothingNew(run, wish) ? [] : [{ type: 'ImportCompleted', data: wish }];
};

/** @throws {Refusal} `import-unknown`, `import-not-running` */
const cancelImport = (wish: Payload<'CancelImport'>, state: ImportState): ImportEvent[] => {
  const { status } = known(state);
  if (status === 'cancelled') return [];
  require(status === 'running', 'import-not-running', { status });
  return [{ type: 'ImportCancelled', data: wish }];
};

const failImport = (wish: Payload<'FailImport'>, state: ImportState): ImportEvent[] => {
  const { status } = known(state);
  return status === 'running' ? [{ type: 'ImportFailed', data: wish }] : [];
};

const started = ({ importId, runId, files }: Payload<'StartImport'>, { at, by, unit }: EventMeta): KnownImport => ({
  status: 'running',
  importId,
  runId,
  files,
  startedAt: at,
  by,
  unit,
});

const ended = (state: ImportState, change: Partial<KnownImport>): ImportState =>
  state.status === 'absent' ? state : { ...state, ...change };

const evolve = (state: ImportState, { type, data }: ImportEvent, meta: EventMeta): ImportState => {
  switch (type) {
    case 'ImportStarted':
      return started(data, meta);
    case 'ImportCompleted':
      return ended(state, { status: 'completed', runId: data.runId, outcome: data.outcome });
    case 'ImportCancelled':
      return ended(state, { status: 'cancelled', rowsDone: data.rowsDone });
    case 'ImportFailed':
      return ended(state, { status: 'failed', failure: data.code });
  }
};

/** A legacy file on its way in: stream `import-<importId>`, which follows from the files' content and who sent them. */
export const importRun: Decider<ImportState, ImportCommand, ImportEvent> = {
  category: 'import',
  initial: { status: 'absent' },
  decide: ({ type, data }: ImportCommand, state: ImportState, _context: Context) => {
    switch (type) {
      case 'StartImport':
        return startImport(data, state);
      case 'CompleteImport':
        return completeImport(data, state);
      case 'CancelImport':
        return cancelImport(data, state);
      case 'FailImport':
        return failImport(data, state);
    }
  },
  evolve,
};
