import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { Signal } from '../watch/watch.events.js';

export const leadSources = ['feed', 'self_report'] as const;
export type LeadSource = (typeof leadSources)[number];

/** 情况变化: what somebody reports of himself. */
export const reportedChanges = [
  'illness',
  'unemployment',
  'disaster',
  'accident',
  'schooling',
  'disability',
  'death_in_family',
  'income',
  'other',
] as const;
export type ReportedChange = (typeof reportedChanges)[number];

export const leadDismissalReasons = ['not_a_worker', 'not_at_risk', 'not_found', 'duplicate', 'other'] as const;
export type LeadDismissalReason = (typeof leadDismissalReasons)[number];

/** `personId` is made for the lead alone: its key is destroyed when the lead's days are over. */
type About<Content> = Readonly<{ leadId: string; personId: string; unitId: string }> & Content;

/**
 * 线索: somebody of whom something was heard, from a department without his being in a file, or from himself. Only as much is kept
 * as is needed to find and ask him, for as long as the policy says. Storage format of `lead-<leadId>`; `leadId` follows from the
 * keyed hash of the ID number and from how many leads of the person ended before, so that one person has one open lead.
 * `followUpDueOn`: last day of the policy's term `verify` from the day of what was heard first; events from before it was told have none.
 */
export type LeadEventData = Readonly<{
  LeadOpened: About<
    Readonly<{
      idHash: string;
      source: LeadSource;
      name: string;
      idNumber: string;
      phone?: string;
      openedOn: string;
      expiresOn: string;
      followUpDueOn?: string;
    }>
  >;
  /** What a department said; `ruleIds` would have raised a flag. */
  LeadSignalAdded: About<Readonly<{ signal: Signal; ruleIds: readonly string[] }>>;
  /** A household's own words (`words`), with how to reach it. Who reports himself is kept from then on for the days of the policy. */
  LeadReported: About<
    Readonly<{ reportId: string; change: ReportedChange; words: string; phone: string; reportedOn: string; expiresOn: string }>
  >;
  LeadAssigned: About<Readonly<{ assignees: readonly string[]; assignedOn: string }>>;
  /** It went to the unit that keeps the person's file; `unitId` is the new one. */
  LeadMoved: About<Readonly<{ fromUnitId: string; movedOn: string }>>;
  /** It is about a household that has a file; what was heard is heard of that household from now on. */
  LeadLinked: About<Readonly<{ householdId: string; householdPersonId: string; linkedOn: string }>>;
  LeadDismissed: About<Readonly<{ dismissedOn: string; reasonKind: LeadDismissalReason; explanation?: string }>>;
  /** Its days are over: its key is destroyed, nothing personal of it can be read any more. */
  LeadExpired: About<Readonly<{ expiredOn: string }>>;
}>;

export type LeadEvent = { [Type in keyof LeadEventData]: DomainEvent<Type, LeadEventData[Type]> }[keyof LeadEventData];

const sealed = (...fields: readonly string[]) => [{ subject: 'personId', fields }];

export const leadPersonal: PersonalFields<LeadEvent> = {
  LeadOpened: sealed('name', 'idNumber', 'phone'),
  LeadSignalAdded: [{ subject: 'signal.personId', fields: ['signal.figures'] }],
  LeadReported: sealed('change', 'words', 'phone'),
  LeadAssigned: [],
  LeadMoved: [],
  LeadLinked: [],
  LeadDismissed: sealed('explanation'),
  LeadExpired: [],
};
