import { batchIdOf, type BatchSeen } from '../batch-folds.js';
import { batchTaskRoles, blank, subject, taskIdOf, type BatchProgress, type BatchTaskKind, type TaskRow } from './task-row.js';

const kinds = Object.keys(batchTaskRoles) as BatchTaskKind[];

/** A duty of a batch is open as long as this holds. */
const isDue: Readonly<Record<BatchTaskKind, (progress: BatchProgress) => boolean>> = {
  batch_to_freeze: ({ status }) => status === 'drafted',
  batch_to_sign_off: ({ status }) => status === 'frozen',
  bank_file_to_export: ({ status }) => status === 'signed_off',
  bank_result_waiting: ({ status, lines }) => status === 'exported' && lines > 0,
  unmatched_rows_waiting: ({ status, rows }) => status === 'exported' && rows > 0,
  batch_to_reconcile: ({ status, lines, rows }) => status === 'exported' && lines === 0 && rows === 0,
};

const after = (progress: BatchProgress, { type, data }: Exclude<BatchSeen, { type: 'BatchDrafted' }>): BatchProgress => {
  const { lines, rows } = progress;
  switch (type) {
    case 'BatchLineDropped':
      return { ...progress, lines: lines - 1 };
    case 'BatchFrozen':
      return { ...progress, status: 'frozen' };
    case 'BatchSignedOff':
      return { ...progress, status: 'signed_off' };
    case 'BankFileExported':
      return { ...progress, status: 'exported' };
    case 'BankResultImported':
      return { ...progress, lines: lines - data.outcomes.length, rows: rows + data.unmatched.length };
    case 'UnmatchedRowResolved':
      return { ...progress, lines: lines - (data.outcome ? 1 : 0), rows: rows - 1 };
    case 'BatchReconciled':
      return { ...progress, status: 'reconciled' };
    case 'BatchCancelled':
      return { ...progress, status: 'cancelled' };
  }
};

const settled = (row: TaskRow, kind: BatchTaskKind, progress: BatchProgress, at: string): TaskRow => {
  const open = isDue[kind](progress);
  if (open === row.open) return { ...row, progress };
  return { ...row, progress, open, ...(open ? { openedAt: at, doneAt: null } : { doneAt: at }) };
};

export const keysOfBatch = ({ stream }: BatchSeen): readonly string[] => kinds.map((kind) => taskIdOf(batchIdOf(stream), kind));

/** One duty of a batch after an event of it: every duty follows how far the batch is. */
export const foldBatchTask = (row: TaskRow | null, event: BatchSeen, key: string): TaskRow | null => {
  const batchId = batchIdOf(event.stream);
  const kind = key.slice(taskIdOf(batchId, '' as BatchTaskKind).length) as BatchTaskKind;
  const { at } = event.meta;
  if (event.type !== 'BatchDrafted') return row?.progress ? settled(row, kind, after(row.progress, event), at) : row;
  const progress = { status: 'drafted', lines: event.data.lines.length, rows: 0 } as const;
  return settled(blank(subject(batchId, { batchId }), kind, event.data.unitId), kind, progress, at);
};
