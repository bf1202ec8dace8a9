import type { StoredEvent } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import { completeGrant, reservationIn } from '../platform/money/grants.js';
import type { Reaction } from './reaction.js';

/** The request that reserved grants as well; these are for when it did not live to do so. */
export const grantReservedAid = (streams: Streams): readonly Reaction[] => {
  const react: Reaction['react'] = async (event: StoredEvent, context) => {
    const reservation = reservationIn(event);
    if (reservation) await completeGrant(streams, reservation, context);
  };
  // Aids of one fund do not wait for each other.
  const lane: Reaction['lane'] = ({ data }) => String(data['useId'] ?? data['aidId']);
  return [
    { name: 'grant-aid-with-money', category: 'fund', types: ['AmountReserved'], lane, react },
    { name: 'grant-aid-with-goods', category: 'goodsLot', types: ['StockReserved'], lane, react },
  ];
};
