import type { Streams } from '#event-store/streams';
import { commitLines } from '../platform/money/batch-lines.js';
import type { Reaction } from './reaction.js';

/** The request that signed off commits as well; this is for when it did not live to do so. */
export const commitListedMoney = (streams: Streams): Reaction => ({
  name: 'commit-listed-money',
  category: 'paymentBatch',
  types: ['BatchSignedOff'],
  react: (cause, now) => commitLines({ streams, batchId: cause.stream.slice('paymentBatch-'.length), cause, now }),
});
