import { Body, Controller, Post } from '@nestjs/common';
import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import { IsUUID } from 'class-validator';
import { aid } from '#domain/aid/aid';
import type { AidRequest } from '#domain/aid/aid.events';
import { entitlement } from '#domain/entitlement/entitlement';
import { household } from '#domain/household/household';
import type { Context } from '#domain/kernel/decider';
import { Refusal } from '#domain/kernel/refusal';
import type { Receipt } from '#event-store/folding';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { proposed } from '../platform/money/proposals.js';
import { Can } from '../platform/permissions.js';
import { notFound } from '../platform/problem.js';
import { ReceiptAnswer } from '../platform/receipt.js';
import { recordingRefusals } from '../platform/refusals.js';
import { AidFacts } from './aid-facts.js';
import { AidRequestBody, AidRequests } from './aid-request.body.js';

export class ProposeAidBody extends AidRequestBody {
  @IsUUID('all') readonly householdId!: string;
}

export class ProposeAid extends Command<Receipt> {
  constructor(
    readonly body: ProposeAidBody,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ProposeAid)
export class ProposeAidHandler implements ICommandHandler<ProposeAid> {
  constructor(
    private readonly streams: Streams,
    private readonly facts: AidFacts,
    private readonly requests: AidRequests,
  ) {}

  async execute({ body, caller }: ProposeAid): Promise<Receipt> {
    // Ids follow from the request, so that a retry finds the aid it made.
    const aidId = uuidFrom('aid', caller.accountId, caller.request.requestId);
    const first = await this.proposedBefore(aidId, caller);
    if (first) return first;
    const file = (await this.streams.load(household, body.householdId)).state;
    if (file.status === 'absent') throw notFound();
    // There is nothing yet that If-Match could be about.
    const { expectedRevision: _, ...context } = caller.contextIn('aid:propose', file.facts.unitId);
    const request = await this.requests.from(body, { aidId, file, today: context.today });
    const about = {
      subject: 'aid',
      subjectId: aidId,
      unitId: request.unitId,
      command: 'ProposeAid',
      householdId: body.householdId,
    } as const;
    return recordingRefusals(this.streams, { ...about, amountFen: body.amountFen, context }, () => this.propose(request, context));
  }

  /** The first answer to a request that was sent before. @throws {Refusal} `idempotency-key-reused` where it asked for something else. */
  private async proposedBefore(aidId: string, { accountId: by, request }: Caller): Promise<Receipt | undefined> {
    const { state, receipt } = await this.streams.load(aid, aidId);
    if (state.status === 'absent') return undefined;
    const claims = await this.streams.load(entitlement, state.firstRequest.householdId);
    if (!claims.answered({ ...request, by })) throw new Refusal('idempotency-key-reused');
    return receipt;
  }

  /** All rules are asked before the caps are used: a claim is made only for what the aid will take. */
  private async propose(request: AidRequest, context: Context): Promise<Receipt> {
    const decision = await this.facts.decisionFor(request, request.proposedOn);
    aid.decide({ type: 'ProposeAid', data: { ...request, decision, caps: [] } }, aid.initial, context);
    await this.streams.handle(entitlement, request.householdId, { type: 'ClaimEntitlement', data: { request, decision } }, context);
    return proposed(this.streams, { request, decision }, context);
  }
}

@ApiTags('aids')
@Controller('aids')
export class ProposeAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 申请帮扶:proposes an aid; it is counted against the household's caps from now on. */
  @Post()
  @Can('aid:propose')
  @ApiCreatedResponse({ type: ReceiptAnswer })
  propose(@Body() body: ProposeAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ProposeAid(body, caller));
  }
}
