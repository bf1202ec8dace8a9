import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { aid } from '#domain/aid/aid';
import type { AidRequest } from '#domain/aid/aid.events';
import { entitlement } from '#domain/entitlement/entitlement';
import { household } from '#domain/household/household';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { proposed } from '../platform/money/proposals.js';
import { notFound } from '../platform/problem.js';
import { AidDesk, beforeOtherStreams, type OnTheDesk } from './aid-desk.js';
import { AidFacts } from './aid-facts.js';
import { AidRequestBody, AidRequests } from './aid-request.body.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class ReviseAid extends AidWish<AidRequestBody> {}

@CommandHandler(ReviseAid)
export class ReviseAidHandler implements ICommandHandler<ReviseAid> {
  constructor(
    private readonly desk: AidDesk,
    private readonly streams: Streams,
    private readonly facts: AidFacts,
    private readonly requests: AidRequests,
  ) {}

  execute(wish: ReviseAid): Promise<Receipt> {
    return this.desk.once(wish, 'aid:propose', 'ReviseAid', async (desk) => {
      // The claim answers a repeated request; the aid's own stream has it under another name.
      const { householdId } = desk.state.request;
      if ((await this.streams.load(entitlement, householdId)).answered(desk.context)) return this.asItStands(wish.aidId);
      return this.revise(await this.request(wish, desk), desk);
    });
  }

  private async asItStands(aidId: string): Promise<Receipt> {
    return (await this.streams.load(aid, aidId)).receipt;
  }

  private async request({ aidId, body }: ReviseAid, { state, context }: OnTheDesk): Promise<AidRequest> {
    const file = (await this.streams.load(household, state.request.householdId)).state;
    if (file.status === 'absent') throw notFound();
    return this.requests.from(body, { aidId, file, today: context.today });
  }

  private async revise(request: AidRequest, desk: OnTheDesk): Promise<Receipt> {
    const { state } = desk;
    const context = beforeOtherStreams(desk);
    const round = state.round + 1;
    const decision = await this.facts.decisionFor(request, request.proposedOn);
    aid.decide({ type: 'ReviseAid', data: { ...request, round, decision, caps: [] } }, state, context);
    const claim = { round, request, decision };
    await this.streams.handle(entitlement, request.householdId, { type: 'ReviseClaim', data: claim }, context);
    return proposed(this.streams, { request, decision }, context);
  }
}

@AidRoute('revise')
export class ReviseAidController {
  constructor(private readonly bus: CommandBus) {}

  /** Proposes a returned aid again, changed as was asked; it is counted against the caps anew. */
  @PostCommand('aid:propose')
  revise(@AidId() aidId: string, @Body() body: AidRequestBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ReviseAid(aidId, body, caller));
  }
}
