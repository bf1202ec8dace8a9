import { answeredBatch, draftedBatch, exportedBatch, type BatchTold } from '../../../../test/support/batch-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { BatchSeen } from '../batch-folds.js';
import { batchLines } from './batch-lines.js';

const seen = (events: readonly BatchTold[]) => seenIn<BatchSeen>('paymentBatch-b1', events);
const lines = (...events: readonly BatchTold[]) => foldView(batchLines, seen(events));

describe('the lines of a batch', () => {
  it('are a row each', () => {
    const rows = lines(draftedBatch(3));
    expect(rows.size).toBe(3);
    expect(rows.get('b1:a2')).toEqual({
      lineId: 'b1:a2',
      batchId: 'b1',
      unitId: 'C1',
      lineNumber: 2,
      aidId: 'a2',
      householdId: 'h2',
      payeePersonId: 'p2',
      fundId: 'f1',
      amountFen: 20_000,
      dropped: false,
      dropCode: null,
      outcome: null,
      reason: null,
      paidOn: null,
      bouncedOn: null,
    });
  });

  it('say why one was dropped, and leave the others as they are', () => {
    const rows = lines(...exportedBatch);
    expect(rows.get('b1:a3')).toMatchObject({ dropped: true, dropCode: 'aid-not-granted' });
    expect(rows.get('b1:a1')).toMatchObject({ dropped: false, dropCode: null });
  });

  it('say what the bank answered, by its file or by a row that was looked into', () => {
    const rows = lines(...answeredBatch);
    expect(rows.get('b1:a1')).toMatchObject({ outcome: 'paid', paidOn: '2024-03-10', reason: null, bouncedOn: null });
    expect(rows.get('b1:a2')).toMatchObject({ outcome: 'bounced', paidOn: null, reason: 'name_differs', bouncedOn: '2024-03-11' });
  });

  it('are touched by what concerns them alone', () => {
    const touched = seen(answeredBatch).map((event) => batchLines.keysOf(event).length);
    expect(touched).toEqual([3, 1, 0, 0, 0, 1, 1]);
  });

  it('go through a list of thousands no more than once', () => {
    const [event] = seen([draftedBatch(5_000)]);
    let read = 0;
    if (event?.type !== 'BatchDrafted') throw new Error('a draft comes first');
    const counted = event.data.lines.map((line) => Object.defineProperty({ ...line }, 'aidId', { get: () => (read++, line.aidId) }));
    const rows = foldView(batchLines, [{ ...event, data: { ...event.data, lines: counted } }]);
    expect(rows.size).toBe(5_000);
    expect(read).toBeLessThan(5 * 5_000);
  });
});
