import { household } from '#domain/household/household';
import type { Streams } from '#event-store/streams';
import type { LeadLinks } from '../platform/monitoring/lead-links.js';
import type { Reaction } from './reaction.js';

/** What its people told of themselves is asked about by the unit that keeps the file now. */
export const moveLeadsWithFile = (streams: Streams, links: LeadLinks): Reaction => ({
  name: 'move-leads-with-file',
  category: 'household',
  types: ['HouseholdTransferred'],
  react: async ({ stream, id }, context) => {
    const { state } = await streams.load(household, stream.slice('household-'.length));
    if (state.status === 'absent') return;
    const { principal, members } = state.facts;
    for (const { idHash, personId } of [principal, ...members]) {
      if (idHash !== undefined) await links.moveOpenLeadOf(idHash, { ...context, requestId: `${id}:${personId}` });
    }
  },
});
