import { lead } from '#domain/lead/lead';
import type { EventStore } from '#event-store/event-store';
import type { Streams } from '#event-store/streams';
import type { LeadRow } from '#read-models/lead-board/lead-board';
import type { ReadCollection } from '#read-store/port';
import type { Clock } from '../clock.js';
import { systemContext } from '../directory.js';

type Means = Readonly<{ events: EventStore; streams: Streams; clock: Clock; leads: ReadCollection<LeadRow> }>;

const PAGE = 200;

/** A lead's days are over: that is written down, and its key destroyed. Done again it changes nothing. */
const forget = async ({ events, streams, clock }: Means, leadId: string): Promise<boolean> => {
  const expiredOn = clock.today();
  const context = systemContext('lead-keeper', clock, `expire:${leadId}:${expiredOn}`);
  await streams.handle(lead, leadId, { type: 'ExpireLead', data: { expiredOn } }, context);
  const { state } = await streams.load(lead, leadId);
  if (state.status === 'absent' || state.expiredOn === undefined) return false;
  await events.keyring.destroy(state.personId);
  return true;
};

/**
 * Forgets every lead whose last day is gone by, whatever became of it: ExpireLead, then the key of its person. Answers how many.
 * A crash between the two is made good by the reaction to LeadExpired. `leads` is the view lead-board; a row of which was old is
 * asked again and finds its lead kept.
 */
export const expireLeads = async (means: Means): Promise<number> => {
  const { leads, clock } = means;
  const where = { kept: { eq: true }, expiresOn: { lt: clock.today() } };
  let forgotten = 0;
  for (let after: string | undefined; ;) {
    const page = await leads.find({
      where,
      sort: { field: 'expiresOn', direction: 'asc' },
      limit: PAGE,
      ...(after !== undefined && { after }),
    });
    for (const { leadId } of page.rows) forgotten += (await forget(means, leadId)) ? 1 : 0;
    if (page.next === undefined) return forgotten;
    after = page.next;
  }
};
