import { household } from '#domain/household/household';
import type { LeadEventData } from '#domain/lead/lead.events';
import type { Streams } from '#event-store/streams';
import type { LeadLinks } from '../platform/monitoring/lead-links.js';
import type { Reaction } from './reaction.js';

/** Its household hears what a lead heard: at once, and what a department said once the household allowed that department to be asked. */
export const tellLinkedHouseholds = (streams: Streams, links: LeadLinks): readonly Reaction[] => [
  {
    name: 'tell-linked-household',
    category: 'lead',
    types: ['LeadLinked'],
    expects: ['person-erased'],
    react: async ({ data }, context) => links.tellHousehold((data as LeadEventData['LeadLinked']).leadId, context),
  },
  {
    name: 'tell-what-waited-for-authorisation',
    category: 'household',
    types: ['DataChecksAuthorised'],
    expects: ['person-erased'],
    react: async ({ stream }, context) => {
      const householdId = stream.slice('household-'.length);
      const { state } = await streams.load(household, householdId);
      if (state.status === 'absent') return;
      const { principal, members } = state.facts;
      const idHashes = [principal, ...members].flatMap(({ idHash }) => (idHash === undefined ? [] : [idHash]));
      await links.tellWhatWaited(idHashes, householdId, context);
    },
  },
];
