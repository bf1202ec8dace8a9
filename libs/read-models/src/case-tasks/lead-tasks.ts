import type { LeadEventData } from '#domain/lead/lead.events';
import { leadIdOf, type LeadSeen } from '../lead-folds.js';
import { closes, opens, subject, type Change, type Subject } from './task-row.js';

type Changes = { readonly [Type in keyof LeadEventData]: (data: LeadEventData[Type]) => readonly Change[] };

const none = (): readonly Change[] => [];
const followed = (): readonly Change[] => [closes('lead_to_follow')];

const changes: Changes = {
  /** Where no term was told, by its last day: after it nobody knows any more who it was. */
  LeadOpened: ({ unitId, expiresOn, followUpDueOn = expiresOn }) => [opens('lead_to_follow', unitId, followUpDueOn)],
  LeadSignalAdded: none,
  // What is said again does not put off what was heard first.
  LeadReported: none,
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
