import type { Erasable } from '../household/household.facts.js';
import type { PersistentMap } from '../kernel/persistent-map.js';
import type { Signal } from '../watch/watch.events.js';
import type { LeadDismissalReason, LeadSource, ReportedChange } from './lead.events.js';

/** open -> linked or dismissed; whichever it is, it expires when its days are over. */
export const leadStatuses = ['open', 'linked', 'dismissed', 'expired'] as const;
export type LeadStatus = (typeof leadStatuses)[number];

export type LeadSignal = Readonly<{ signal: Signal; ruleIds: readonly string[] }>;

export type LeadReport = Readonly<{ reportId: string; change: ReportedChange; words: string; phone: string; reportedOn: string }>;

/** Who it is; ERASED where the key is gone. */
export type LeadPerson = Readonly<{ name: string; idNumber: string; phone?: string }>;

export type AbsentLead = Readonly<{ status: 'absent' }>;

export type KnownLead = Readonly<{
  /** `expired` where its days went by without anybody having linked or dismissed it. */
  status: LeadStatus;
  leadId: string;
  personId: string;
  idHash: string;
  unitId: string;
  source: LeadSource;
  openedOn: string;
  expiresOn: string;
  /** Everything personal: gone, signals and reports with it, once the lead's days are over. */
  told: Erasable<Readonly<{ person: LeadPerson; signals: readonly LeadSignal[]; reports: readonly LeadReport[]; explanation?: string }>>;
  /** Ids of signals, each with the feed it came by, and of reports: what is known is not heard twice, even after the lead's days. */
  heard: PersistentMap<Readonly<{ feedId?: string }>>;
  /** Reports taken in, by day. */
  reportsOn: PersistentMap<number>;
  assignees: readonly string[];
  link?: Readonly<{ householdId: string; householdPersonId: string; linkedOn: string }>;
  dismissal?: Readonly<{ reasonKind: LeadDismissalReason; dismissedOn: string }>;
  expiredOn?: string;
}>;

export type Lead = AbsentLead | KnownLead;
