import type { Context, Decider } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requirePast, requireText } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { PersistentMap } from '../kernel/persistent-map.js';
import { require } from '../kernel/refusal.js';
import type { LeadCommand, LeadCommandData, PersonHeardOf } from './lead.commands.js';
import type { LeadEvent, LeadEventData, LeadSource } from './lead.events.js';
import type { KnownLead, Lead } from './lead.state.js';

type Data = LeadCommandData;
type Told = Exclude<KnownLead['told'], typeof ERASED>;

/** @throws {Refusal} `lead-absent` */
const known = (state: Lead): KnownLead => {
  require(state.status !== 'absent', 'lead-absent');
  return state;
};

/** @throws {Refusal} `lead-absent`, `lead-ended` with how it ended */
const open = (state: Lead): KnownLead => {
  const lead = known(state);
  require(lead.status === 'open', 'lead-ended', { status: lead.status });
  return lead;
};

/** Not before anything was heard. @throws {Refusal} dates, `date-before-lead` */
const requireSince = (on: string, { openedOn }: KnownLead, context: Context): void => {
  requirePast(on, context);
  require(on >= openedOn, 'date-before-lead', { on, openedOn });
};

const aboutOf = ({ leadId, personId, unitId }: KnownLead | PersonHeardOf) => ({ leadId, personId, unitId });

const opened = (person: PersonHeardOf, source: LeadSource, openedOn: string, phone?: string): LeadEvent => {
  const { idHash, name, idNumber, expiresOn, followUpDueOn: due } = person;
  const told = {
    idHash,
    source,
    name,
    idNumber,
    ...(phone !== undefined && { phone }),
    openedOn,
    expiresOn,
    ...(due !== undefined && { followUpDueOn: due }),
  };
  return { type: 'LeadOpened', data: { ...aboutOf(person), ...told } };
};

/** Opens a lead, or adds to the one that is open. What it has heard before it hears no more, ended or not. @throws {Refusal} `lead-ended` */
const hearOfPerson = ({ signal, ruleIds, ...person }: Data['HearOfPerson'], state: Lead): LeadEvent[] => {
  const added = (about: KnownLead | PersonHeardOf): LeadEvent => ({
    type: 'LeadSignalAdded',
    data: { ...aboutOf(about), signal: { ...signal, personId: about.personId }, ruleIds },
  });
  if (state.status === 'absent') return [opened(person, 'feed', signal.receivedOn), added(person)];
  return state.heard.has(signal.signalId) ? [] : [added(open(state))];
};

/**
 * As hearOfPerson, for somebody's own words. Those above the number of a day are left out without a refusal: nobody is to learn what stands
 * here. Who reports himself asks to be looked after, so that the days of the lead begin anew.
 * @throws {Refusal} `lead-ended`, `explanation-missing`
 */
const reportChange = (data: Data['ReportChange'], state: Lead): LeadEvent[] => {
  const { phone, reportId, change, words, reportedOn, mostOfDay, ...person } = data;
  requireText(words, 'words');
  const isNew = state.status === 'absent';
  if (!isNew && state.heard.has(reportId)) return [];
  const lead = isNew ? undefined : open(state);
  if ((lead?.reportsOn.get(reportedOn) ?? 0) >= mostOfDay) return [];
  const expiresOn = lead && lead.expiresOn > person.expiresOn ? lead.expiresOn : person.expiresOn;
  const report = { reportId, change, words, phone, reportedOn, expiresOn };
  const reported: LeadEvent = { type: 'LeadReported', data: { ...aboutOf(lead ?? person), ...report } };
  return isNew ? [opened(person, 'self_report', reportedOn, phone), reported] : [reported];
};

/** @throws {Refusal} `lead-absent`, `lead-ended`, `assignees-missing`, dates, `date-before-lead` */
const assignLead = ({ assignees: named, assignedOn }: Data['AssignLead'], state: Lead, context: Context): LeadEvent[] => {
  const lead = open(state);
  const assignees = [...new Set(named)];
  require(assignees.length > 0, 'assignees-missing');
  requireSince(assignedOn, lead, context);
  if (sameValue(lead.assignees, assignees)) return [];
  return [{ type: 'LeadAssigned', data: { ...aboutOf(lead), assignees, assignedOn }, ...effective(assignedOn, context) }];
};

/** To the unit that keeps the person's file; one that ended stays where it is. @throws {Refusal} `lead-absent` */
const moveLead = ({ toUnitId, movedOn }: Data['MoveLead'], state: Lead): LeadEvent[] => {
  const lead = known(state);
  if (lead.status !== 'open' || lead.unitId === toUnitId) return [];
  return [{ type: 'LeadMoved', data: { ...aboutOf(lead), unitId: toUnitId, fromUnitId: lead.unitId, movedOn } }];
};

/** It ends with the household it is about, once. @throws {Refusal} `lead-absent`, `lead-ended`, dates, `date-before-lead` */
const linkLead = ({ householdId, householdPersonId, linkedOn }: Data['LinkLead'], state: Lead, context: Context): LeadEvent[] => {
  if (state.status === 'linked' && state.link?.householdId === householdId) return [];
  const lead = open(state);
  requireSince(linkedOn, lead, context);
  const data = { ...aboutOf(lead), householdId, householdPersonId, linkedOn };
  return [{ type: 'LeadLinked', data, ...effective(linkedOn, context) }];
};

/** @throws {Refusal} `lead-absent`, `lead-ended`, dates, `date-before-lead`; `explanation-missing` where the reason is `other` */
const dismissLead = ({ reasonKind, explanation, dismissedOn }: Data['DismissLead'], state: Lead, context: Context): LeadEvent[] => {
  const lead = open(state);
  requireSince(dismissedOn, lead, context);
  if (reasonKind === 'other') requireText(explanation, 'explanation');
  const data = { ...aboutOf(lead), dismissedOn, reasonKind, ...(explanation !== undefined && { explanation }) };
  return [{ type: 'LeadDismissed', data, ...effective(dismissedOn, context) }];
};

/** Policy parameter `leadKeepDays`: it is kept up to and including its last day, whatever became of it. @throws {Refusal} `lead-absent` */
const expireLead = ({ expiredOn }: Data['ExpireLead'], state: Lead): LeadEvent[] => {
  const lead = known(state);
  if (lead.expiredOn !== undefined || expiredOn <= lead.expiresOn) return [];
  return [{ type: 'LeadExpired', data: { ...aboutOf(lead), expiredOn } }];
};

const openedLead = ({ name, idNumber, phone, followUpDueOn: _, ...data }: LeadEventData['LeadOpened']): KnownLead => ({
  status: 'open',
  ...data,
  told: { person: { name, idNumber, ...(phone !== undefined && { phone }) }, signals: [], reports: [] },
  heard: PersistentMap.empty(),
  reportsOn: PersistentMap.empty(),
  assignees: [],
});

const telling = (lead: KnownLead, more: (told: Told) => Partial<Told>): KnownLead =>
  lead.told === ERASED ? lead : { ...lead, told: { ...lead.told, ...more(lead.told) } };

const withSignal = (lead: KnownLead, { signal, ruleIds }: LeadEventData['LeadSignalAdded']): KnownLead => ({
  ...telling(lead, ({ signals }) => ({ signals: [...signals, { signal, ruleIds }] })),
  heard: lead.heard.set(signal.signalId, signal.feedId === undefined ? {} : { feedId: signal.feedId }),
});

const withReport = (lead: KnownLead, data: LeadEventData['LeadReported']): KnownLead => {
  const { reportId, change, words, phone, reportedOn, expiresOn } = data;
  return {
    ...telling(lead, ({ person, reports }) => ({
      person: { ...person, phone },
      reports: [...reports, { reportId, change, words, phone, reportedOn }],
    })),
    expiresOn,
    heard: lead.heard.set(reportId, {}),
    reportsOn: lead.reportsOn.set(reportedOn, (lead.reportsOn.get(reportedOn) ?? 0) + 1),
  };
};

const later = (lead: KnownLead, { type, data }: Exclude<LeadEvent, { type: 'LeadOpened' }>): KnownLead => {
  switch (type) {
    case 'LeadSignalAdded':
      return withSignal(lead, data);
    case 'LeadReported':
      return withReport(lead, data);
    case 'LeadAssigned':
      return { ...lead, assignees: data.assignees };
    case 'LeadMoved':
      return { ...lead, unitId: data.unitId, assignees: [] };
    case 'LeadLinked': {
      const { householdId, householdPersonId, linkedOn } = data;
      return { ...lead, status: 'linked', link: { householdId, householdPersonId, linkedOn } };
    }
    case 'LeadDismissed': {
      const { reasonKind, dismissedOn, explanation } = data;
      const dismissed = telling(lead, () => (explanation === undefined ? {} : { explanation }));
      return { ...dismissed, status: 'dismissed', dismissal: { reasonKind, dismissedOn } };
    }
    case 'LeadExpired':
      // What is kept in memory goes with the key.
      return { ...lead, status: lead.status === 'open' ? 'expired' : lead.status, told: ERASED, expiredOn: data.expiredOn };
  }
};

/** 线索 about one person, from the first thing heard to the day it is forgotten: stream `lead-<leadId>`. */
export const lead: Decider<Lead, LeadCommand, LeadEvent> = {
  category: 'lead',
  initial: { status: 'absent' },
  decide: ({ type, data }, state, context) => {
    switch (type) {
      case 'HearOfPerson':
        return hearOfPerson(data, state);
      case 'ReportChange':
        return reportChange(data, state);
      case 'AssignLead':
        return assignLead(data, state, context);
      case 'MoveLead':
        return moveLead(data, state);
      case 'LinkLead':
        return linkLead(data, state, context);
      case 'DismissLead':
        return dismissLead(data, state, context);
      case 'ExpireLead':
        return expireLead(data, state);
    }
  },
  evolve: (state, event) => {
    if (event.type === 'LeadOpened') return openedLead(event.data);
    return state.status === 'absent' ? state : later(state, event);
  },
};
