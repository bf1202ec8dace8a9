import { lead } from '#domain/lead/lead';
import type { Streams } from '#event-store/streams';
import type { LeadLinks } from '../platform/monitoring/lead-links.js';
import type { Reaction } from './reaction.js';

/**
 * A department's row may have become a lead while the person's file was being opened: then the file has it. What he told himself waits for a
 * person to look at it, in the unit that keeps his file; the request that brought it was not to look for one.
 */
export const bringLeadToItsFile = (streams: Streams, links: LeadLinks): Reaction => ({
  name: 'bring-lead-to-its-file',
  category: 'lead',
  types: ['LeadSignalAdded', 'LeadReported'],
  expects: ['lead-ended'],
  react: async ({ type, data }, context) => {
    const { state } = await streams.load(lead, String(data['leadId']));
    if (state.status !== 'open') return;
    if (type === 'LeadSignalAdded') await links.linkOpenLeadOf(state.idHash, context);
    else await links.moveOpenLeadOf(state.idHash, context);
  },
});
