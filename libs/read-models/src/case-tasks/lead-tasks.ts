import type { LeadEventData } from '#domain/lead/lead.events';
import { leadIdOf, type LeadSeen } from '../lead-folds.js';
import { closes, opens, subject, type Change, type Subject } from './task-row.js';

type Changes = { readonly [Type in keyof LeadEventData]: (data: LeadEventData[Type]) => readonly Change[] };

const none = (): readonly Change[] => [];
const followed = (): readonly Change[] => [closes('lead_to_follow')];
/** There is no later day on which anything could be done: after it nobody knows any more who it was. */
const toFollow = ({ unitId, expiresOn }: Readonly<{ unitId: string; expiresOn: string }>): readonly Change[] => [
  opens('lead_to_follow', unitId, expiresOn),
];

const changes: Changes = {
  LeadOpened: toFollow,
  LeadSignalAdded: none,
  LeadReported: toFollow,
  LeadAssigned: none,
  LeadMoved: ({ unitId }) => [{ kind: 'lead_to_follow', does: 'move', unitId }],
  LeadLinked: followed,
  LeadDismissed: followed,
  LeadExpired: followed,
};

const changesFor = <Type extends keyof LeadEventData>({ type, data }: Readonly<{ type: Type; data: LeadEventData[Type] }>) =>
  changes[type](data);

/** What an event of a lead changes in its duties. */
export const changesOfLead = (event: LeadSeen): readonly Change[] => changesFor(event);

export const leadOf = ({ stream }: LeadSeen): Subject => {
  const leadId = leadIdOf(stream);
  return subject(leadId, { leadId });
};
