import { Body, HttpCode, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiOkResponse } from '@nestjs/swagger';
import { access } from '#domain/access/access';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { Can } from '../platform/permissions.js';
import { IsText } from '../platform/text.js';
import { LeadFiles } from './lead-files.js';
import { LeadId, LeadRoute } from './lead-route.js';
import { LeadAnswer } from './lead.answers.js';

export class RevealLeadBody {
  /** Why it has to be seen. It is recorded with the name of who sees it, and names nobody's values itself. */
  @IsText(200) readonly reason!: string;
}

export class RevealLead extends Command<LeadAnswer> {
  constructor(
    readonly leadId: string,
    readonly body: RevealLeadBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RevealLead)
export class RevealLeadHandler implements ICommandHandler<RevealLead> {
  constructor(
    private readonly files: LeadFiles,
    private readonly streams: Streams,
  ) {}

  /** Nothing is shown before the look at it is on record. A request sent again shows it again, so it is another look. */
  async execute({ leadId, body: { reason }, caller }: RevealLead): Promise<LeadAnswer> {
    const file = await this.files.inReach(leadId, caller);
    const { expectedRevision: _, ...asked } = caller.contextIn('household:unmask', file.state.unitId);
    const context = { ...asked, requestId: asked.correlationId };
    await this.streams.handle(access, leadId, { type: 'RevealLead', data: { leadId, reason } }, context);
    return this.files.shown(file, caller, true);
  }
}

@LeadRoute('reveal')
export class RevealLeadController {
  constructor(private readonly bus: CommandBus) {}

  /** The lead with whom it is about and what he told, in full. Every call is recorded, with its reason, before it is answered. */
  @Post()
  @HttpCode(200)
  @Can('household:unmask')
  @ApiOkResponse({ type: LeadAnswer })
  reveal(@LeadId() leadId: string, @Body() body: RevealLeadBody, @From() caller: Caller): Promise<LeadAnswer> {
    return this.bus.execute(new RevealLead(leadId, body, caller));
  }
}
