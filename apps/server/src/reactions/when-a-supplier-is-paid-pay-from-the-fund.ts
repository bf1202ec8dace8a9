import type { Streams } from '#event-store/streams';
import { completeSupplierPayment } from '../platform/money/purchases.js';
import type { Reaction } from './reaction.js';

/** What the supplier got is out of the fund. */
export const paySupplierFromFund = (streams: Streams): Reaction => ({
  name: 'pay-supplier-from-fund',
  category: 'goodsLot',
  types: ['SupplierPaid'],
  react: (cause, now) => completeSupplierPayment({ streams, cause, now }, cause.stream.slice('goodsLot-'.length)),
});
