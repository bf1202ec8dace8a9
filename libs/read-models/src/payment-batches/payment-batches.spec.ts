import fc from 'fast-check';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import type { PaymentBatch } from '#domain/payment-batch/payment-batch.state';
import {
  answeredBatch,
  batchEvent,
  bouncedLine,
  draftedBatch,
  exportedBatch,
  lineOf,
  paidLine,
  type BatchTold,
} from '../../../../test/support/batch-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import type { BatchSeen } from '../batch-folds.js';
import { batchLines } from '../batch-lines/batch-lines.js';
import { paymentBatches, type PaymentBatchRow } from './payment-batches.js';

const seen = (events: readonly BatchTold[]) => seenIn<BatchSeen>('paymentBatch-b1', events);
const batch = (...events: readonly BatchTold[]): PaymentBatchRow | undefined => foldView(paymentBatches, seen(events)).get('b1');

describe('the list of payment batches', () => {
  it('shows a draft with its sum and who made it', () =>
    expect(batch(draftedBatch(3))).toEqual({
      batchId: 'b1',
      unitId: 'C1',
      title: '三月第一批',
      status: 'drafted',
      lines: 3,
      dropped: 0,
      totalFen: 60_000,
      paidLines: 0,
      paidFen: 0,
      bouncedLines: 0,
      bouncedFen: 0,
      unansweredLines: 3,
      unansweredFen: 60_000,
      unmatched: 0,
      preparedBy: 'caseworker-1',
      frozenBy: null,
      signedOffBy: null,
      digest: null,
      draftedOn: '2024-03-05',
      frozenOn: null,
      signedOffOn: null,
      exportedAt: null,
      reconciledOn: null,
      statementFen: null,
      cancelledOn: null,
      lastChangedAt: '2022-03-01T02:00:00.000Z',
    }));

  it.each<[string, readonly BatchTold[], Partial<PaymentBatchRow>]>([
    [
      'without the line that was dropped',
      exportedBatch.slice(0, 2),
      { status: 'drafted', lines: 2, dropped: 1, totalFen: 30_000, unansweredFen: 30_000 },
    ],
    ['frozen', exportedBatch.slice(0, 3), { status: 'frozen', frozenOn: '2024-03-06', frozenBy: 'officer-1', digest: 'd1' }],
    ['signed off', exportedBatch.slice(0, 4), { status: 'signed_off', signedOffOn: '2024-03-07', signedOffBy: 'finance-1' }],
    ['exported', exportedBatch, { status: 'exported', exportedAt: '2024-03-07T08:00:00.000Z', unansweredFen: 30_000 }],
    [
      'exported twice, with the time of the first file',
      [...exportedBatch, batchEvent('BankFileExported', { format: 'csv_utf8' }, { at: '2024-03-08T08:00:00.000Z' })],
      { exportedAt: '2024-03-07T08:00:00.000Z', lastChangedAt: '2024-03-08T08:00:00.000Z' },
    ],
    [
      'with a row that waits',
      answeredBatch.slice(0, -1),
      { status: 'exported', paidFen: 10_000, paidLines: 1, unansweredFen: 20_000, unansweredLines: 1, unmatched: 1 },
    ],
    [
      'answered',
      answeredBatch,
      { paidFen: 10_000, bouncedFen: 20_000, bouncedLines: 1, unansweredFen: 0, unansweredLines: 0, unmatched: 0 },
    ],
    [
      'with a row that answered nothing',
      [...answeredBatch.slice(0, -1), batchEvent('UnmatchedRowResolved')],
      { unmatched: 0, unansweredFen: 20_000, bouncedFen: 0 },
    ],
    [
      'reconciled',
      [...answeredBatch, batchEvent('BatchReconciled')],
      { status: 'reconciled', reconciledOn: '2024-03-12', statementFen: 10_000 },
    ],
    ['cancelled', [draftedBatch(1), batchEvent('BatchCancelled')], { status: 'cancelled', cancelledOn: '2024-03-06' }],
  ])('shows it %s', (_what, events, row) => expect(batch(...events)).toMatchObject(row));

  it('says of any answers what its lines and the batch itself say', () => {
    const answers = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 3 })), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(answers, (lines) => {
        const outcomes = lines.map(([isPaid, file], place) => ({ file, ...(isPaid ? paidLine : bouncedLine)(place + 1) }));
        // The fourth file never comes: its lines stay without an answer.
        const results = [0, 1, 2].map((file) => {
          const told = outcomes.filter((outcome) => outcome.file === file);
          const sumOf = (wanted: string) =>
            told.filter(({ outcome }) => outcome === wanted).reduce((sum, { lineNumber }) => sum + lineOf(lineNumber).amountFen, 0);
          return batchEvent('BankResultImported', { outcomes: told, paidFen: sumOf('paid'), bouncedFen: sumOf('bounced') });
        });
        const events = [draftedBatch(lines.length), ...results];
        const rows = [...foldView(batchLines, seen(events)).values()];
        const fenOf = (wanted: string | null) =>
          rows.filter(({ outcome }) => outcome === wanted).reduce((sum, { amountFen }) => sum + amountFen, 0);
        expect(batch(...events)).toMatchObject({
          paidFen: fenOf('paid'),
          bouncedFen: fenOf('bounced'),
          unansweredFen: fenOf(null),
          unansweredLines: rows.filter(({ outcome }) => outcome === null).length,
        });
        const state = seen(events).reduce<PaymentBatch>((known, event) => paymentBatch.evolve(known, event, event.meta), {
          status: 'absent',
        });
        if (state.status === 'absent') throw new Error('it was drafted');
        const { status, paidFen, bouncedFen, totalFen, unanswered: unansweredLines, waiting: unmatched } = state;
        expect(batch(...events)).toMatchObject({ status, paidFen, bouncedFen, totalFen, unansweredLines, unmatched });
      }),
    );
  });
});
