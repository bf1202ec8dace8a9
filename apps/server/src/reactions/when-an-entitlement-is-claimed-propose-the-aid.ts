import type { Streams } from '#event-store/streams';
import { completeProposal, proposalIn } from '../platform/money/proposals.js';
import type { Reaction } from './reaction.js';

/** The request that claimed proposes as well; this is for when it did not live to do so. */
export const proposeClaimedAid = (streams: Streams): Reaction => ({
  name: 'propose-claimed-aid',
  category: 'entitlement',
  types: ['EntitlementClaimed', 'ClaimRevised'],
  react: async (claim, context) => {
    await completeProposal(streams, proposalIn(claim), context);
  },
});
