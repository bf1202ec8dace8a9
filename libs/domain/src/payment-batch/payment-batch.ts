import type { Context, Decider } from '../kernel/decider.js';
import { require } from '../kernel/refusal.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { evolve } from './fold.js';
import {
  answeredLine,
  countingLines,
  drafted,
  exported,
  frozen,
  known,
  lineOf,
  requireBeforeExport,
  requireLines,
  requireNextStep,
  signedOff,
} from './guards.js';
import type { PaymentBatchCommand, PaymentBatchCommandData } from './payment-batch.commands.js';
import type { BatchLine, LineOutcome, PaymentBatchEvent, UnmatchedRow } from './payment-batch.events.js';
import type { DraftedLine, KnownBatch, PaymentBatch } from './payment-batch.state.js';

type Data = PaymentBatchCommandData;

const sumOf = (lines: readonly Readonly<{ amountFen: number }>[]): number => lines.reduce((sum, { amountFen }) => sum + amountFen, 0);

/** The values that stand here again. */
const twice = <Value>(values: readonly Value[]): Value[] => {
  const seen = new Set<Value>();
  return values.filter((value) => seen.size === seen.add(value).size);
};

/** @throws {Refusal} `batch-empty`, `batch-line-twice`, `batch-lines-misnumbered`, `invalid-amount`, `total-too-large` */
const requireSoundLines = (lines: readonly BatchLine[]): void => {
  requireLines(lines.length);
  const aidIds = twice(lines.map(({ aidId }) => aidId));
  require(aidIds.length === 0, 'batch-line-twice', { aidIds });
  require(lines.every(({ lineNumber }, place) => lineNumber === place + 1), 'batch-lines-misnumbered', { lines: lines.length });
  const wrong = lines.filter(({ amountFen }) => !Number.isSafeInteger(amountFen) || amountFen <= 0);
  require(wrong.length === 0, 'invalid-amount', { fields: wrong.map(({ lineNumber }) => `lines[${lineNumber - 1}].amountFen`) });
  require(Number.isSafeInteger(sumOf(lines)), 'total-too-large', { lines: lines.length });
};

/**
 * A list of payments is put together.
 * @throws {Refusal} `batch-exists`, `explanation-missing` for the title, dates, then as `requireSoundLines`
 */
const draftBatch = (data: Data['DraftBatch'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  require(state.status === 'absent', 'batch-exists', { status: state.status });
  requireText(data.title, 'title');
  requirePast(data.draftedOn, context);
  requireSoundLines(data.lines);
  return [{ type: 'BatchDrafted', data: { ...data, totalFen: sumOf(data.lines) }, ...effective(data.draftedOn, context) }];
};

/**
 * While it is drafted (its aid could not be put on the list), and again once it is signed off (its fund could not pay). Dropping
 * once more, or from a cancelled list, is no news.
 * @throws {Refusal} `batch-absent`, `batch-line-unknown`, `batch-already-exported`, `batch-frozen`
 */
const dropBatchLine = ({ aidId, code }: Data['DropBatchLine'], state: PaymentBatch): PaymentBatchEvent[] => {
  const batch = known(state);
  const { dropped, amountFen } = lineOf(batch, { aidId });
  if (dropped || batch.status === 'cancelled') return [];
  requireBeforeExport(batch);
  require(batch.status !== 'frozen', 'batch-frozen', { aidId });
  return [{ type: 'BatchLineDropped', data: { aidId, code, amountFen } }];
};

/** The aids of those lines that are not among `aidIds`. */
const without = (lines: readonly DraftedLine[], aidIds: readonly string[]): string[] => {
  const named = new Set(aidIds);
  return lines.map(({ aidId }) => aidId).filter((aidId) => !named.has(aidId));
};

/** @throws {Refusal} `batch-absent`, `batch-not-drafted`, dates, `batch-empty`, `lines-not-held` */
const freezeBatch = ({ frozenOn, held, digest }: Data['FreezeBatch'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = drafted(state);
  requireNextStep(frozenOn, batch, context);
  requireLines(batch.lineCount);
  const aidIds = without(countingLines(batch), held);
  require(aidIds.length === 0, 'lines-not-held', { aidIds });
  const { lineCount: lines, totalFen } = batch;
  return [{ type: 'BatchFrozen', data: { frozenOn, lines, totalFen, digest }, ...effective(frozenOn, context) }];
};

/**
 * Whoever signs off pays: he prepared neither the list nor any decision on its aids.
 * @throws {Refusal} `batch-absent`, `batch-not-frozen`, `four-eyes`, `payer-decided-aid`, dates
 */
const signOffBatch = ({ signedOffOn, decidedBy }: Data['SignOffBatch'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = frozen(state);
  require(!batch.preparedBy.includes(context.by), 'four-eyes', { preparedBy: batch.preparedBy.length });
  require(!decidedBy.includes(context.by), 'payer-decided-aid', { decidedBy: decidedBy.length });
  requireNextStep(signedOffOn, batch, context);
  return [{ type: 'BatchSignedOff', data: { signedOffOn, totalFen: batch.totalFen }, ...effective(signedOffOn, context) }];
};

/**
 * The same file again is no news; the list in another format is.
 * @throws {Refusal} `batch-absent`, `batch-not-signed-off`, `batch-empty`, `lines-not-committed`
 */
const exportBankFile = ({ format, fileDigest, committed }: Data['ExportBankFile'], state: PaymentBatch): PaymentBatchEvent[] => {
  const batch = signedOff(state);
  if (batch.exportedFiles.has(`${format}:${fileDigest}`)) return [];
  requireLines(batch.lineCount);
  const aidIds = batch.status === 'exported' ? [] : without(countingLines(batch), committed);
  require(aidIds.length === 0, 'lines-not-committed', { aidIds });
  return [{ type: 'BankFileExported', data: { format, fileDigest, lines: batch.lineCount, totalFen: batch.totalFen } }];
};

/** @throws {Refusal} `result-without-export`, `batch-reconciled` */
const requireAwaitingResult = ({ status }: KnownBatch): void => {
  require(status !== 'reconciled', 'batch-reconciled');
  require(status === 'exported', 'result-without-export', { status });
};

/** @throws {Refusal} `unmatched-row-twice` */
const requireNewRows = ({ unmatched }: KnownBatch, rows: readonly UnmatchedRow[]): void => {
  const ids = rows.map(({ unmatchedId }) => unmatchedId);
  const known = [...twice(ids), ...ids.filter((id) => unmatched.has(id))];
  require(known.length === 0, 'unmatched-row-twice', { unmatchedIds: known });
};

const sumWith = (lines: readonly (readonly [LineOutcome, DraftedLine])[], wanted: LineOutcome['outcome']): number =>
  sumOf(lines.filter(([{ outcome }]) => outcome === wanted).map(([, line]) => line));

/**
 * What the bank said, once per file: `resultId` is the digest of its content. A row about a line that is unknown or answered before
 * belongs into `unmatched`.
 * @throws {Refusal} `batch-absent`, `batch-reconciled`, `result-without-export`, `bank-result-empty`, `batch-line-answered`,
 * `batch-line-unknown`, dates, `unmatched-row-twice`
 */
const importBankResult = (data: Data['ImportBankResult'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = known(state);
  const { resultId, outcomes, unmatched } = data;
  if (batch.resultIds.has(resultId)) return [];
  requireAwaitingResult(batch);
  require(outcomes.length + unmatched.length > 0, 'bank-result-empty');
  const [aidId] = twice(outcomes.map((outcome) => outcome.aidId));
  require(aidId === undefined, 'batch-line-answered', { aidId });
  const lines = outcomes.map((outcome) => [outcome, answeredLine(batch, outcome, context)] as const);
  requireNewRows(batch, unmatched);
  const sums = { paidFen: sumWith(lines, 'paid'), bouncedFen: sumWith(lines, 'bounced') };
  return [{ type: 'BankResultImported', data: { resultId, outcomes, unmatched, ...sums } }];
};

/**
 * A person finds out which line a waiting row answers, or that it answers none. A row that states a sum answers only a line of that sum.
 * @throws {Refusal} `batch-absent`, `batch-not-exported`, `unmatched-row-unknown`, `unmatched-row-resolved`, `explanation-missing`,
 * `batch-line-unknown`, `batch-line-answered`, dates, `row-amount-differs`
 */
const resolveUnmatchedRow = (data: Data['ResolveUnmatchedRow'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = exported(state);
  const { unmatchedId, explanation, outcome } = data;
  const row = batch.unmatched.get(unmatchedId);
  require(row !== undefined, 'unmatched-row-unknown', { unmatchedId });
  require(!batch.resolved.has(unmatchedId), 'unmatched-row-resolved', { unmatchedId });
  requireText(explanation, 'explanation');
  if (!outcome) return [{ type: 'UnmatchedRowResolved', data: { unmatchedId, explanation } }];
  const { amountFen } = answeredLine(batch, outcome, context);
  require((row.amountFen ?? amountFen) === amountFen, 'row-amount-differs', { rowFen: row.amountFen, amountFen });
  return [{ type: 'UnmatchedRowResolved', data: { unmatchedId, explanation, outcome, amountFen } }];
};

/** @throws {Refusal} `batch-absent`, `batch-not-exported`, dates, `lines-unanswered`, `rows-unmatched`, `statement-differs` */
const reconcileBatch = (data: Data['ReconcileBatch'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = exported(state);
  const { reconciledOn, statementFen } = data;
  requireNextStep(reconciledOn, batch, context);
  const { unanswered, waiting, paidFen, bouncedFen } = batch;
  require(unanswered === 0, 'lines-unanswered', { unanswered, lines: batch.lineCount });
  require(waiting === 0, 'rows-unmatched', { waiting });
  require(statementFen === paidFen, 'statement-differs', { statementFen, paidFen });
  return [{ type: 'BatchReconciled', data: { reconciledOn, statementFen, paidFen, bouncedFen }, ...effective(reconciledOn, context) }];
};

/** Once a file is with the bank it is too late. @throws {Refusal} `batch-absent`, `batch-already-exported`, dates, `explanation-missing` */
const cancelBatch = (data: Data['CancelBatch'], state: PaymentBatch, context: Context): PaymentBatchEvent[] => {
  const batch = known(state);
  if (batch.status === 'cancelled') return [];
  requireBeforeExport(batch);
  requireNextStep(data.cancelledOn, batch, context);
  requireText(data.explanation, 'explanation');
  return [{ type: 'BatchCancelled', data, ...effective(data.cancelledOn, context) }];
};

/** A list of payments for the bank, its results and their reconciliation: stream `paymentBatch-<batchId>`. */
export const paymentBatch: Decider<PaymentBatch, PaymentBatchCommand, PaymentBatchEvent> = {
  category: 'paymentBatch',
  initial: { status: 'absent' },
  decide: ({ type, data }, state, context) => {
    switch (type) {
      case 'DraftBatch':
        return draftBatch(data, state, context);
      case 'DropBatchLine':
        return dropBatchLine(data, state);
      case 'FreezeBatch':
        return freezeBatch(data, state, context);
      case 'SignOffBatch':
        return signOffBatch(data, state, context);
      case 'ExportBankFile':
        return exportBankFile(data, state);
      case 'ImportBankResult':
        return importBankResult(data, state, context);
      case 'ResolveUnmatchedRow':
        return resolveUnmatchedRow(data, state, context);
      case 'ReconcileBatch':
        return reconcileBatch(data, state, context);
      case 'CancelBatch':
        return cancelBatch(data, state, context);
    }
  },
  evolve,
};
