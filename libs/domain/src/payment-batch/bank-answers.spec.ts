import { scenario } from '../testing/scenario.js';
import { paymentBatch } from './payment-batch.js';
import type { PaymentBatchCommand } from './payment-batch.commands.js';
import type { PaymentBatchEvent } from './payment-batch.events.js';
import {
  answered,
  bouncedLine,
  command,
  drafted,
  dropped,
  exported,
  frozen,
  halfAnswered,
  importResult,
  paidLine,
  reconcile,
  reconciled,
  resolve,
  result,
  sent,
  signedOff,
  waiting,
} from '../testing/sample-batch.js';

const given = scenario(paymentBatch, { by: 'drafter' });

describe('importing the bank’s result', () => {
  it('takes each line’s word and its sums', () =>
    given(...sent)
      .when(importResult([paidLine(1), bouncedLine(2)]))
      .then(answered));
  it('keeps rows that answer no line', () =>
    given(...sent)
      .when(importResult([paidLine(1)], [waiting]))
      .then(halfAnswered));
  it('changes nothing the second time, even after the list was reconciled', () => {
    given(...sent, answered)
      .when(importResult([paidLine(1), bouncedLine(2)]))
      .then();
    given(...sent, answered, reconciled)
      .when(importResult([paidLine(1)]))
      .then();
  });
  it.each<[string, readonly PaymentBatchEvent[], PaymentBatchCommand, Record<string, unknown>]>([
    ['batch-reconciled', [...sent, answered, reconciled], importResult([paidLine(1)], [], 'R2'), {}],
    ['result-without-export', [drafted, frozen, signedOff], importResult([paidLine(1)]), { status: 'signed_off' }],
    ['bank-result-empty', sent, importResult([]), {}],
    ['batch-line-answered', sent, importResult([paidLine(1), bouncedLine(1)]), { aidId: 'A1' }],
    ['batch-line-answered', [...sent, halfAnswered], importResult([bouncedLine(1)], [], 'R2'), { aidId: 'A1', lineNumber: 1 }],
    ['batch-line-unknown', sent, importResult([paidLine(3)]), { aidId: 'A3' }],
    ['batch-line-unknown', sent, importResult([{ ...paidLine(1), lineNumber: 2 }]), { aidId: 'A1' }],
    ['batch-line-unknown', [drafted, frozen, signedOff, dropped(1, 100_000), exported], importResult([paidLine(1)]), { aidId: 'A1' }],
    ['date-in-future', sent, importResult([{ ...paidLine(1), outcome: 'paid', paidOn: '2022-03-02' }]), {}],
    ['unmatched-row-twice', sent, importResult([], [waiting, waiting]), { unmatchedIds: ['M1'] }],
    ['unmatched-row-twice', [...sent, halfAnswered], importResult([], [waiting], 'R2'), { unmatchedIds: ['M1'] }],
  ])('is refused: %s', (code, history, wish, details) =>
    given(...history)
      .when(wish)
      .thenRefused(code, details),
  );
});

describe('a row that waits', () => {
  const known = [...sent, halfAnswered];
  it('answers a line after all, with that line’s sum', () =>
    given(...known)
      .when(resolve())
      .then({ type: 'UnmatchedRowResolved', data: { ...resolve().data, amountFen: 200_000 } }));
  it('or answers none', () => {
    const data = { unmatchedId: 'M1', explanation: '不属于本批' };
    given(...known)
      .when(command('ResolveUnmatchedRow', data))
      .then({ type: 'UnmatchedRowResolved', data });
  });
  it.each<[string, PaymentBatchCommand]>([
    ['unmatched-row-unknown', resolve({ unmatchedId: 'M2' })],
    ['explanation-missing', resolve({ explanation: '' })],
    ['batch-line-answered', resolve({ outcome: paidLine(1) })],
    ['batch-line-unknown', resolve({ outcome: paidLine(3) })],
    ['date-in-future', resolve({ outcome: { ...paidLine(2), outcome: 'paid', paidOn: '2022-03-02' } })],
  ])('is refused: %s', (code, wish) =>
    given(...known)
      .when(wish)
      .thenRefused(code),
  );
  it('does not answer a line of another sum', () =>
    given(...sent, result([], [{ ...waiting, amountFen: 199_999 }], 0, 0))
      .when(resolve())
      .thenRefused('row-amount-differs', { rowFen: 199_999, amountFen: 200_000 }));
  it('is resolved once', () =>
    given(...known, { type: 'UnmatchedRowResolved', data: { ...resolve().data, amountFen: 200_000 } })
      .when(resolve({ outcome: paidLine(1) }))
      .thenRefused('unmatched-row-resolved'));
});

describe('reconciling', () => {
  it('agrees with the bank’s statement to the fen', () =>
    given(...sent, answered)
      .when(reconcile)
      .then(reconciled));
  it.each<[string, readonly PaymentBatchEvent[], Record<string, unknown>]>([
    ['batch-not-exported', [drafted], { status: 'drafted' }],
    ['lines-unanswered', [...sent, result([paidLine(1)], [], 100_000, 0)], { unanswered: 1, lines: 2 }],
    ['rows-unmatched', [...sent, result([paidLine(1), bouncedLine(2)], [waiting], 100_000, 200_000)], { waiting: 1 }],
    ['statement-differs', [...sent, result([bouncedLine(1), bouncedLine(2)], [], 0, 300_000)], { statementFen: 100_000, paidFen: 0 }],
  ])('is refused: %s', (code, history, details) =>
    given(...history)
      .when(reconcile)
      .thenRefused(code, details),
  );
  it('counts no dropped line', () =>
    expect(
      given(drafted, frozen, signedOff, dropped(2, 200_000), exported, result([paidLine(1)], [], 100_000, 0))
        .when(reconcile)
        .events(),
    ).toHaveLength(1));
  it('is not dated before the sign-off', () =>
    given(...sent, answered)
      .when(command('ReconcileBatch', { ...reconcile.data, reconciledOn: '2022-02-21' }))
      .thenRefused('date-before-last-step'));
});
