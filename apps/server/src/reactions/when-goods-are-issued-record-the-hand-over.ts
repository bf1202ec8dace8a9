import type { GoodsLotEventData } from '#domain/goods-lot/goods-lot.events';
import type { Streams } from '#event-store/streams';
import { completeHandOver } from '../platform/money/purchases.js';
import type { Reaction } from './reaction.js';

/** What left the stock for a household is with that household. */
export const recordHandOver = (streams: Streams): Reaction => ({
  name: 'record-hand-over',
  category: 'goodsLot',
  types: ['GoodsIssued'],
  react: (cause, now) => {
    const { aidId } = cause.data as GoodsLotEventData['GoodsIssued'];
    return completeHandOver({ streams, cause, now }, cause.stream.slice('goodsLot-'.length), aidId);
  },
});
