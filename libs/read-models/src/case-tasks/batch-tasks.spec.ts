import {
  answeredBatch,
  batchEvent,
  draftedBatch,
  exportedBatch,
  paidLine,
  type BatchTold,
} from '../../../../test/support/batch-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { BatchSeen } from '../batch-folds.js';
import { caseTasks } from './case-tasks.js';
import type { TaskKind, TaskRow } from './task-row.js';

const tasks = (...events: readonly BatchTold[]): readonly TaskRow[] => [
  ...foldView(caseTasks, seenIn<BatchSeen>('paymentBatch-b1', events)).values(),
];
const openKinds = (...events: readonly BatchTold[]): string[] =>
  tasks(...events)
    .filter(({ open }) => open)
    .map(({ kind }) => kind);

const waitingRow = answeredBatch.slice(0, -1);

describe('the tasks of a payment batch', () => {
  it.each<[string, readonly BatchTold[], readonly TaskKind[]]>([
    ['drafted', [draftedBatch(3)], ['batch_to_freeze']],
    ['with a line less', exportedBatch.slice(0, 2), ['batch_to_freeze']],
    ['frozen', exportedBatch.slice(0, 3), ['batch_to_sign_off']],
    ['signed off', exportedBatch.slice(0, 4), ['bank_file_to_export']],
    ['with the bank', exportedBatch, ['bank_result_waiting']],
    ['answered in part, with a row that waits', waitingRow, ['bank_result_waiting', 'unmatched_rows_waiting']],
    ['with its row looked into, which answered nothing', [...waitingRow, batchEvent('UnmatchedRowResolved')], ['bank_result_waiting']],
    [
      'answered, with a row that waits',
      [...waitingRow, batchEvent('BankResultImported', { resultId: 'r2', outcomes: [paidLine(2)] })],
      ['unmatched_rows_waiting'],
    ],
    ['answered', answeredBatch, ['batch_to_reconcile']],
    ['reconciled', [...answeredBatch, batchEvent('BatchReconciled')], []],
    ['cancelled', [draftedBatch(3), batchEvent('BatchCancelled')], []],
  ])('%s', (_what, events, kinds) => expect(openKinds(...events)).toEqual(kinds));

  it('name the batch and its unit, of no household', () =>
    expect(tasks(...exportedBatch.slice(0, 3)).find(({ open }) => open)).toEqual({
      taskId: 'b1:batch_to_sign_off',
      householdId: null,
      aidId: null,
      batchId: 'b1',
      leadId: null,
      watchNumber: null,
      kind: 'batch_to_sign_off',
      role: 'finance_officer',
      unitId: 'C1',
      keptByUnitId: 'C1',
      escalated: false,
      open: true,
      dueOn: null,
      openedAt: '2022-03-01T02:00:00.000Z',
      doneAt: null,
      items: [],
      progress: { status: 'frozen', lines: 2, rows: 0 },
      remindOn: null,
      reportOn: null,
      escalateFrom: null,
    }));

  it('say since when and until when they were open', () => {
    const frozen = batchEvent('BatchFrozen', {}, { at: '2024-03-06T02:00:00.000Z' });
    const signedOff = batchEvent('BatchSignedOff', {}, { at: '2024-03-07T02:00:00.000Z' });
    expect(tasks(draftedBatch(1), frozen, signedOff).find(({ kind }) => kind === 'batch_to_sign_off')).toMatchObject({
      open: false,
      openedAt: '2024-03-06T02:00:00.000Z',
      doneAt: '2024-03-07T02:00:00.000Z',
    });
  });
});
