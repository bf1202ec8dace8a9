import type { Streams } from '#event-store/streams';
import { putLinesOnList } from '../platform/money/batch-lines.js';
import type { Reaction } from './reaction.js';

/** The request that drafted puts them on as well; this is for when it did not live to do so. */
export const putAidsOnList = (streams: Streams): Reaction => ({
  name: 'put-aids-on-list',
  category: 'paymentBatch',
  types: ['BatchDrafted'],
  react: (cause, now) => putLinesOnList({ streams, batchId: cause.stream.slice('paymentBatch-'.length), cause, now }),
});
