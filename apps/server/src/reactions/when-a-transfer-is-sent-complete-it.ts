import type { FundEventData } from '#domain/fund/fund.events';
import type { Streams } from '#event-store/streams';
import { completeTransfer } from '../platform/money/transfers.js';
import type { Reaction } from './reaction.js';

/** 拨付, 收回, 结转: money that left one fund arrives in the other, though whoever sent it may have died on the way. */
export const completeSentTransfer = (streams: Streams): Reaction => ({
  name: 'complete-sent-transfer',
  category: 'fund',
  types: ['TransferSent'],
  lane: ({ data }) => (data as FundEventData['TransferSent']).transferId,
  react: async ({ id, stream, data, meta }, context) => {
    const { transferId } = data as FundEventData['TransferSent'];
    await completeTransfer(streams, { fundId: stream.slice('fund-'.length), transferId, cause: { id, meta } }, context);
  },
});
