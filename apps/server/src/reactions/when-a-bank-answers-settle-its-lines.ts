import type { PaymentBatchEventData } from '#domain/payment-batch/payment-batch.events';
import type { StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import { settleOutcomes } from '../platform/money/batch-lines.js';
import type { Reaction } from './reaction.js';

type Answers = PaymentBatchEventData['BankResultImported'] | PaymentBatchEventData['UnmatchedRowResolved'];

const outcomesIn = ({ data }: StoredEvent) => {
  const answers = data as Answers;
  if ('outcomes' in answers) return answers.outcomes;
  return answers.outcome ? [answers.outcome] : [];
};

/** Payments and bounces reach the funds, the aids and the households' entitlements, whether a file or a person named them. */
export const settleBankAnswer = (streams: Streams): Reaction => ({
  name: 'settle-bank-answer',
  category: 'paymentBatch',
  types: ['BankResultImported', 'UnmatchedRowResolved'],
  react: (cause, now) => settleOutcomes({ streams, batchId: cause.stream.slice('paymentBatch-'.length), cause, now }, outcomesIn(cause)),
});
