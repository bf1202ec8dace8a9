import type { LeadCommandData, PersonHeardOf } from '../lead/lead.commands.js';
import type { LeadEvent, LeadEventData } from '../lead/lead.events.js';
import type { Signal } from '../watch/watch.events.js';

/** A lead invented for specs: a bill of 24,000 yuan of somebody without a file, heard on 1 February 2022 and kept for 90 days. */
export const stranger: PersonHeardOf = {
  leadId: 'L1',
  personId: 'LP1',
  idHash: 'hash-1',
  unitId: 'C1',
  name: '高样例',
  idNumber: '410424198001010012',
  expiresOn: '2022-05-02',
};

export const bill = (signalId = 's1', change: Partial<Signal> = {}): Signal => ({
  signalId,
  personId: 'LP1',
  kind: 'medical_cost',
  department: '医疗保障局',
  happenedOn: '2022-01-20',
  receivedOn: '2022-02-01',
  figures: { amountFen: 2_400_000, marks: { care: 'inpatient' } },
  feedId: 'feed-1',
  row: 7,
  ...change,
});

export const ownWords = (change: Partial<LeadCommandData['ReportChange']> = {}): LeadCommandData['ReportChange'] => ({
  ...stranger,
  phone: '19900000123',
  reportId: 'r1',
  change: 'unemployment',
  words: '厂里停工，家里没有收入。',
  reportedOn: '2022-02-01',
  mostOfDay: 2,
  ...change,
});

const about = { leadId: 'L1', personId: 'LP1', unitId: 'C1' };

/** An event of the sample lead. */
export const leadEvent = <Type extends keyof LeadEventData>(type: Type, data: Omit<LeadEventData[Type], keyof typeof about>): LeadEvent =>
  ({ type, data: { ...about, ...data } }) as unknown as LeadEvent;

const { name, idNumber, idHash, expiresOn } = stranger;

export const opened = leadEvent('LeadOpened', { idHash, source: 'feed', name, idNumber, openedOn: '2022-02-01', expiresOn });
export const openedByReport = leadEvent('LeadOpened', {
  idHash,
  source: 'self_report',
  name,
  idNumber,
  phone: '19900000123',
  openedOn: '2022-02-01',
  expiresOn,
});
export const added = leadEvent('LeadSignalAdded', { signal: bill(), ruleIds: ['inpatient_cost'] });
export const reported = (reportId = 'r1', change: Partial<LeadEventData['LeadReported']> = {}): LeadEvent => {
  const { phone, change: what, words, reportedOn } = ownWords();
  return leadEvent('LeadReported', { reportId, change: what, words, phone, reportedOn, expiresOn, ...change });
};
export const assigned = leadEvent('LeadAssigned', { assignees: ['caseworker-2'], assignedOn: '2022-03-01' });
export const moved: LeadEvent = {
  type: 'LeadMoved',
  data: { ...about, unitId: 'U1', fromUnitId: 'C1', movedOn: '2022-02-01' },
};
export const linked = leadEvent('LeadLinked', { householdId: 'h1', householdPersonId: 'p1', linkedOn: '2022-03-01' });
export const dismissed = leadEvent('LeadDismissed', { dismissedOn: '2022-03-01', reasonKind: 'not_a_worker', explanation: '农村居民' });
export const expired = leadEvent('LeadExpired', { expiredOn: '2022-05-03' });
