import type { EventMeta } from '../kernel/decider.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import type { LineOutcome, PaymentBatchEvent, PaymentBatchEventData, UnmatchedRow } from './payment-batch.events.js';
import type { DraftedLine, KnownBatch, PaymentBatch } from './payment-batch.state.js';

const first = ({ lines, totalFen, draftedOn, batchId, unitId, title }: PaymentBatchEventData['BatchDrafted'], by: string): KnownBatch => ({
  status: 'drafted',
  revision: 0,
  batchId,
  unitId,
  title,
  lines: lines.reduce((map, line) => map.set(line.aidId, { ...line, dropped: false }), PersistentMap.empty<DraftedLine>()),
  lineCount: lines.length,
  totalFen,
  unanswered: lines.length,
  preparedBy: [by],
  lastStepOn: draftedOn,
  exportedFiles: PersistentMap.empty(),
  resultIds: PersistentMap.empty(),
  unmatched: PersistentMap.empty(),
  resolved: PersistentMap.empty(),
  waiting: 0,
  paidFen: 0,
  bouncedFen: 0,
});

const dropping = (batch: KnownBatch, aidId: string): KnownBatch => {
  const line = batch.lines.get(aidId)!;
  return {
    ...batch,
    lines: batch.lines.set(aidId, { ...line, dropped: true }),
    lineCount: batch.lineCount - 1,
    totalFen: batch.totalFen - line.amountFen,
    unanswered: batch.unanswered - 1,
  };
};

const answering = (batch: KnownBatch, outcome: LineOutcome): KnownBatch => {
  const line = batch.lines.get(outcome.aidId)!;
  const sums = outcome.outcome === 'paid' ? { paidFen: batch.paidFen + line.amountFen } : { bouncedFen: batch.bouncedFen + line.amountFen };
  return { ...batch, ...sums, lines: batch.lines.set(line.aidId, { ...line, outcome }), unanswered: batch.unanswered - 1 };
};

const noting = (batch: KnownBatch, row: UnmatchedRow): KnownBatch => ({
  ...batch,
  unmatched: batch.unmatched.set(row.unmatchedId, row),
  waiting: batch.waiting + 1,
});

const importing = (batch: KnownBatch, { resultId, outcomes, unmatched }: PaymentBatchEventData['BankResultImported']): KnownBatch => {
  const answered = outcomes.reduce(answering, batch);
  const noted = unmatched.reduce(noting, answered);
  return { ...noted, resultIds: noted.resultIds.set(resultId, true) };
};

const resolving = (batch: KnownBatch, { unmatchedId, outcome }: PaymentBatchEventData['UnmatchedRowResolved']): KnownBatch => {
  const noted = { ...batch, resolved: batch.resolved.set(unmatchedId, true), waiting: batch.waiting - 1 };
  return outcome ? answering(noted, outcome) : noted;
};

const preparing = ({ preparedBy }: KnownBatch, by: string): readonly string[] =>
  preparedBy.includes(by) ? preparedBy : [...preparedBy, by];

/** What an event after the first leaves; the first is folded by `first`. */
const later = (batch: KnownBatch, { type, data }: Exclude<PaymentBatchEvent, { type: 'BatchDrafted' }>, { by }: EventMeta): KnownBatch => {
  switch (type) {
    case 'BatchLineDropped':
      return dropping(batch, data.aidId);
    case 'BatchFrozen':
      return { ...batch, status: 'frozen', preparedBy: preparing(batch, by), lastStepOn: data.frozenOn };
    case 'BatchSignedOff':
      return { ...batch, status: 'signed_off', signedOffBy: by, lastStepOn: data.signedOffOn };
    case 'BankFileExported':
      return { ...batch, status: 'exported', exportedFiles: batch.exportedFiles.set(`${data.format}:${data.fileDigest}`, true) };
    case 'BankResultImported':
      return importing(batch, data);
    case 'UnmatchedRowResolved':
      return resolving(batch, data);
    case 'BatchReconciled':
      return { ...batch, status: 'reconciled', lastStepOn: data.reconciledOn };
    case 'BatchCancelled':
      return { ...batch, status: 'cancelled', lastStepOn: data.cancelledOn };
  }
};

/** Folds what happened to a list; costs the same however many lines and results came before. */
export const evolve = (state: PaymentBatch, event: PaymentBatchEvent, meta: EventMeta): PaymentBatch => {
  if (event.type === 'BatchDrafted') return first(event.data, meta.by);
  if (state.status === 'absent') return state;
  return { ...later(state, event, meta), revision: state.revision + 1 };
};
