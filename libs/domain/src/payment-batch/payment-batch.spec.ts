import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { paymentBatch } from './payment-batch.js';
import type { PaymentBatchCommand } from './payment-batch.commands.js';
import { paymentBatchPersonal, type BatchLine } from './payment-batch.events.js';
import type { KnownBatch } from './payment-batch.state.js';
import {
  answered,
  batch,
  cancel,
  cancelled,
  command,
  draft,
  drafted,
  drop,
  dropped,
  exportFile,
  exported,
  freeze,
  frozen,
  halfAnswered,
  importResult,
  line,
  paidLine,
  reconcile,
  resolve,
  sent,
  signOff,
  signedOff,
  waiting,
} from '../testing/sample-batch.js';

const given = scenario(paymentBatch, { by: 'drafter' });
const payer = { by: 'payer' };

keepsTheLaws(paymentBatch, paymentBatchPersonal, {
  DraftBatch: { after: [], command: draft },
  DropBatchLine: { after: [drafted], command: drop('A1') },
  FreezeBatch: { after: [drafted], command: freeze },
  SignOffBatch: { after: [drafted, frozen], command: signOff, context: payer },
  ExportBankFile: { after: [drafted, frozen, signedOff], command: exportFile },
  ImportBankResult: { after: sent, command: importResult([paidLine(1)], [waiting]) },
  ResolveUnmatchedRow: { after: [...sent, halfAnswered], command: resolve() },
  ReconcileBatch: { after: [...sent, answered], command: reconcile },
  CancelBatch: { after: [drafted], command: cancel },
});

describe('drafting a list', () => {
  it('adds up its lines', () => given().when(draft).then(drafted));
  it('happens once', () => given(drafted).when(draft).thenRefused('batch-exists', { status: 'drafted' }));

  const lines = (...some: BatchLine[]) => command('DraftBatch', { ...batch, lines: some });
  it.each<[string, PaymentBatchCommand, Record<string, unknown>]>([
    ['explanation-missing', command('DraftBatch', { ...draft.data, title: ' ' }), { field: 'title' }],
    ['invalid-date', command('DraftBatch', { ...draft.data, draftedOn: '2022-02-30' }), {}],
    ['date-in-future', command('DraftBatch', { ...draft.data, draftedOn: '2022-03-02' }), { today: '2022-03-01' }],
    ['batch-empty', lines(), {}],
    ['batch-line-twice', lines(line(1), { ...line(2), aidId: 'A1' }), { aidIds: ['A1'] }],
    ['batch-lines-misnumbered', lines(line(1), line(3)), { lines: 2 }],
    ['invalid-amount', lines(line(1), line(2, 0)), { fields: ['lines[1].amountFen'] }],
    ['invalid-amount', lines(line(1, 0.5)), { fields: ['lines[0].amountFen'] }],
    ['total-too-large', lines(line(1, Number.MAX_SAFE_INTEGER), line(2, 1)), { lines: 2 }],
  ])('is refused: %s', (code, wish, details) => given().when(wish).thenRefused(code, details));

  it('may reach the largest exact sum', () => {
    const most = lines(line(1, Number.MAX_SAFE_INTEGER - 1), line(2, 1));
    expect(given().when(most).events()).toMatchObject([{ data: { totalFen: Number.MAX_SAFE_INTEGER } }]);
  });
});

describe('a line that cannot be paid', () => {
  it('is dropped from a draft, and from a list that is signed off', () => {
    given(drafted).when(drop('A1')).then(dropped(1, 100_000));
    given(drafted, frozen, signedOff).when(drop('A2')).then(dropped(2, 200_000));
  });
  it('is dropped once', () => given(drafted, dropped(1, 100_000)).when(drop('A1')).then());
  it('of a cancelled list needs no dropping', () => given(drafted, cancelled).when(drop('A1')).then());
  it('is refused where it never stood', () => given(drafted).when(drop('A3')).thenRefused('batch-line-unknown', { aidId: 'A3' }));
  it('stays on a frozen list and on one that is with the bank', () => {
    given(drafted, frozen).when(drop('A1')).thenRefused('batch-frozen');
    given(...sent)
      .when(drop('A1'))
      .thenRefused('batch-already-exported', { status: 'exported' });
  });
  it('is not counted any more', () => {
    const state = given(drafted, dropped(1, 100_000)).state() as KnownBatch;
    expect([state.lineCount, state.totalFen, state.unanswered]).toEqual([1, 200_000, 1]);
  });
});

describe('freezing a list', () => {
  it('fixes its lines and their sum', () => given(drafted).when(freeze).then(frozen));
  it('leaves dropped lines out', () =>
    given(drafted, dropped(1, 100_000))
      .when(command('FreezeBatch', { ...freeze.data, held: ['A2'] }))
      .then({ ...frozen, data: { frozenOn: '2022-02-21', lines: 1, totalFen: 200_000, digest: 'd' } }));
  it('waits until every aid knows that it is on the list', () =>
    given(drafted)
      .when(command('FreezeBatch', { ...freeze.data, held: ['A1'] }))
      .thenRefused('lines-not-held', { aidIds: ['A2'] }));
  it('is refused to a list whose every line was dropped', () =>
    given(drafted, dropped(1, 100_000), dropped(2, 200_000)).when(freeze).thenRefused('batch-empty'));
  it('does not happen before the draft, nor twice', () => {
    given(drafted)
      .when(command('FreezeBatch', { ...freeze.data, frozenOn: '2022-02-19' }))
      .thenRefused('date-before-last-step', { lastStepOn: '2022-02-20' });
    given(drafted, frozen).when(freeze).thenRefused('batch-not-drafted', { status: 'frozen' });
  });
});

describe('signing off', () => {
  it('is done by a second pair of eyes', () => given(drafted, frozen).when(signOff, payer).then(signedOff));
  it.each(['drafter', 'freezer'])('is refused to the %s', (by) =>
    given(drafted, { ...frozen, meta: { by: 'freezer' } })
      .when(signOff, { by })
      .thenRefused('four-eyes', { preparedBy: 2 }),
  );
  it.each(['proposer', 'approver'])('is refused to the %s of an aid on the list', (by) =>
    given(drafted, frozen).when(signOff, { by }).thenRefused('payer-decided-aid', { decidedBy: 2 }),
  );
  it('needs a frozen list', () => given(drafted).when(signOff, payer).thenRefused('batch-not-frozen', { status: 'drafted' }));
  it('is not dated before the freeze', () =>
    given(drafted, frozen)
      .when(command('SignOffBatch', { ...signOff.data, signedOffOn: '2022-02-20' }), payer)
      .thenRefused('date-before-last-step'));
});

describe('exporting the bank’s file', () => {
  it('hands out the list once its money is committed', () => given(drafted, frozen, signedOff).when(exportFile).then(exported));
  it('waits for the money of every line that counts', () => {
    const wish = command('ExportBankFile', { ...exportFile.data, committed: ['A2'] });
    given(drafted, frozen, signedOff)
      .when(wish)
      .thenRefused('lines-not-committed', { aidIds: ['A1'] });
    expect(given(drafted, frozen, signedOff, dropped(1, 100_000)).when(wish).events()).toMatchObject([
      { data: { lines: 1, totalFen: 200_000 } },
    ]);
  });
  it('is refused for a list of which nothing is left', () =>
    given(drafted, frozen, signedOff, dropped(1, 100_000), dropped(2, 200_000)).when(exportFile).thenRefused('batch-empty'));
  it('is recorded once for each format and content', () => {
    given(...sent)
      .when(exportFile)
      .then();
    expect(
      given(...sent)
        .when(command('ExportBankFile', { format: 'csv_utf8', fileDigest: 'f2', committed: [] }))
        .events(),
    ).toHaveLength(1);
  });
  it('needs a sign-off', () => given(drafted, frozen).when(exportFile).thenRefused('batch-not-signed-off', { status: 'frozen' }));
});

describe('cancelling a list', () => {
  it.each([[[drafted]], [[drafted, frozen]], [[drafted, frozen, signedOff]]])('is possible until it is with the bank', (history) =>
    given(...history)
      .when(cancel)
      .then(cancelled),
  );
  it('is too late then', () =>
    given(...sent)
      .when(cancel)
      .thenRefused('batch-already-exported', { status: 'exported' }));
  it('says why', () =>
    given(drafted)
      .when(command('CancelBatch', { ...cancel.data, explanation: '' }))
      .thenRefused('explanation-missing'));
  it('ends every step', () => {
    given(drafted, cancelled).when(freeze).thenRefused('batch-not-drafted', { status: 'cancelled' });
    given(drafted, cancelled)
      .when(importResult([paidLine(1)]))
      .thenRefused('result-without-export');
  });
});

it.each<PaymentBatchCommand>([drop('A1'), freeze, signOff, exportFile, importResult([]), resolve(), reconcile, cancel])(
  'there is nothing to do with a list that does not exist: $type',
  (wish) => given().when(wish).thenRefused('batch-absent'),
);
