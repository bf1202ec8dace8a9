import type { LeadEventData } from '#domain/lead/lead.events';
import type { EventStore } from '#event-store/event-store';
import type { Reaction } from './reaction.js';

/** Whoever died between writing down that a lead is forgotten and forgetting it is finished by this. */
export const destroyKeyOfLead = (events: EventStore): Reaction => ({
  name: 'destroy-key-of-lead',
  category: 'lead',
  types: ['LeadExpired'],
  react: ({ data }) => events.keyring.destroy((data as LeadEventData['LeadExpired']).personId),
});
