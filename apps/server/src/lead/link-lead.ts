import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional, IsUUID } from 'class-validator';
import { Refusal, require } from '#domain/kernel/refusal';
import { lead } from '#domain/lead/lead';
import { EventStore } from '#event-store/event-store';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import type { StandingRow } from '#read-models/file-standing/file-standing';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { LeadLinks } from '../platform/monitoring/lead-links.js';
import { Standings } from '../platform/monitoring/standings.js';
import { LeadDesk } from './lead-desk.js';
import { LeadId, LeadRoute, LeadWish, PostCommand } from './lead-route.js';

export class LinkLeadBody {
  /** The household it is about; left out, the file that has this person. Needed for who stands in his file without an ID number. */
  @IsOptional() @IsUUID('all') readonly householdId?: string;
  @IsCalendarDate() readonly linkedOn!: string;
}

export class LinkLead extends LeadWish<LinkLeadBody> {}

type Target = Readonly<{ householdId: string; householdPersonId: string }>;

@CommandHandler(LinkLead)
export class LinkLeadHandler implements ICommandHandler<LinkLead> {
  constructor(
    private readonly desk: LeadDesk,
    private readonly links: LeadLinks,
    private readonly standings: Standings,
    private readonly streams: Streams,
    private readonly events: EventStore,
  ) {}

  /** The household hears what the lead heard before the request is answered, so that the answer's position shows it. */
  async execute(wish: LinkLead): Promise<Receipt> {
    const { leadId, body, caller } = wish;
    const receipt = await this.desk.act(wish, 'lead:enter', async ({ lead: { idHash } }) => {
      const target = await this.targetOf(idHash, body.householdId, caller);
      return { type: 'LinkLead', data: { ...target, linkedOn: body.linkedOn } };
    });
    await this.tell(leadId, caller);
    return { ...receipt, position: await this.events.head() };
  }

  /** The lead is linked whatever becomes of this: what a rule says no to now, the reaction goes on asking for. */
  private async tell(leadId: string, caller: Caller): Promise<void> {
    const { state } = await this.streams.load(lead, leadId);
    if (state.status === 'absent') return;
    await this.links.tellHousehold(leadId, caller.contextIn('lead:enter', state.unitId)).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
    });
  }

  /**
   * Whom the household hears it of: the person as its file has him, or else its principal. Of files out of reach nothing is said, not even
   * that there is one.
   * @throws {Refusal} `lead-household-unknown` where there is no such file within reach, `lead-household-ended`, `lead-of-another-household`
   */
  private async targetOf(idHash: string, householdId: string | undefined, caller: Caller): Promise<Target> {
    const person = await this.links.fileOf(idHash);
    const file = householdId === undefined ? person?.file : await this.standings.of(householdId);
    const isWithinReach = (each: StandingRow) => caller.roleIn('household:read', each.unitId) !== undefined;
    require(file !== undefined && isWithinReach(file), 'lead-household-unknown');
    require(file.status !== 'ended', 'lead-household-ended');
    const isElsewhere = person !== undefined && person.householdId !== file.householdId;
    require(!isElsewhere || isWithinReach(person.file), 'lead-household-unknown');
    require(!isElsewhere, 'lead-of-another-household');
    return { householdId: file.householdId, householdPersonId: person?.personId ?? file.principalPersonId };
  }
}

@LeadRoute('link')
export class LinkLeadController {
  constructor(private readonly bus: CommandBus) {}

  /** 关联:says which household the lead is about. What was heard is judged there, by the rules of the day it came in. */
  @PostCommand('lead:enter')
  link(@LeadId() leadId: string, @Body() body: LinkLeadBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new LinkLead(leadId, body, caller));
  }
}
