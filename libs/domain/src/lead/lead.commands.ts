import type { Message } from '../kernel/message.js';
import type { Signal } from '../watch/watch.events.js';
import type { LeadDismissalReason, ReportedChange } from './lead.events.js';

/** Who it is about, and what a lead that begins with it is made of. Days are business days. */
export type PersonHeardOf = Readonly<{
  leadId: string;
  personId: string;
  idHash: string;
  unitId: string;
  name: string;
  idNumber: string;
  /** Last day for which it is kept. */
  expiresOn: string;
  /** Last day on which it should have been looked into; where the policy's term is known. */
  followUpDueOn?: string;
}>;

/** What may be asked of a lead, by command name. */
export type LeadCommandData = Readonly<{
  /** A department's row about somebody without a file. */
  HearOfPerson: PersonHeardOf & Readonly<{ signal: Signal; ruleIds: readonly string[] }>;
  /** Somebody's own words. `mostOfDay`: so many of one day are taken in, and no more. */
  ReportChange: PersonHeardOf &
    Readonly<{ phone: string; reportId: string; change: ReportedChange; words: string; reportedOn: string; mostOfDay: number }>;
  AssignLead: Readonly<{ assignees: readonly string[]; assignedOn: string }>;
  MoveLead: Readonly<{ toUnitId: string; movedOn: string }>;
  LinkLead: Readonly<{ householdId: string; householdPersonId: string; linkedOn: string }>;
  DismissLead: Readonly<{ reasonKind: LeadDismissalReason; explanation?: string; dismissedOn: string }>;
  /** Asked for once its days are over; before that nothing happens. */
  ExpireLead: Readonly<{ expiredOn: string }>;
}>;

export type LeadCommand = { [Type in keyof LeadCommandData]: Message<Type, LeadCommandData[Type]> }[keyof LeadCommandData];
