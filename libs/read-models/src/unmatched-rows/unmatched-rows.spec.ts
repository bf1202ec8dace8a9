import { answeredBatch, batchEvent, type BatchTold } from '../../../../test/support/batch-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { BatchSeen } from '../batch-folds.js';
import { unmatchedRows } from './unmatched-rows.js';

const rows = (...events: readonly BatchTold[]) => foldView(unmatchedRows, seenIn<BatchSeen>('paymentBatch-b1', events));
const imported = answeredBatch.slice(0, -1);

describe('the rows of a bank that answer no line', () => {
  it('wait, each on its own', () => {
    const more = batchEvent('BankResultImported', {
      resultId: 'r2',
      unmatched: [
        { unmatchedId: 'n2', row: 7, cause: 'line_unknown', lineNumber: 99 },
        { unmatchedId: 'n3', row: 8, cause: 'row_unreadable' },
      ],
    });
    const waiting = rows(...imported, more);
    expect([...waiting.keys()]).toEqual(['b1:n1', 'b1:n2', 'b1:n3']);
    expect(waiting.get('b1:n2')).toEqual({
      rowId: 'b1:n2',
      unmatchedId: 'n2',
      batchId: 'b1',
      resultId: 'r2',
      row: 7,
      cause: 'line_unknown',
      lineNumber: 99,
      amountFen: null,
      importedAt: '2022-03-01T02:00:00.000Z',
      waiting: true,
      answeredAidId: null,
      explanation: null,
      resolvedBy: null,
      resolvedAt: null,
    });
  });

  it('say which line they answer after all', () =>
    expect(rows(...answeredBatch).get('b1:n1')).toMatchObject({
      waiting: false,
      answeredAidId: 'a2',
      amountFen: 20_000,
      explanation: '与银行核对',
      resolvedBy: 'finance-2',
    }));

  it('or that they answer none', () =>
    expect(rows(...imported, batchEvent('UnmatchedRowResolved')).get('b1:n1')).toMatchObject({ waiting: false, answeredAidId: null }));
});
