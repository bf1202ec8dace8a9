import fc from 'fast-check';
import type { Context } from '../kernel/decider.js';
import { Refusal } from '../kernel/refusal.js';
import { keepsTheLaws } from '../testing/laws.js';
import { scenario, testContext } from '../testing/scenario.js';
import { paymentBatch } from './payment-batch.js';
import type { PaymentBatchCommand, PaymentBatchCommandData } from './payment-batch.commands.js';
import {
  paymentBatchPersonal,
  type BatchLine,
  type LineOutcome,
  type PaymentBatchEvent,
  type UnmatchedRow,
} from './payment-batch.events.js';
import type { KnownBatch } from './payment-batch.state.js';

type Data = PaymentBatchCommandData;
type Type = keyof Data;

const given = scenario(paymentBatch, { by: 'drafter' });
const payer = { by: 'payer' };

const line = (lineNumber: number, amountFen = 100_000): BatchLine => ({
  lineNumber,
  aidId: `A${lineNumber}`,
  householdId: `H${lineNumber}`,
  payeePersonId: `P${lineNumber}`,
  fundId: 'F1',
  amountFen,
});

const batch = { batchId: 'B1', unitId: 'U1', title: '2022 年第一批生活救助', draftedOn: '2022-02-20' };
const paidLine = (lineNumber: number): LineOutcome => ({ lineNumber, aidId: `A${lineNumber}`, outcome: 'paid', paidOn: '2022-02-25' });
const bouncedLine = (lineNumber: number): LineOutcome => ({
  lineNumber,
  aidId: `A${lineNumber}`,
  outcome: 'bounced',
  bouncedOn: '2022-02-25',
  reason: 'name_differs',
});
const waiting: UnmatchedRow = { unmatchedId: 'M1', row: 4, cause: 'card_differs', lineNumber: 2, amountFen: 200_000 };

const command = <Name extends Type>(type: Name, data: Data[Name]) => ({ type, data }) as Readonly<{ type: Name; data: Data[Name] }>;
const draft = command('DraftBatch', { ...batch, lines: [line(1), line(2, 200_000)] });
const drop = (aidId: string) => command('DropBatchLine', { aidId, code: 'aid-not-granted' });
const freeze = command('FreezeBatch', { frozenOn: '2022-02-21', held: ['A1', 'A2'], digest: 'd' });
const signOff = command('SignOffBatch', { signedOffOn: '2022-02-22', decidedBy: ['proposer', 'approver'] });
const exportFile = command('ExportBankFile', { format: 'csv_gbk', fileDigest: 'f1', committed: ['A1', 'A2'] });
const importResult = (outcomes: readonly LineOutcome[], unmatched: readonly UnmatchedRow[] = [], resultId = 'R1') =>
  command('ImportBankResult', { resultId, outcomes, unmatched });
const resolve = (change: Partial<Data['ResolveUnmatchedRow']> = {}) =>
  command('ResolveUnmatchedRow', { unmatchedId: 'M1', explanation: '核对后系第 2 行', outcome: paidLine(2), ...change });
const reconcile = command('ReconcileBatch', { reconciledOn: '2022-02-28', statementFen: 100_000 });
const cancel = command('CancelBatch', { cancelledOn: '2022-02-23', explanation: '重新制表' });

const drafted: PaymentBatchEvent = {
  type: 'BatchDrafted',
  data: { ...batch, lines: [line(1), line(2, 200_000)], totalFen: 300_000 },
  effectiveOn: '2022-02-20',
};
const dropped = (lineNumber: number, amountFen: number): PaymentBatchEvent => ({
  type: 'BatchLineDropped',
  data: { aidId: `A${lineNumber}`, code: 'aid-not-granted', amountFen },
});
const frozen: PaymentBatchEvent = {
  type: 'BatchFrozen',
  data: { frozenOn: '2022-02-21', lines: 2, totalFen: 300_000, digest: 'd' },
  effectiveOn: '2022-02-21',
};
const signedOff: PaymentBatchEvent & { meta?: Partial<Context> } = {
  type: 'BatchSignedOff',
  data: { signedOffOn: '2022-02-22', totalFen: 300_000 },
  effectiveOn: '2022-02-22',
};
const exported: PaymentBatchEvent = {
  type: 'BankFileExported',
  data: { format: 'csv_gbk', fileDigest: 'f1', lines: 2, totalFen: 300_000 },
};
const result = (
  outcomes: readonly LineOutcome[],
  unmatched: readonly UnmatchedRow[],
  paidFen: number,
  bouncedFen: number,
): PaymentBatchEvent => ({
  type: 'BankResultImported',
  data: { resultId: 'R1', outcomes, unmatched, paidFen, bouncedFen },
});
const answered = result([paidLine(1), bouncedLine(2)], [], 100_000, 200_000);
const halfAnswered = result([paidLine(1)], [waiting], 100_000, 0);
const reconciled: PaymentBatchEvent = {
  type: 'BatchReconciled',
  data: { reconciledOn: '2022-02-28', statementFen: 100_000, paidFen: 100_000, bouncedFen: 200_000 },
  effectiveOn: '2022-02-28',
};
const cancelled: PaymentBatchEvent = { type: 'BatchCancelled', data: cancel.data, effectiveOn: '2022-02-23' };

const sent = [drafted, frozen, signedOff, exported];

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

const accepted = (wish: PaymentBatchCommand, history: readonly PaymentBatchEvent[], by: string): readonly PaymentBatchEvent[] => {
  try {
    return paymentBatch.decide(wish, given(...history).state(), { ...testContext, by });
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
};

const lineNumbers = fc.constantFrom(1, 2);
const outcomes = fc.array(fc.tuple(lineNumbers, fc.boolean()), { maxLength: 2 });
const wishes = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<PaymentBatchCommand>(freeze, signOff, exportFile) },
  lineNumbers.map((number) => drop(`A${number}`)),
  fc.tuple(outcomes, fc.nat(5), fc.boolean()).map(([answers, id, waits]) =>
    importResult(
      answers.map(([number, isPaid]) => (isPaid ? paidLine(number) : bouncedLine(number))),
      waits ? [{ ...waiting, unmatchedId: `M${id}` }] : [],
      `R${id}`,
    ),
  ),
  fc.tuple(fc.nat(5), fc.option(lineNumbers)).map(([id, number]) => {
    const { outcome: _, ...rest } = resolve({ unmatchedId: `M${id}` }).data;
    return command('ResolveUnmatchedRow', { ...rest, ...(number !== null && { outcome: paidLine(number) }) });
  }),
  fc.constantFrom(0, 100_000, 200_000, 300_000).map((statementFen) => command('ReconcileBatch', { ...reconcile.data, statementFen })),
  { weight: 1, arbitrary: fc.constant(cancel) },
);

const beginnings = fc.constantFrom<readonly PaymentBatchEvent[]>([drafted], sent);

const fenOf = (events: readonly PaymentBatchEvent[], word: LineOutcome['outcome']): number => {
  const words = events.flatMap((event) => {
    if (event.type === 'BankResultImported') return event.data.outcomes;
    return event.type === 'UnmatchedRowResolved' && event.data.outcome ? [event.data.outcome] : [];
  });
  return words.filter(({ outcome }) => outcome === word).reduce((sum, { lineNumber }) => sum + lineNumber * 100_000, 0);
};

it('keeps every fen of a list paid, bounced, unanswered or dropped, whatever is asked', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(beginnings, fc.array(fc.tuple(wishes, fc.constantFrom('drafter', 'payer')), { maxLength: 25 }), (begun, asked) => {
      const history = [...begun];
      for (const [wish, by] of asked) history.push(...accepted(wish, history, by));
      const state = given(...history).state() as KnownBatch;
      const lines = [...state.lines.values()];
      const open = lines.filter((each) => !each.dropped && !each.outcome);
      const sum = (some: readonly BatchLine[]) => some.reduce((fen, { amountFen }) => fen + amountFen, 0);
      expect([state.paidFen, state.bouncedFen]).toEqual([fenOf(history, 'paid'), fenOf(history, 'bounced')]);
      expect(state.paidFen + state.bouncedFen + sum(open)).toBe(state.totalFen);
      expect(state.totalFen + sum(lines.filter((each) => each.dropped))).toBe(300_000);
      expect(state.unanswered).toBe(open.length);
      expect(state.waiting).toBe(state.unmatched.size - state.resolved.size);
      expect(state.revision).toBe(history.length - 1);
      if (state.status === 'reconciled') expect([state.unanswered, state.waiting]).toEqual([0, 0]);
      reached.add(state.status);
    }),
    { numRuns: 1500, seed: 20220301 },
  );
  expect([...reached].sort()).toEqual(['cancelled', 'drafted', 'exported', 'frozen', 'reconciled', 'signed_off']);
});
