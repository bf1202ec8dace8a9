import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { lead } from '#domain/lead/lead';
import type { LeadCommand } from '#domain/lead/lead.commands';
import type { KnownLead, Lead } from '#domain/lead/lead.state';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { Caller } from '../platform/caller.js';
import type { Permission } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';

/** What a use case may look at when it makes its command. */
export type OnTheDesk = Readonly<{ lead: KnownLead; context: Context }>;

/** A wish of a person about one lead. */
export type Wish = Readonly<{ leadId: string; caller: Caller }>;

/** Where every use case on a lead comes by: finds it, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class LeadDesk {
  constructor(private readonly streams: Streams) {}

  /**
   * A request that was answered before gets that answer.
   * @throws {Problem} 404 where the lead is absent or out of reach, 403 where the role may not.
   * @throws {Refusal} from the decider.
   */
  async act(wish: Wish, permission: Permission, commandOf: (desk: OnTheDesk) => LeadCommand | Promise<LeadCommand>): Promise<Receipt> {
    const { state, answered } = await this.streams.load(lead, wish.leadId);
    const { accountId: by, request } = wish.caller;
    const first = answered({ ...request, by });
    if (first) return first;
    const desk = laidOut(state, wish, permission);
    return this.streams.handle(withinReach(wish, permission), wish.leadId, await commandOf(desk), desk.context);
  }

  /** The lead as it is now, in the caller's reach. @throws {Problem} as `act` */
  async open(wish: Wish, permission: Permission): Promise<OnTheDesk> {
    return laidOut((await this.streams.load(lead, wish.leadId)).state, wish, permission);
  }
}

const laidOut = (state: Lead, { caller }: Wish, permission: Permission): OnTheDesk => {
  if (state.status === 'absent') throw notFound();
  return { lead: state, context: caller.contextIn(permission, state.unitId) };
};

/** The decider, asked only while the lead is in the caller's reach: it may have moved since it was laid on the desk. */
const withinReach = ({ caller }: Wish, permission: Permission): typeof lead => ({
  ...lead,
  decide: (command, state, context) => {
    if (state.status !== 'absent') caller.contextIn(permission, state.unitId);
    return lead.decide(command, state, context);
  },
});
