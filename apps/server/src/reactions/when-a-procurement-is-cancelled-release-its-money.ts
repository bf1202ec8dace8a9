import type { Streams } from '#event-store/streams';
import { completeCancellation } from '../platform/money/purchases.js';
import type { Reaction } from './reaction.js';

/** What was to be bought is not bought: its money is free again. */
export const releaseMoneyForGoods = (streams: Streams): Reaction => ({
  name: 'release-money-for-goods',
  category: 'goodsLot',
  types: ['ProcurementCancelled'],
  react: (cause, now) => completeCancellation({ streams, cause, now }, cause.stream.slice('goodsLot-'.length)),
});
