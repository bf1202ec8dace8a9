import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional } from 'class-validator';
import { leadDismissalReasons, type LeadDismissalReason } from '#domain/lead/lead.events';
import type { Receipt } from '#event-store/folding';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { IsText } from '../platform/text.js';
import { LeadDesk } from './lead-desk.js';
import { LeadId, LeadRoute, LeadWish, PostCommand } from './lead-route.js';

export class DismissLeadBody {
  @IsIn(leadDismissalReasons) readonly reasonKind!: LeadDismissalReason;
  /** Has to be given where the reason is `other`. */
  @IsOptional() @IsText(500) readonly explanation?: string;
  @IsCalendarDate() readonly dismissedOn!: string;
}

export class DismissLead extends LeadWish<DismissLeadBody> {}

@CommandHandler(DismissLead)
export class DismissLeadHandler implements ICommandHandler<DismissLead> {
  constructor(private readonly desk: LeadDesk) {}

  execute(wish: DismissLead): Promise<Receipt> {
    return this.desk.act(wish, 'lead:enter', () => ({ type: 'DismissLead', data: wish.body }));
  }
}

@LeadRoute('dismiss')
export class DismissLeadController {
  constructor(private readonly bus: CommandBus) {}

  /** 排除:ends the lead because nothing is to come of it. Its key goes when its days are over, as that of any other. */
  @PostCommand('lead:enter')
  dismiss(@LeadId() leadId: string, @Body() body: DismissLeadBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new DismissLead(leadId, body, caller));
  }
}
