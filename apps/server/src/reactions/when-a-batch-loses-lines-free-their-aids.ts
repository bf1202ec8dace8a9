import type { PaymentBatchEventData } from '#domain/payment-batch/payment-batch.events';
import type { Streams } from '#event-store/streams';
import { freeIfEnded, freeLines } from '../platform/money/batch-lines.js';
import type { Reaction } from './reaction.js';

/** A list that was cancelled, or a line that was dropped, binds no aid and no money. */
export const freeLostLines = (streams: Streams): Reaction => ({
  name: 'free-lost-lines',
  category: 'paymentBatch',
  types: ['BatchCancelled', 'BatchLineDropped'],
  react: (cause, now) => {
    const settling = { streams, batchId: cause.stream.slice('paymentBatch-'.length), cause, now };
    if (cause.type === 'BatchCancelled') return freeLines(settling);
    return freeIfEnded(settling, (cause.data as PaymentBatchEventData['BatchLineDropped']).aidId);
  },
});
