import type { Streams } from '#event-store/streams';
import { completeDelivery } from '../platform/money/purchases.js';
import type { Reaction } from './reaction.js';

/** 列支 of what came; what did not come is free for other uses. */
export const commitMoneyForGoods = (streams: Streams): Reaction => ({
  name: 'commit-money-for-goods',
  category: 'goodsLot',
  types: ['GoodsDelivered'],
  react: (cause, now) => completeDelivery({ streams, cause, now }, cause.stream.slice('goodsLot-'.length)),
});
