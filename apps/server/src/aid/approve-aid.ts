import { Body } from '@nestjs/common';
import { CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';
import { aid } from '#domain/aid/aid';
import type { Grant } from '#domain/aid/aid.commands';
import type { AidDecision, Approval } from '#domain/aid/aid.decision';
import { papersOutstanding } from '#domain/aid/aid.policies';
import type { KnownAid } from '#domain/aid/aid.state';
import { levelsDue } from '#domain/aid/guards';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { From, type Caller } from '../platform/caller.js';
import { IsCalendarDate } from '../platform/dates.js';
import { Directory } from '../platform/directory.js';
import { granted, reserveFor, reservedBefore } from '../platform/money/grants.js';
import { IsText } from '../platform/text.js';
import { termEndsOn } from '../platform/working-days.js';
import { AidDesk, beforeOtherStreams, type OnTheDesk } from './aid-desk.js';
import { AidFacts } from './aid-facts.js';
import { AidId, AidRoute, AidWish, PostCommand } from './aid-route.js';

export class ApproveAidBody {
  @IsCalendarDate() readonly approvedOn!: string;
  /** The paper on which the level agreed, where the policy wants one. */
  @IsOptional() @IsText(200) readonly document?: string;
}

type Agreement = Approval & Readonly<{ decision: AidDecision }>;

export class ApproveAid extends AidWish<ApproveAidBody> {}

@CommandHandler(ApproveAid)
export class ApproveAidHandler implements ICommandHandler<ApproveAid> {
  constructor(
    private readonly desk: AidDesk,
    private readonly streams: Streams,
    private readonly facts: AidFacts,
    private readonly directory: Directory,
  ) {}

  execute(wish: ApproveAid): Promise<Receipt> {
    return this.desk.once(wish, 'aid:approve', 'ApproveAid', async (desk) => {
      const { state } = desk;
      if (await reservedBefore(this.streams, state.request, desk.context)) return this.asItStands(wish.aidId);
      const decision = await this.facts.decisionFor(state.request, wish.body.approvedOn);
      const [level = 'county', ...levelsAbove] = levelsDue(state, decision);
      const approval = { ...wish.body, level, by: desk.context.by };
      return levelsAbove.length > 0
        ? this.agree(wish, desk, { ...approval, decision })
        : this.grant(desk, this.grantOf(state, decision, approval));
    });
  }

  private async asItStands(aidId: string): Promise<Receipt> {
    return (await this.streams.load(aid, aidId)).receipt;
  }

  private agree(wish: ApproveAid, { context }: OnTheDesk, { by: _, ...data }: Agreement): Promise<Receipt> {
    return this.desk.write(wish, 'aid:approve', { type: 'ApproveAid', data }, context);
  }

  /** Help first, papers after: the term for the papers is the policy's of the day. */
  private grantOf({ request, round }: KnownAid, decision: AidDecision, approval: Approval): Grant {
    const { aidId, unitId, urgent } = request;
    const term = urgent && papersOutstanding(decision) ? this.directory.rulesFor(unitId, approval.approvedOn).rules.aid?.urgent : undefined;
    const papersDueOn = term && termEndsOn(approval.approvedOn, term.termDays, term.counts);
    return { aidId, round, approval, decision, ...(papersDueOn !== undefined && { papersDueOn }) };
  }

  /** The last level: whatever the aid itself would refuse is refused before money or goods are set aside for it. */
  private async grant(desk: OnTheDesk, grant: Grant): Promise<Receipt> {
    const { state } = desk;
    const context = beforeOtherStreams(desk);
    if (aid.decide({ type: 'GrantAid', data: grant }, state, context).length === 0) return this.asItStands(grant.aidId);
    const receipt = await reserveFor(this.streams, state.request, grant, context);
    return granted(this.streams, receipt, grant, context);
  }
}

@AidRoute('approve')
export class ApproveAidController {
  constructor(private readonly bus: CommandBus) {}

  /** 审批:the next level agrees. With the last one, money of the fund or goods of the lot are set aside and the aid is granted. */
  @PostCommand('aid:approve')
  approve(@AidId() aidId: string, @Body() body: ApproveAidBody, @From() caller: Caller): Promise<Receipt> {
    return this.bus.execute(new ApproveAid(aidId, body, caller));
  }
}
