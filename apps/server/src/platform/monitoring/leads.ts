import { addDays } from '#domain/kernel/calendar';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import { lead } from '#domain/lead/lead';
import type { LeadCommand } from '#domain/lead/lead.commands';
import type { ReportedChange } from '#domain/lead/lead.events';
import type { KnownLead } from '#domain/lead/lead.state';
import type { Signal } from '#domain/watch/watch.events';
import { uuidFrom } from '#event-store/request';
import type { Streams } from '#event-store/streams';

/**
 * Somebody of whom something is heard, with the unit that is to look into it, until when, and the days for which the policy keeps
 * him.
 */
export type Person = Readonly<{
  idHash: string;
  name: string;
  idNumber: string;
  unitId: string;
  keepDays: number;
  followUpDueOn?: string;
}>;

/** A department's row about somebody without a file; `ruleIds` are the rules under which it alone would raise a flag. */
export type HeardInFeed = Person & Readonly<{ signal: Omit<Signal, 'personId' | 'leadId'>; ruleIds: readonly string[] }>;

/** Somebody's own words. `mostOfDay`: reports of one person that are taken in on one day. */
export type HeardFromPerson = Person &
  Readonly<{ reportId: string; phone: string; change: ReportedChange; words: string; reportedOn: string; mostOfDay: number }>;

/** `repeated`: heard before, in another feed or another run; nothing was written. */
export type LeadHeard = Readonly<{ leadId: string; outcome: 'lead' | 'repeated' }>;

/** Somebody's leads are numbered by how many ended before; each has an id, and a person whose key can be destroyed, of its own. */
export const leadIdOf = (idHash: string, number: number): string => uuidFrom('lead', idHash, number);
const leadPersonOf = (leadId: string): string => uuidFrom('lead-person', leadId);

/** What a reporter may ask after his report by; it can be read out over the telephone and says nothing of anybody. */
export const referenceOf = (reportId: string): string => `${reportId.slice(0, 4)}-${reportId.slice(9, 13)}`.toUpperCase();

/** All leads of a person, oldest first; at most the last is open. */
export const leadsOf = async (streams: Streams, idHash: string): Promise<readonly KnownLead[]> => {
  const leads: KnownLead[] = [];
  for (;;) {
    const { state } = await streams.load(lead, leadIdOf(idHash, leads.length));
    if (state.status === 'absent') return leads;
    leads.push(state);
  }
};

/** Where something about a person is written: his open lead, or the one that begins with it; and all he has. */
type Place = Readonly<{ leadId: string; personId: string; leads: readonly KnownLead[] }>;

type Heard = Readonly<{ leadId: string; before?: KnownLead }>;

/** Does the work in the person's open lead, or in a new one where none is open; not where one of his leads has heard `what` already. */
const hearOnce = async (streams: Streams, idHash: string, what: string, work: (place: Place) => Promise<unknown>): Promise<Heard> => {
  const leads = await leadsOf(streams, idHash);
  const before = leads.find(({ heard }) => heard.has(what));
  if (before) return { leadId: before.leadId, before };
  const last = leads.at(-1);
  const leadId = last?.status === 'open' ? last.leadId : leadIdOf(idHash, leads.length);
  try {
    await work({ leadId, personId: leadPersonOf(leadId), leads });
    return { leadId };
  } catch (error) {
    // It ended while we looked: the next one is opened.
    if (error instanceof Refusal && error.code === 'lead-ended') return hearOnce(streams, idHash, what, work);
    throw error;
  }
};

const personIn = ({ leadId, personId }: Place, person: Person, heardOn: string) => {
  const { idHash, name, idNumber, unitId, keepDays, followUpDueOn } = person;
  const about = { leadId, personId, idHash, name, idNumber, unitId, expiresOn: addDays(heardOn, keepDays) };
  return { ...about, ...(followUpDueOn !== undefined && { followUpDueOn }) };
};

/** What is said decides which request it is, so that it is answered once whoever brings it. */
export const saying = ({ requestDigest: _, expectedRevision: _revision, ...context }: Context, what: string): Context => ({
  ...context,
  requestId: uuidFrom('saying', what),
});

/**
 * Opens a lead, or adds to the person's open one. What any of his leads heard before is not heard again, also after its days.
 * Safe to call again after a crash: a row of the same feed answers `lead` once more.
 */
export const hearLead = async (streams: Streams, heard: HeardInFeed, context: Context): Promise<LeadHeard> => {
  const { signal, ruleIds, idHash } = heard;
  const { leadId, before } = await hearOnce(streams, idHash, signal.signalId, (place) => {
    const { personId } = place;
    const data = { ...personIn(place, heard, signal.receivedOn), signal: { ...signal, personId }, ruleIds };
    const command: LeadCommand = { type: 'HearOfPerson', data };
    return streams.handle(lead, place.leadId, command, saying(context, signal.signalId));
  });
  const isRepeated = before !== undefined && before.heard.get(signal.signalId)?.feedId !== signal.feedId;
  return { leadId, outcome: isRepeated ? 'repeated' : 'lead' };
};

const takenOn = (leads: readonly KnownLead[], day: string): number =>
  leads.reduce((sum, { status, reportsOn }) => sum + (status === 'open' ? 0 : (reportsOn.get(day) ?? 0)), 0);

/** As hearLead. Above the number of a day nothing is written, and nobody is told. */
export const hearReport = async (streams: Streams, heard: HeardFromPerson, context: Context): Promise<void> => {
  const { phone, reportId, change, words, reportedOn } = heard;
  await hearOnce(streams, heard.idHash, reportId, async (place) => {
    const mostOfDay = heard.mostOfDay - takenOn(place.leads, reportedOn);
    if (mostOfDay <= 0) return;
    const data = { ...personIn(place, heard, reportedOn), phone, reportId, change, words, reportedOn, mostOfDay };
    await streams.handle(lead, place.leadId, { type: 'ReportChange', data }, saying(context, reportId));
  });
};
