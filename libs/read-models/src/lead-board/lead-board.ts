import type { LeadDismissalReason, LeadSource } from '#domain/lead/lead.events';
import type { LeadStatus } from '#domain/lead/lead.state';
import type { SignalKind } from '#domain/watch/watch.terms';
import { leadIdOf, type LeadSeen } from '../lead-folds.js';
import type { View } from '../view.js';

/** A lead as it stands. It holds nothing personal, so that nothing of it has to be forgotten: who it is about, its own stream says. */
export type LeadRow = Readonly<{
  leadId: string;
  unitId: string;
  state: LeadStatus;
  source: LeadSource;
  /** What was heard, each kind once; the person's own reports are `self_report`. */
  signalKinds: readonly SignalKind[];
  departments: readonly string[];
  signals: number;
  reports: number;
  openedOn: string;
  lastHeardOn: string;
  expiresOn: string;
  /** Whether its key is there still. */
  kept: boolean;
  assignees: readonly string[];
  householdId: string | null;
  dismissalReason: LeadDismissalReason | null;
  endedOn: string | null;
  lastChangedAt: string;
}>;

const opened = ({ data, meta }: Extract<LeadSeen, { type: 'LeadOpened' }>): LeadRow => ({
  leadId: data.leadId,
  unitId: data.unitId,
  state: 'open',
  source: data.source,
  signalKinds: [],
  departments: [],
  signals: 0,
  reports: 0,
  openedOn: data.openedOn,
  lastHeardOn: data.openedOn,
  expiresOn: data.expiresOn,
  kept: true,
  assignees: [],
  householdId: null,
  dismissalReason: null,
  endedOn: null,
  lastChangedAt: meta.at,
});

const among = <Item>(items: readonly Item[], item: Item): readonly Item[] => (items.includes(item) ? items : [...items, item]);

const later = (one: string, other: string): string => (one > other ? one : other);

const heard = (row: LeadRow, kind: SignalKind, heardOn: string): LeadRow => ({
  ...row,
  signalKinds: among(row.signalKinds, kind),
  lastHeardOn: later(row.lastHeardOn, heardOn),
});

const changed = (row: LeadRow, { type, data }: Exclude<LeadSeen, { type: 'LeadOpened' }>): LeadRow => {
  switch (type) {
    case 'LeadSignalAdded': {
      const { kind, receivedOn, department } = data.signal;
      return { ...heard(row, kind, receivedOn), departments: among(row.departments, department), signals: row.signals + 1 };
    }
    case 'LeadReported':
      return { ...heard(row, 'self_report', data.reportedOn), reports: row.reports + 1, expiresOn: data.expiresOn };
    case 'LeadAssigned':
      return { ...row, assignees: data.assignees };
    case 'LeadMoved':
      return { ...row, unitId: data.unitId, assignees: [] };
    case 'LeadLinked':
      return { ...row, state: 'linked', householdId: data.householdId, endedOn: data.linkedOn };
    case 'LeadDismissed':
      return { ...row, state: 'dismissed', dismissalReason: data.reasonKind, endedOn: data.dismissedOn };
    case 'LeadExpired':
      return row.state === 'open' ? { ...row, state: 'expired', kept: false, endedOn: data.expiredOn } : { ...row, kept: false };
  }
};

const fold = (row: LeadRow | null, event: LeadSeen): LeadRow | null => {
  if (event.type === 'LeadOpened') return opened(event);
  return row && { ...changed(row, event), lastChangedAt: event.meta.at };
};

/** What leads may be sorted by. */
export const leadSorts = ['lastChangedAt', 'openedOn', 'expiresOn'] as const satisfies readonly (keyof LeadRow)[];

/** 线索台账: a row for each lead, and until when it is kept. */
export const leadBoard: View<LeadRow, LeadSeen> = {
  collection: {
    name: 'lead-board',
    key: ({ leadId }) => leadId,
    fields: {
      leadId: 'string',
      unitId: 'string',
      state: 'string',
      source: 'string',
      householdId: 'string',
      openedOn: 'string',
      expiresOn: 'string',
      kept: 'boolean',
      lastChangedAt: 'string',
    },
    indexes: [
      ...leadSorts.map((sort) => [sort]),
      ...leadSorts.map((sort) => ['unitId', sort]),
      ['unitId', 'state', 'lastChangedAt'],
      ['state', 'lastChangedAt'],
      ['householdId', 'openedOn'],
      // What is to be forgotten is found by it.
      ['kept', 'expiresOn'],
    ],
  },
  version: 1,
  categories: ['lead'],
  keysOf: ({ stream }) => [leadIdOf(stream)],
  fold,
};
