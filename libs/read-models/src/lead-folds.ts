import type { LeadEvent } from '#domain/lead/lead.events';
import type { Seen, ViewEvent } from './view.js';

export type LeadSeen = Seen<LeadEvent>;

/** Id of the lead whose stream this is. */
export const leadIdOf = (stream: string): string => stream.slice('lead-'.length);

/** Of views over events of several categories. */
export const isOfLead = (event: ViewEvent): event is LeadSeen => event.stream.startsWith('lead-');
