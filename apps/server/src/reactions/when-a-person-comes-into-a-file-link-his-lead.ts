import type { HouseholdEventData } from '#domain/household/household.events';
import type { StoredEvent } from '#event-store/event-store';
import type { LeadLinks } from '../platform/monitoring/lead-links.js';
import type { Reaction } from './reaction.js';

const idHashIn = ({ type, data }: StoredEvent): string | undefined =>
  type === 'HouseholdApplied'
    ? (data as HouseholdEventData['HouseholdApplied']).principal.idHash
    : (data as HouseholdEventData['MemberAdded']).member.idHash;

/** Whoever was heard of before he had a file: what was heard is that household's from now on. */
export const linkLeadOfNewcomer = (links: LeadLinks): Reaction => ({
  name: 'link-lead-of-newcomer',
  category: 'household',
  types: ['HouseholdApplied', 'MemberAdded'],
  // Somebody ended it meanwhile.
  expects: ['lead-ended'],
  react: async (event, context) => {
    const idHash = idHashIn(event);
    if (idHash !== undefined) await links.linkEarlierLeadOf(idHash, event.position, context);
  },
});
