import type { FundEventData } from '#domain/fund/fund.events';
import type { Streams } from '#event-store/streams';
import { completePurchase } from '../platform/money/purchases.js';
import type { Reaction } from './reaction.js';

/** The request that set the money aside orders as well; this is for when it did not live to do so. */
export const orderGoods = (streams: Streams): Reaction => ({
  name: 'order-goods',
  category: 'fund',
  types: ['AmountReserved'],
  // The money was released before anything was ordered.
  expects: ['lot-absent'],
  react: async (cause, now) => {
    const { useKind, useId } = cause.data as FundEventData['AmountReserved'];
    if (useKind === 'goods') await completePurchase({ streams, cause, now }, cause.stream.slice('fund-'.length), useId);
  },
});
